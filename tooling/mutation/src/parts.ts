export interface Part {
  /** What is changed, below `packages/core/src`. */
  readonly mutate: readonly string[]
  /** What has to notice it, below `packages/core/test`. */
  readonly tests: readonly string[]
}

/** The parts of core whose mistakes would cost most, by name. */
export const parts: Readonly<Record<string, Part>> = {
  auth: {
    mutate: ['auth/**/*.ts'],
    tests: ['auth', 'client/reauthorization', 'client/rotation', 'client/call', 'client/accounts'],
  },
  retry: {
    mutate: ['attempts/*.ts', 'limits/*.ts'],
    tests: [
      'attempts',
      'limits',
      'auth/authorizing',
      'client/call',
      'client/limits',
      'client/raw-bodies',
      'client/observation',
      'client/plugins',
    ],
  },
  deadline: {
    mutate: ['call/*.ts', 'clock/system-clock.ts'],
    tests: ['clock', 'call', 'limits', 'client/call', 'client/abort', 'client/observation', 'client/limits'],
  },
  scrubber: { mutate: ['secret/*.ts'], tests: ['secret/scrubber', 'secret/secret', 'secret/controls'] },
}
