/** What is mutated, by name: the parts of core whose mistakes would cost most. Below `packages/core/src`. */
export const parts: Readonly<Record<string, readonly string[]>> = {
  auth: ['auth/**/*.ts'],
  retry: ['attempts/*.ts', 'limits/*.ts'],
  deadline: ['call/*.ts', 'clock/system-clock.ts'],
  scrubber: ['secret/*.ts'],
}
