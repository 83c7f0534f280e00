/** An article of the sample shop. */
export interface Article {
  /** The number that shop and warehouse share. */
  readonly sku: string
  readonly name: string
  /** The price of one piece in paise. */
  readonly priceMinor: number
}

/** Everything that the sample shop sells; stock a fake warehouse with these. */
export const catalogue: readonly Article[] = [
  { sku: 'TN-MUG-01', name: 'Enamel Mug - White', priceMinor: 39_900 },
  { sku: 'TN-MUG-02', name: 'Enamel Mug - Indigo', priceMinor: 39_900 },
  { sku: 'TN-BOT-01', name: 'Steel Bottle 750 ml', priceMinor: 89_900 },
  { sku: 'TN-TOT-01', name: 'Canvas Tote', priceMinor: 54_900 },
  { sku: 'TN-TEE-01', name: 'Organic Tee - S', priceMinor: 79_900 },
  { sku: 'TN-TEE-02', name: 'Organic Tee - M', priceMinor: 79_900 },
  { sku: 'TN-TEE-03', name: 'Organic Tee - L', priceMinor: 79_900 },
  { sku: 'TN-HOD-01', name: 'Brushed Hoodie', priceMinor: 219_900 },
  { sku: 'TN-NTB-01', name: 'Dotted Notebook A5', priceMinor: 32_500 },
  { sku: 'TN-PEN-01', name: 'Brass Pen, "Classic"', priceMinor: 124_900 },
  { sku: 'TN-CAN-01', name: 'Soy Candle, Sandalwood', priceMinor: 69_900 },
  { sku: 'TN-THR-01', name: 'Handloom Throw', priceMinor: 289_900 },
  { sku: 'TN-LMP-01', name: 'Desk Lamp', priceMinor: 349_900 },
  { sku: 'TN-COF-01', name: 'Filter Coffee 250 g', priceMinor: 44_900 },
  { sku: 'TN-TEA-01', name: 'Nilgiri Tea 200 g', priceMinor: 36_500 },
]
