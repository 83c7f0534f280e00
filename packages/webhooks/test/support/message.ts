import { prepareMessage, type NewMessage } from '../../src/index.ts'

interface Parts {
  readonly provider?: string
  readonly account?: string
  readonly type?: string
  readonly id?: string
  readonly orderKey?: string
  readonly data?: unknown
}

export function message({ provider = 'masonhub', account = 'shop', type = 'a', ...rest }: Parts): NewMessage {
  return prepareMessage({ provider, account }, { type, data: 1, ...rest })
}
