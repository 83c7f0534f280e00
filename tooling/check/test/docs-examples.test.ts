import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { checkExamples } from '../src/check-examples.ts'
import { examplesInComments } from '../src/examples-in-comments.ts'
import { examplesInMarkdown } from '../src/examples-in-markdown.ts'
import { findExamples } from '../src/find-examples.ts'

const page = (...rows: (string | string[])[]): string => rows.flat().join('\n')
const messages = (text: string): string[] =>
  examplesInMarkdown('README.md', text).problems.map(({ line, message }) => `${line}: ${message}`)

describe('a page', () => {
  test('gives its ts blocks, and no others', () => {
    const text = page('# Tenon', '```sh', 'npm test', '```', '```ts', 'const a = 1', '```', '```', 'x', '```')
    expect(examplesInMarkdown('README.md', text)).toEqual({
      examples: [{ file: 'README.md', line: 5, code: 'const a = 1\n', run: false, name: undefined }],
      ignored: 0,
      problems: [],
    })
  })

  test('gives a block of a list without its indent', () => {
    const text = page('- first', '  ```ts run file=orders.ts', '  if (true) {', '    f()', '  }', '  ```')
    expect(examplesInMarkdown('README.md', text).examples).toEqual([
      { file: 'README.md', line: 2, code: 'if (true) {\n  f()\n}\n', run: true, name: 'orders.ts' },
    ])
  })

  test('shows a block in a longer fence without giving it', () => {
    const text = page('````md', '```ts', 'not a module', '```', '````')
    expect(examplesInMarkdown('README.md', text).examples).toEqual([])
  })

  test('excuses a block that says why', () => {
    const text = page('```ts ignore reason=the shape of a call, not code', '…', '```')
    expect(examplesInMarkdown('README.md', text)).toEqual({ examples: [], ignored: 1, problems: [] })
  })

  test('does not excuse a block that does not say why', () => {
    const excuse = '1: ignore needs a reason: ```ts ignore reason=…'
    expect(messages(page('```ts ignore', '```'))).toEqual([excuse])
    expect(messages(page('```ts ignore reason=', '```'))).toEqual([excuse])
    expect(messages(page('```ts ignore because reason=x', '```'))).toEqual([excuse])
  })

  test('is told of a word that means nothing', () => {
    expect(messages(page('text', '```ts ignroe reason=x', '```'))).toEqual([
      '2: unknown word after ```ts: ignroe reason=x (known: run, file=name.ts, ignore reason=…)',
    ])
  })

  test('is told of a file name that leaves its folder', () => {
    expect(messages(page('```ts file=../orders.ts', '```'))).toEqual([
      '1: file=../orders.ts is not a plain name like orders.ts',
    ])
  })

  test('is told of a block that never ends', () => {
    expect(messages(page('text', '```ts', 'const a = 1'))).toEqual(['2: this block is never closed'])
  })
})

describe('a doc comment', () => {
  test('gives its ts blocks with the lines of the source', () => {
    const source = page(
      '/**',
      ' * A clock.',
      ' *',
      ' * ```ts',
      ' * if (a) {',
      ' *   b()',
      ' * }',
      ' * ```',
      ' */',
    )
    expect(examplesInComments('clock.ts', source)).toEqual({
      examples: [{ file: 'clock.ts', line: 4, code: 'if (a) {\n  b()\n}\n', run: false, name: undefined }],
      ignored: 0,
      problems: [],
    })
  })

  test('has a ts block for every @example', () => {
    const block = [' * @example A caption', ' * ```ts', ' * a()', ' * ```']
    const source = page('/**', ' * @example', ' * a()', block, ' * @returns b', ' */', 'export const c = 1')
    expect(examplesInComments('clock.ts', source).problems).toEqual([
      { file: 'clock.ts', line: 2, message: '@example without a ```ts block' },
    ])
    expect(examplesInComments('clock.ts', page('/** @example a() */', 'b')).problems).toHaveLength(1)
  })

  test('is not a string or an ordinary comment', () => {
    const source = page('const text = `', '```ts', 'a', '```', '`', '// ```ts', '/* ```ts */')
    expect(examplesInComments('clock.ts', source)).toEqual({ examples: [], ignored: 0, problems: [] })
  })
})

test('a repository gives the examples of its pages and of its packages', () => {
  const root = mkdtempSync(join(tmpdir(), 'tenon-docs-'))
  const block = page('```ts', 'const a = 1', '```')
  try {
    for (const folder of [
      'docs/adr',
      'packages/core/src/clock',
      'packages/core/node_modules/zod',
      'apps/shop',
    ]) {
      mkdirSync(join(root, folder), { recursive: true })
    }
    const pages = ['README.md', 'docs/adr/0001-a.md', 'packages/core/README.md', 'apps/shop/README.md']
    for (const path of [...pages, 'packages/core/node_modules/zod/README.md']) {
      writeFileSync(join(root, path), block)
    }
    writeFileSync(join(root, 'packages/core/src/clock/clock.ts'), page('/**', block, '*/'))
    const found = findExamples(root).examples.map(({ file }) => file)
    expect(found).toEqual([...pages.toSorted(), 'packages/core/src/clock/clock.ts'])
  } finally {
    rmSync(root, { recursive: true })
  }
})

describe('checking', () => {
  const check = (text: string) => checkExamples(examplesInMarkdown('docs/page.md', text).examples)

  test('passes what compiles, what runs, and what a block before it defines', { timeout: 30_000 }, () => {
    const text = page(
      ['```ts', `import { z } from 'zod'`, 'const schema = z.string()', 'await Promise.resolve()', '```'],
      ['```ts file=order.ts', 'export const total: number = 3', '```'],
      ['```ts run', `import { total } from './order.ts'`, 'if (total !== 3) process.exit(1)', '```'],
      ['```ts run', `await import('@tenon/core')`, '```'],
    )
    expect(check(text)).toEqual([])
  })

  test('says where a page does not compile, by the rules of the packages', { timeout: 30_000 }, () => {
    const text = page(
      ['# Page', '```ts', 'const a: string[] = []', 'const b: string = a[0]', '```'],
      ['```ts', `import { nothing } from 'zod'`, '```'],
      ['```ts', `import 'a-package-that-is-not-there'`, '```'],
    )
    expect(check(text)).toEqual([
      { file: 'docs/page.md', line: 4, message: expect.stringContaining('TS2322') },
      { file: 'docs/page.md', line: 7, message: expect.stringContaining('TS2614') },
      { file: 'docs/page.md', line: 10, message: expect.stringContaining('TS2882') },
    ])
  })

  test('says where a page compiles and does not run', { timeout: 30_000 }, () => {
    const text = page(
      '```ts run',
      `throw new Error('out of stock')`,
      '```',
      '```ts run',
      'process.exit(7)',
      '```',
    )
    expect(check(text)).toEqual([
      { file: 'docs/page.md', line: 1, message: expect.stringMatching(/ended with 1\n[^]*out of stock/) },
      { file: 'docs/page.md', line: 4, message: 'it ran and ended with 7\n' },
    ])
  })

  test('refuses two blocks of one name', () => {
    const block = ['```ts file=a.ts', 'export {}', '```']
    expect(check(page(block, block))).toEqual([
      { file: 'docs/page.md', line: 4, message: 'this page has two blocks with file=a.ts' },
    ])
  })
})
