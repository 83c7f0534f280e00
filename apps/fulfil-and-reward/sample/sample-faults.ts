import type { ShopifyRow } from './shopify-columns.ts'

/** What is odd about one order of the sample. */
export interface SampleFault {
  /** How many articles the order must have for this; else it is drawn. */
  readonly articles?: number
  /** Spoils the rows in place. */
  readonly edit: (rows: ShopifyRow[]) => void
}

/** Spoils the first row. */
function head(values: ShopifyRow): SampleFault {
  return { edit: ([row]) => void Object.assign(row ?? {}, values) }
}

const noPhone = head({ 'Billing Phone': '', 'Shipping Phone': '' })

/** The orders of the sample in which something is as it is in real files, by their number. */
export const sampleFaults: Readonly<Record<number, SampleFault>> = {
  // Can be shipped.
  1003: {
    edit: ([row]) => void Object.assign(row ?? {}, { Total: row?.Total?.replace(/^(\d)(\d{3})/, '$1,$2') }),
  },
  1006: head({
    Notes: 'Please write "Happy Birthday, Tārā" on the card.\nLeave it with the guard.\n\nThanks, R.',
  }),
  1021: noPhone,
  1033: head({ 'Shipping Name': 'Jose\u0301 Pru\u0308fer', 'Billing Name': 'Jose\u0301 Pru\u0308fer' }),
  1046: {
    articles: 3,
    edit: ([row]) => void Object.assign(row ?? {}, { Notes: 'Gift.\nNo invoice, please.' }),
  },
  1055: head({ 'Shipping Name': '  Ojas   Testwala ', 'Shipping City': 'Pune ' }),
  1064: head({ Notes: 'कृपया घंटी न बजाएँ, बच्चा सो रहा है।' }),
  1077: noPhone,
  1144: noPhone,
  1170: head({ 'Billing Phone': '12345', 'Shipping Phone': '12345' }),
  1188: noPhone,

  // Must not be shipped as they are.
  1014: head({ 'Shipping Zip': '' }),
  1037: head({ 'Shipping Zip': '1100' }),
  1058: head({ Total: '₹ n/a' }),
  1089: { articles: 2, edit: ([, row]) => void Object.assign(row ?? {}, { 'Lineitem sku': '' }) },
  1102: head({ 'Lineitem quantity': '0' }),
  1117: head({ 'Shipping Address1': 'B-4', 'Shipping Street': 'B-4' }),
  1131: head({ 'Shipping Zip': '' }),
  1150: { edit: (rows) => rows.forEach((row) => void Object.assign(row, { Name: '#1093' })) },
  1162: head({ 'Shipping Zip': "'560" }),

  // Nothing to do.
  1073: head({ 'Fulfillment Status': 'fulfilled', 'Fulfilled at': '2026-03-04 10:00:00 +0530' }),
  1125: head({ 'Cancelled at': '2026-03-05 08:30:00 +0530', 'Financial Status': 'refunded' }),
}
