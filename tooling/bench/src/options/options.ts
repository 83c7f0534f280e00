export const MODES = ['all', 'peers', 'import', 'heap', 'webhooks'] as const

/** What the command line says. What it does not say, the mode decides. */
export interface Options {
  readonly mode: 'single' | (typeof MODES)[number]
  readonly bytes?: number
  readonly pairs?: number
  readonly calls?: number
  readonly store?: string
  readonly log: boolean
  readonly cpu: boolean
  readonly json: boolean
  readonly help: boolean
}
