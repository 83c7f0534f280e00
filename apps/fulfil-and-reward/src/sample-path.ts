import { fileURLToPath } from 'node:url'

/** The sample of 200 orders that comes with the app. */
export const samplePath = fileURLToPath(new URL('../sample/orders.csv', import.meta.url))
