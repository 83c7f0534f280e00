import type { Report, Row } from './report.ts'

/** `masonhub 38/38 operations 7/7 events; hubble …`: what is covered or excepted, of what the contracts have. */
export function summaryLine(reports: readonly Report[]): string {
  return reports
    .map(({ provider, rows }) => `${provider} ${share(rows, 'operation')} ${share(rows, 'event')}`)
    .join('; ')
}

function share(rows: readonly Row[], kind: Row['kind']): string {
  const all = rows.filter((row) => row.kind === kind)
  const done = all.filter(({ state }) => state === 'covered' || state === 'excepted')
  return `${done.length}/${all.length} ${kind}s`
}
