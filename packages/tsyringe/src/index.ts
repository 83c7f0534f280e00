export { createScope } from './create-scope.ts'
export type { Disposer, Scope } from './scope.ts'
export { serviceKey, type ServiceKey } from './service-key.ts'
