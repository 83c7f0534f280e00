import { describe, expect, it } from 'vitest'

import { parsePhone } from '../../src/orders-csv/parse-phone.ts'

describe('parsePhone', () => {
  it.each([
    '+91 98765 43210',
    '098765-43210',
    '(987) 654-3210',
    '9876543210',
    '00919876543210',
    '919876543210',
    '+91 (0) 98765 43210',
    "'+91 98765 43210",
    '98765.43210',
    '98765\u00A043210',
    '98765–43210',
  ])('brings the Indian number %s into one form', (text) => {
    expect(parsePhone(text, 'IN')).toBe('+919876543210')
  })

  it.each([
    ['+44 20 7946 0199', '+442079460199'],
    ['0044 20 7946 0199', '+442079460199'],
    ['+1 (217) 555-0160', '+12175550160'],
  ])('keeps the country code of %s', (text, phone) => {
    expect(parsePhone(text, 'IN')).toBe(phone)
  })

  it('leaves a foreign number without its country code as its digits', () => {
    expect(parsePhone('(217) 555-0160', 'US')).toBe('2175550160')
  })

  it.each([
    '',
    '12345',
    '987654321',
    '+91 98765 4321',
    '+91 98765 432100',
    'n/a',
    '9876543210 ext 4',
    '+',
    '0000000000',
  ])('does not take "%s" for an Indian number', (text) => {
    expect(parsePhone(text, 'IN')).toBeUndefined()
  })

  it.each(['+123456789', '+123456789012345', '+0123456789', '555-0160'])(
    'does not take "%s" for a number that warehouse and rewards can both use',
    (text) => {
      expect(parsePhone(text, 'US')).toBeUndefined()
    },
  )
})
