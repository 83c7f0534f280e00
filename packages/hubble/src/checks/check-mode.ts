/** What is done about an order that breaks a rule of its product. */
export type CheckMode = 'refuse' | 'warn' | 'off'
