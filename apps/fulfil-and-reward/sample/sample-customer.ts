import type { SeededRandom } from './seeded-random.ts'

/** An invented person with an invented address. */
export interface SampleCustomer {
  readonly name: string
  readonly email: string
  readonly phone: string
  readonly streetLineOne: string
  readonly streetLineTwo: string
  readonly city: string
  readonly zip: string
  readonly province: string
  readonly provinceName: string
  readonly country: string
}

const indianFirstNames = [
  'Aarav',
  'Ananya',
  'Bhavna',
  'Chitra',
  'Dev',
  'Esha',
  'Farhan',
  'Gauri',
  'Harsh',
  'Ishita',
  'Jatin',
  'Kavya',
  'Lakṣmī',
  'Meera',
  'Nikhil',
  'Ojas',
  'Prāṇav',
  'Rohan',
  'Śreyā',
  'Tārā',
  'Uday',
  'Varun',
  'Yash',
  'Zoya',
] as const
const indianLastNames = [
  'Sampleswamy',
  'Testwala',
  'Nimbupani',
  'Chaiwala',
  'Mangowala',
  'Kāgazwala',
  'Dabbawala',
  'Patangwala',
] as const
const foreignFirstNames = ['Zoë', 'Jürgen', 'Chloé', 'Søren', 'Łucja', 'Íñigo', 'Mairéad', 'Renée'] as const
const foreignLastNames = [
  'Müsterfrau',
  'Échantillon',
  'Prøvesen',
  'Próbka',
  'Muñoz-Ejemplo',
  "O'Sample",
] as const

/** City, PIN, code of the state, state. */
const indianCities = [
  ['Mumbai', '400001', 'MH', 'Maharashtra'],
  ['Pune', '411001', 'MH', 'Maharashtra'],
  ['Bengaluru', '560001', 'KA', 'Karnataka'],
  ['New Delhi', '110001', 'DL', 'Delhi'],
  ['Chennai', '600001', 'TN', 'Tamil Nadu'],
  ['Kochi', '682001', 'KL', 'Kerala'],
  ['Kolkata', '700001', 'WB', 'West Bengal'],
  ['Ahmedabad', '380001', 'GJ', 'Gujarat'],
  ['Jaipur', '302001', 'RJ', 'Rajasthan'],
  ['Hyderabad', '500001', 'TS', 'Telangana'],
] as const
const indianStreets = ['Neem Tree Lane', 'Gulmohar Road', 'Old Banyan Marg', 'Lotus Pond Street'] as const
const indianSecondLines = [
  '',
  '',
  '',
  'Near the water tank',
  'Opp. Sample Bank',
  '2nd floor',
  'Wing "C"',
] as const

/**
 * Street, city, postcode, code of the province, province, country, phone. The phones are of the ranges that are
 * kept free for films (7946 0…, 555-01…) or have an area code of zeros, which there is nowhere.
 */
const foreignPlaces = [
  ['Invented Street', 'London', 'EC1A 9ZZ', 'ENG', 'England', 'GB', '+44 20 7946 0'],
  ['Example Avenue', 'Springfield', '62701', 'IL', 'Illinois', 'US', '+1 (217) 555-0'],
  ['Fictional Parade', 'Toronto', 'M5V 9Z9', 'ON', 'Ontario', 'CA', '+1 (416) 555-0'],
  ['Calle de la Muestra', 'Madrid', "'28001", 'M', 'Madrid', 'ES', '+34 000 000 '],
  ['Via dell’Esempio', 'Forlì', '47121', 'FC', 'Forlì-Cesena', 'IT', '+39 000 0000 '],
  ['Rua do Exemplo', 'São Paulo', '01310-100', 'SP', 'São Paulo', 'BR', '+55 00 0000-0'],
] as const

/** The ways in which people write an Indian mobile number. No real one starts with a 5. */
const phoneStyles: readonly [(tail: string) => string, ...((tail: string) => string)[]] = [
  (tail) => `+91 55555 ${tail}`,
  (tail) => `055555-${tail}`,
  (tail) => `(555) 55${tail.slice(0, 1)}-${tail.slice(1)}`,
  (tail) => `55555${tail}`,
  (tail) => `009155555${tail}`,
]

/** Somebody for an order; most live in India. */
export function sampleCustomer(orderNumber: number, random: SeededRandom): SampleCustomer {
  return random.chance(88) ? indianCustomer(orderNumber, random) : foreignCustomer(orderNumber, random)
}

function indianCustomer(orderNumber: number, random: SeededRandom): SampleCustomer {
  const name = `${random.pick(indianFirstNames)} ${random.pick(indianLastNames)}`
  const [city, zip, province, provinceName] = random.pick(indianCities)
  const pin = String(Number(zip) + random.below(60))
  return {
    name,
    email: emailFor(name, orderNumber, random),
    phone: random.pick(phoneStyles)(String(orderNumber % 100_000).padStart(5, '0')),
    streetLineOne: `${1 + random.below(180)}, ${random.pick(indianStreets)}`,
    streetLineTwo: random.pick(indianSecondLines),
    city,
    // Shopify and spreadsheet users keep a number a text this way.
    zip: random.chance(12) ? `'${pin}` : pin,
    province,
    provinceName,
    country: 'IN',
  }
}

function foreignCustomer(orderNumber: number, random: SeededRandom): SampleCustomer {
  const name = `${random.pick(foreignFirstNames)} ${random.pick(foreignLastNames)}`
  const [street, city, zip, province, provinceName, country, phone] = random.pick(foreignPlaces)
  return {
    name,
    email: emailFor(name, orderNumber, random),
    phone: phone + String(100 + random.below(100)),
    streetLineOne: `${1 + random.below(99)} ${street}`,
    streetLineTwo: '',
    city,
    zip,
    province,
    provinceName,
    country,
  }
}

function emailFor(name: string, orderNumber: number, random: SeededRandom): string {
  const decomposed = name.replaceAll('ø', 'o').replaceAll('Ł', 'L').normalize('NFD')
  const plain = decomposed
    .replace(/[^a-zA-Z ]/g, '')
    .toLowerCase()
    .replaceAll(' ', '.')
  return `${plain}.${orderNumber}@${random.pick(['example.com', 'example.org'])}`
}
