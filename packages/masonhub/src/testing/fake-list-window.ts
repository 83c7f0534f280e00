import type { FakeRequest } from '@tenon/core/testing'

/** Is a moment in the window that a list asks for? */
export function isInWindow(moment: string, { url }: FakeRequest): boolean {
  const since = Date.parse(url.searchParams.get('sdt') ?? '')
  const until = Date.parse(url.searchParams.get('edt') ?? '')
  const at = Date.parse(moment)
  return (Number.isNaN(since) || at >= since) && (Number.isNaN(until) || at <= until)
}
