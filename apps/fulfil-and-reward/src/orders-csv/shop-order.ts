import type { OrderWarning } from './order-warning.ts'

/** One order of the shop, checked and free of the file's format: what the rest of the app works with. */
export interface ShopOrder {
  /** The shop's order number as the shop writes it, `#1001`; unique in a file. 5 to 250 characters. */
  readonly name: string
  /** The buyer: the billing name, or the recipient when the file has none. */
  readonly customerName: string
  /** The buyer's e-mail address. Absent when the file has none that can be used; a warning then says so. */
  readonly email?: string
  /**
   * A phone to reach the buyer: `+` and digits where the country code is known, else the digits as given;
   * 10 to 15 characters. Absent when the file has none that can be used; a warning then says so.
   */
  readonly phone?: string
  /** ISO 4217, `INR`. */
  readonly currency: string
  /** What the buyer paid, shipping and taxes included, in the currency's smallest unit (paise). */
  readonly totalMinor: number
  /** Where the parcel goes. */
  readonly shipTo: ShipTo
  /** What is in the parcel, in the order of the file; at least one. */
  readonly lines: readonly OrderLine[]
  /** When the buyer placed the order: RFC 3339 in UTC, `2026-03-01T04:12:09.000Z`. */
  readonly createdAt: string
  /** What is wrong with the order without stopping the parcel; empty for most. */
  readonly warnings: readonly OrderWarning[]
}

/** An address that the warehouse accepts; see `warehouseLimits` for the lengths. */
export interface ShipTo {
  /** The person who receives the parcel. */
  readonly name: string
  /** House and street. */
  readonly streetLineOne: string
  /** Flat, floor, landmark. */
  readonly streetLineTwo?: string
  /** City or town. */
  readonly city: string
  /** State or province: the shop's short code (`MH`), or the full name where the code is one letter. */
  readonly province: string
  /** PIN, ZIP or postcode, without the apostrophe that spreadsheets put before it. */
  readonly postalCode: string
  /** ISO 3166-1 alpha-2 as the shop writes it, `IN`. */
  readonly countryCode: string
}

/** One article of an order. */
export interface OrderLine {
  /** The article number that shop and warehouse share. */
  readonly sku: string
  /** Pieces; a whole number above zero. */
  readonly quantity: number
  /** The price of one piece in the smallest unit of the order's currency. */
  readonly unitPriceMinor: number
}
