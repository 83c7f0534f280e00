import { InputProblem } from './input-problem.ts'

const PARAMETER = /\{([^}]+)\}/g
/** What a server would resolve away, in plain or percent-encoded form. */
const CLIMBING = /^(\.|%2e){1,2}$/i
/** A slash, a backslash, or a control character; encoded, some servers decode it before they route. */
// oxlint-disable-next-line no-control-regex
const UNSAFE = /[/\\\u0000-\u001f\u007f]/

export function pathParameterNames(template: string): string[] {
  return [...template.matchAll(PARAMETER)].map(([, name]) => name as string)
}

/** Fills a template so that the path has exactly the template's segments, whatever the values are. */
export function fillPath(template: string, input: Readonly<Record<string, unknown>>): string {
  return template.replace(PARAMETER, (_, name: string) => encodeParameter(name, input[name]))
}

function encodeParameter(name: string, value: unknown): string {
  if (typeof value !== 'string' || value === '')
    throw new InputProblem([`${name}: must be a string that is not empty`])
  if (CLIMBING.test(value) || UNSAFE.test(value) || !value.isWellFormed()) {
    throw new InputProblem([`${name}: cannot stand in a path`])
  }
  return encodeURIComponent(value)
}
