import { defaultServerConditions } from 'vite'
import { defineConfig, type ViteUserConfig } from 'vitest/config'

/** Sibling packages resolve to their TypeScript source, so tests need no build. */
const config: ViteUserConfig = defineConfig({
  ssr: { resolve: { conditions: ['@tenon/source', ...defaultServerConditions] } },
  test: { include: ['test/**/*.test.ts'] },
})

export default config
