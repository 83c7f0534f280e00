import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { parseAmount } from '../../src/orders-csv/parse-amount.ts'

describe('parseAmount', () => {
  it.each([
    ['1299', 129_900],
    ['1299.5', 129_950],
    ['1,299.00', 129_900],
    ['1,29,999.00', 12_999_900],
    ['1,299,000.01', 129_900_001],
    ['0', 0],
    ['0.07', 7],
    ['4503599627370.49', 450_359_962_737_049],
  ])('reads %s as %i paise', (text, minor) => {
    expect(parseAmount(text, 2)).toBe(minor)
  })

  it.each(
    [
      [
        '',
        '₹ n/a',
        '₹1,299.00',
        '12.9.9',
        '12.',
        '.50',
        '-5.00',
        '+5.00',
        '1e3',
        '1 299.00',
        '1299,00',
        '12,99',
      ],
      ['1,2,999', '1.999', '1,299,00', 'NaN', 'Infinity', '0x10', '१२९९', '90071992547409921.00'],
    ].flat(),
  )('does not take "%s" for an amount', (text) => {
    expect(parseAmount(text, 2)).toBeUndefined()
  })

  it('reads a currency without small coins', () => {
    expect(parseAmount('163056', 0)).toBe(163_056)
    expect(parseAmount('163056.5', 0)).toBeUndefined()
  })

  it('never loses a paisa', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 0, max: 99 }), (rupees, paise) => {
        const fraction = String(paise).padStart(2, '0')
        expect(parseAmount(`${rupees}.${fraction}`, 2)).toBe(rupees * 100 + paise)
        expect(parseAmount(`${rupees.toLocaleString('en-IN')}.${fraction}`, 2)).toBe(rupees * 100 + paise)
        expect(parseAmount(`${rupees.toLocaleString('en-US')}.${fraction}`, 2)).toBe(rupees * 100 + paise)
      }),
    )
  })
})
