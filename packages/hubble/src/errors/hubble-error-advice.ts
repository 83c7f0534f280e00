/** The vendor's numbers for what went wrong (Hubble API docs, error, V3; the list there goes on after `E157`). */
export type HubbleErrorId = keyof typeof hubbleErrorAdvice

/** What to do next, by the number that stands in `error.vendor.id`. */
export const hubbleErrorAdvice = {
  E001: 'Check the id; a product that is not found belongs out of your copy of the catalogue',
  E100: "The brand's supplier fails for a while: wait some minutes, or offer another brand",
  E101: 'The brand is not enabled for your account: ask Hubble, and hide it until then',
  E102: 'The brand is INACTIVE: hide it and read the catalogue anew',
  E150: 'The brand does not have this denomination: read the product anew and use what it lists',
  E151: 'The amount must equal the sum of denomination × quantity',
  E152: 'Choose a smaller denomination',
  E153: 'Too many different denominations: keep to maxDenominationsPerOrder',
  E154: 'Too many vouchers of one denomination: keep to maxVouchersPerDenomination',
  E155: 'Keep the value of a voucher between minVoucherAmount and maxVoucherAmount',
  E156: 'Too many vouchers: keep to maxVouchersPerOrder, or split into several orders',
  E157: 'The denominations are not valid: check them against the product',
  E200: 'The vendor does not document this one: look the order up by its reference',
  E300: 'The wallet is too low: have it topped up, which is done by hand, before you order again',
} as const
