import type { Options } from '../options/options.ts'
import type { Report } from '../report.ts'
import { quantile } from '../rounds/quantile.ts'
import { measureWebhooks, SENDERS, type WebhookFigures } from './measure-webhooks.ts'

const FEWEST_PER_SECOND = 2_000
const MOST_P99_MS = 50

/** Durable acknowledgements of a receiver in front of an inbox; alone, and with a worker beside it. */
export async function runWebhooks(
  { calls = 10_000, pairs = 5, store = 'sqlite' }: Options,
  report: Report,
): Promise<void> {
  const bars = `at least ${FEWEST_PER_SECOND} a second, 99 % within ${MOST_P99_MS} ms`
  report.note(`webhooks into ${store}, ${SENDERS} senders, ${calls} deliveries a round; ${bars}`)
  const rounds: WebhookFigures[] = []
  for (let round = 0; round < pairs; round += 1) {
    for (const handling of [false, true]) {
      const figures = await measureWebhooks({ store, calls, handling })
      const name = handling ? 'received and handled' : 'received'
      report.add(`${name.padEnd(21)} ${textOf(figures)}`, { name, store, calls, ...figures })
      if (!handling) rounds.push(figures)
    }
  }
  const median = (field: keyof WebhookFigures): number =>
    quantile(
      rounds.map((figures) => figures[field]),
      0.5,
    )
  report.end(`webhooks ${store} ${median('perSecond').toFixed(0)}/s p99 ${median('p99').toFixed(1)} ms`)
}

function textOf({ perSecond, p50, p99, most }: WebhookFigures): string {
  return `${perSecond.toFixed(0).padStart(6)}/s  p50 ${p50.toFixed(1)}  p99 ${p99.toFixed(1)}  max ${most.toFixed(1)} ms`
}
