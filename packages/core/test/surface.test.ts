import { readFileSync } from 'node:fs'

import { expect, test } from 'vitest'

function read(path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8')
}

/** Types too, which are not there when a module has been loaded. */
function exportsOf(path: string): string[] {
  return [...read(path).matchAll(/^export (?:type )?\{([^}]+)\}/gm)].flatMap(([, names = '']) =>
    names
      .split(',')
      .map((name) => name.trim().replace(/^type /, ''))
      .filter((name) => name !== ''),
  )
}

test('docs/surface.md tells of every export, and of nothing else', () => {
  const told = [...read('../../../docs/surface.md').matchAll(/^- .*/gm)].flatMap(([line]) =>
    [...line.matchAll(/`([A-Za-z]+)`/g)].map(([, name]) => String(name)),
  )
  // An option that a line mentions, beside what is exported.
  const mentioned = new Set(['mapError'])
  const exported = [...exportsOf('../src/index.ts'), ...exportsOf('../src/testing/index.ts')]
  expect(told.filter((name) => !mentioned.has(name)).toSorted()).toEqual(exported.toSorted())
})
