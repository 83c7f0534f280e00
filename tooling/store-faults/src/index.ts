export { startMember } from './start-member.ts'
export type { Member, Vendor } from './start-member.ts'
export { storeFaultCases } from './store-fault-cases.ts'
export type { StoreFaultCase, StoreFaultsManifest } from './store-fault-cases.ts'
