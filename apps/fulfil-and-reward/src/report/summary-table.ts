import Table from 'cli-table3'

import type { Summary } from './summary.ts'

const rupees = new Intl.NumberFormat('en-IN', { style: 'currency', currency: 'INR' })

export interface Display {
  /** How wide the terminal is. */
  readonly columns: number
  /** Was the state forgotten at the start? Then the same command would begin anew. */
  readonly fresh: boolean
}

const NARROWEST = 60
const WIDEST = 120

/** The result of a run for a person: every row of the file is accounted for. */
export function summaryTable(summary: Summary, display: Display): string {
  const columns = Math.min(WIDEST, Math.max(NARROWEST, display.columns))
  return [leftOutTable(summary, columns), resultTable(summary, columns), closing(summary, display)]
    .filter((part) => part !== '')
    .join('\n')
}

/** The last column takes what the others leave. */
function widths(columns: number, ...first: number[]): number[] {
  const taken = first.reduce((sum, width) => sum + width, 0) + first.length + 2
  return [...first, columns - taken]
}

function leftOutTable({ leftOut }: Summary, columns: number): string {
  if (leftOut.length === 0) return ''
  const table = new Table({
    head: ['line', 'order', '', 'why it is not sent'],
    style: plain,
    chars: compact,
    wordWrap: true,
    colWidths: widths(columns, 7, 10, 10),
  })
  table.push(
    ...leftOut.map(({ line, name, kind, reason }) => [line, printable(name), kind, printable(reason)]),
  )
  return table.toString()
}

function resultTable({ counts, refusals, rewardNotes, wallet, traffic }: Summary, columns: number): string {
  const table = new Table({ style: plain, chars: compact, wordWrap: true, colWidths: widths(columns, 22, 7) })
  const rows = counts.orderRows + counts.rejectedRows + counts.skippedRows
  table.push(
    [
      'rows of the file',
      rows,
      `${counts.orderRows} in orders, ${counts.rejectedRows} in rejected, ${counts.skippedRows} in skipped`,
    ],
    [
      'orders',
      counts.orders + counts.rejected + counts.skipped,
      `${counts.orders} to send, ${counts.rejected} rejected, ${counts.skipped} skipped`,
    ],
    ['accepted', counts.accepted, counts.unsent === 0 ? '' : `${counts.unsent} not sent yet`],
    ['refused', counts.refused, list(refusals)],
    ['shipped', counts.shipped, counts.canceled === 0 ? '' : `${counts.canceled} canceled`],
    ['rewarded', counts.rewarded, `of ${counts.rewardsPlanned} to reward`],
    [
      'not rewarded',
      counts.orders - counts.refused - counts.rewarded,
      [list(rewardNotes), waiting(counts.unrewarded)].filter(Boolean).join('; '),
    ],
    ['wallet before', '', money(wallet.before)],
    ['wallet after', '', money(wallet.after)],
    ...Object.entries(traffic).map(([vendor, { requests, retries, logins }]) => [
      `requests to ${vendor}`,
      requests,
      `${retries} of them retries${logins === 0 ? '' : `, ${logins} ${logins === 1 ? 'login' : 'logins'}`}`,
    ]),
  )
  return table.toString()
}

function closing({ state, wasDone, vendors, seconds }: Summary, { fresh }: Display): string {
  const took = `${seconds.toFixed(1)} s`
  if (wasDone) {
    const again = vendors === 'fakes' ? ' --fresh starts over.' : ''
    return `An earlier run had done all of it: nothing was sent.${again}`
  }
  if (state === 'finished') return `Finished in ${took}.`
  const how = state === 'interrupted' ? 'Interrupted' : 'Not finished'
  const again = fresh ? 'Run it again without --fresh' : 'Run the same command again'
  return `${how} after ${took}. ${again} to go on; nothing is sent twice.`
}

function list(reasons: Summary['refusals']): string {
  return reasons.map(({ reason, count }) => `${count} × ${printable(reason)}`).join('; ')
}

function waiting(count: number): string {
  return count === 0 ? '' : `${count} waiting`
}

function money(amount: number | undefined): string {
  return amount === undefined ? 'not known' : rupees.format(amount)
}

/** Text from a file or a vendor must not steer the terminal. */
function printable(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, ' ')
}

const plain = { head: [], border: [] }
/** No rules between rows. */
const compact = { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' }
