export { MASONHUB_DIALECTS } from './masonhub-dialects.ts'
export { startMasonHubFake } from './masonhub-fake.ts'
export type { MasonHubFake } from './masonhub-fake.ts'
export type { AutoShip, MasonHubDialect, MasonHubFakeOptions } from './fake-options.ts'
export type {
  FakeCallback,
  FakeDelivery,
  FakeHold,
  FakeOrder,
  FakeOrderRequest,
  FakeShipment,
  FakeShipmentLine,
  FakeShort,
} from './fake-records.ts'
export type { IssueTokenOptions } from './fake-tokens.ts'
export type { FakeInboundShipment, FakeRma, FakeSku } from './fake-warehouse-records.ts'
