import type { FakeLocation } from './fake-warehouse-records.ts'

const SINCE = '2018-02-01T00:00:00Z'

/** Made up; `RC1` is where everything is that says nothing else. */
export const FAKE_LOCATIONS: readonly [FakeLocation, ...FakeLocation[]] = [
  {
    id: '6f0d8f8e-6d2f-4a5c-9a51-8a3f0b6f1c01',
    name: 'Riverside One',
    street_line_one: '100 Dock Street',
    street_line_two: '',
    street_line_three: null,
    city: 'Riverside',
    locale_code: 'CA',
    postal_code: '92501',
    short_code: 'RC1',
    timezone: 'America/Los_Angeles',
    created_at: SINCE,
    updated_at: SINCE,
    deleted_at: null,
  },
  {
    id: '6f0d8f8e-6d2f-4a5c-9a51-8a3f0b6f1c02',
    name: 'Edison Two',
    street_line_one: '7 Harbor Road',
    street_line_two: 'Gate 4',
    street_line_three: null,
    city: 'Edison',
    locale_code: 'NJ',
    postal_code: '08817',
    short_code: 'ED2',
    timezone: 'America/New_York',
    created_at: SINCE,
    updated_at: SINCE,
    deleted_at: null,
  },
]

export function locationById(id: string): FakeLocation | undefined {
  return FAKE_LOCATIONS.find((location) => location.id === id)
}

export function addressOf({ name, street_line_one, city, locale_code, postal_code }: FakeLocation): string {
  return `${name}, ${street_line_one}, ${city}, ${locale_code} ${postal_code}`
}
