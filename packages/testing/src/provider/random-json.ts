import type { Random } from '@tenon/core'

/** Names that vendors use in error bodies, and names that break careless code. */
const NAMES = [
  'id',
  'code',
  'message',
  'messages',
  'error',
  'errors',
  'subErrors',
  'details',
  'field',
  'fieldName',
  'status',
  'data',
  '__proto__',
  'constructor',
  'toString',
  'length',
  '0',
  '',
]
const LEAVES = [
  'null',
  'true',
  'false',
  '0',
  '-1',
  '1e400',
  '9007199254740993',
  '""',
  '"E300"',
  '"UNAUTHORIZED"',
  '"not valid"',
  String.raw`"\ud800 \u0000 \u001b[31m \r\n"`,
  `"${'long '.repeat(2_000)}"`,
]
const DEEPEST = 4

/** The text of some JSON: any shape, with names that a reader of errors may look for. */
export function randomJson(random: Random, depth = 0): string {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random.fraction() * from.length)] as T
  const size = Math.floor(random.fraction() * 5)
  const inner = (): string => randomJson(random, depth + 1)
  const shape = depth === DEEPEST ? 0 : random.fraction()
  if (shape < 0.35) return pick(LEAVES)
  if (shape < 0.5) return `[${Array.from({ length: size }, inner).join(',')}]`
  return `{${Array.from({ length: size }, () => `${JSON.stringify(pick(NAMES))}:${inner()}`).join(',')}}`
}
