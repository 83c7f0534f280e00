import type { MasonHubDialect } from './fake-options.ts'

/** What a fake may be told to speak in each place, for a command line. */
export const MASONHUB_DIALECTS = {
  token: ['header', 'body'],
  delivery: ['single', 'array'],
  orderEvent: ['full', 'small'],
  list: ['envelope', 'bare', 'named'],
  itemStatus: ['lower', 'capital'],
  link: ['url', 'uri'],
  write: ['object', 'array', 'bare'],
  messages: ['fields', 'texts', 'map'],
  orderStatus: ['snake', 'camel', 'capital'],
  error: ['message', 'nested', 'pair', 'page'],
  requestKey: ['customer_order_id', 'customer_identifier'],
  tokenKey: ['encrypted_key', 'encrypted_token'],
  deletedPhrase: ['text', 'response', 'message'],
  snapshotFile: ['json', 'csv'],
  secondCallback: ['replace', 'add', 'refuse'],
} as const satisfies {
  readonly [Key in Exclude<keyof MasonHubDialect, 'signature'>]-?: readonly MasonHubDialect[Key][]
}
