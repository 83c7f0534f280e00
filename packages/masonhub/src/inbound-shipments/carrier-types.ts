/** MasonHub OpenAPI, `carrier_contact.type`. */
export const CARRIER_TYPES = ['LTL', 'TL', 'Parcel'] as const
