/** One file for each entry, with what they share beside them: a hundred small modules take long to load. */
export default {
  input: { index: 'src/index.ts', 'testing/index': 'src/testing/index.ts' },
  external: [/^node:/, 'undici'],
  platform: 'node',
  transform: { target: 'node22.19' },
  output: { dir: 'dist', format: 'esm', sourcemap: true, chunkFileNames: 'core.js' },
}
