import { orderSimulations } from './order-simulations.ts'
import { warehouseSimulations } from './warehouse-simulations.ts'

/** All simulators. */
export const dataFactoryOperations = { ...orderSimulations, ...warehouseSimulations }
