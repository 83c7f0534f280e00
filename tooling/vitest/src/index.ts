import { defaultServerConditions } from 'vite'
import { defineConfig, type ViteUserConfig } from 'vitest/config'

/** Sibling packages resolve to their TypeScript source, so tests need no build. */
const config: ViteUserConfig = defineConfig({
  ssr: { resolve: { conditions: ['@tenon/source', ...defaultServerConditions] } },
  test: {
    include: ['test/**/*.test.ts'],
    // The second one is for tooling/check/src/count-tests.ts.
    reporters: ['default', 'json'],
    outputFile: { json: '.turbo/test-report.json' },
  },
})

export default config
