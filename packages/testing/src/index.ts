export type { ConformanceCase } from './suite/conformance-case.ts'
export type { Lacks } from './suite/clause.ts'

export { transportSuite } from './transport/transport-suite.ts'
export type {
  TransportFeature,
  TransportManifest,
  TransportSettings,
} from './transport/transport-manifest.ts'

export { tokenSourceSuite } from './token-source/token-source-suite.ts'
export type {
  LoginSetup,
  TokenSourceFeature,
  TokenSourceManifest,
  TokenSourceSetup,
} from './token-source/token-source-manifest.ts'

export { tokenStoreSuite } from './token-store/token-store-suite.ts'
export type {
  TokenStoreFeature,
  TokenStoreHandle,
  TokenStoreManifest,
} from './token-store/token-store-manifest.ts'

export { inboxSuite } from './inbox/inbox-suite.ts'
export type {
  InboxEffects,
  InboxFeature,
  InboxManifest,
  InboxStorage,
  InboxTime,
} from './inbox/inbox-manifest.ts'

export { authStrategySuite } from './auth-strategy/auth-strategy-suite.ts'
export type {
  AuthStrategyFeature,
  AuthStrategyManifest,
  AuthStrategySetup,
} from './auth-strategy/auth-strategy-manifest.ts'

export { providerSuite } from './provider/provider-suite.ts'
export type { FakeVendor, ProviderFeature, ProviderManifest } from './provider/provider-manifest.ts'

export { startFaultServer } from './fault-server/fault-server.ts'
export type { FaultServer } from './fault-server/fault-server.ts'
export { wireFaults } from './fault-server/wire-faults.ts'
export type { WireAnswer, WireFault, WireFaultDeclaration } from './fault-server/wire-faults.ts'
export type { WireRequest } from './fault-server/wire-request.ts'
