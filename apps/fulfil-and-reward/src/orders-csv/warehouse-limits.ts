/** The shortest and the longest text, in characters, that the warehouse takes for a field. */
export type LengthLimit = readonly [shortest: number, longest: number]

/**
 * MasonHub's bounds for an order. Source: its OpenAPI contract, `order`, where `minimum` and `maximum` on a
 * string mean its length; the project's reading of it is in `docs/vendors/masonhub.md`.
 */
export const warehouseLimits = {
  /** `customer_identifier` */
  orderName: [5, 250],
  /** `shipping_address_name` */
  recipient: [1, 150],
  /** `shipping_address_street_line_one` and `shipping_address_street_line_two`; the second may be absent */
  street: [5, 100],
  /** `shipping_address_city` */
  city: [2, 100],
  /** `shipping_address_locale` */
  province: [2, 100],
  /** `shipping_address_postal_code` */
  postalCode: [5, 10],
  /** `shipping_address_country_code`; the contract has only the upper bound, ISO 3166-1 the lower */
  countryCode: [2, 3],
  /** `shipping_address_phone_number`, which may be absent */
  phone: [10, 15],
} as const satisfies Record<string, LengthLimit>
