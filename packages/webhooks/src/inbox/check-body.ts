import type { NewMessage } from '../message/new-message.ts'

/**
 * For the `append` of an inbox: what cannot be read again must not be acknowledged.
 *
 * @throws TypeError when the body is not JSON
 */
export function checkBody({ body }: NewMessage): void {
  try {
    JSON.parse(body)
  } catch {
    throw new TypeError('the body of a message must be JSON text: prepareMessage makes it')
  }
}
