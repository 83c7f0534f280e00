import Table from 'cli-table3'

import type { Summary } from './summary.ts'

const rupees = new Intl.NumberFormat('en-IN', { style: 'currency', currency: 'INR' })

/** The result of a run for a person: every row of the file is accounted for. */
export function summaryTable(summary: Summary): string {
  return [leftOutTable(summary), resultTable(summary), closing(summary)]
    .filter((part) => part !== '')
    .join('\n')
}

function leftOutTable({ leftOut }: Summary): string {
  if (leftOut.length === 0) return ''
  const table = new Table({
    head: ['line', 'order', '', 'why it is not sent'],
    style: plain,
    chars: compact,
    wordWrap: true,
    colWidths: [7, 10, 10, 74],
  })
  table.push(
    ...leftOut.map(({ line, name, kind, reason }) => [line, printable(name), kind, printable(reason)]),
  )
  return table.toString()
}

function resultTable({ counts, refusals, rewardNotes, wallet, traffic }: Summary): string {
  const table = new Table({ style: plain, chars: compact, wordWrap: true, colWidths: [26, 12, 63] })
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
    ['accepted by MasonHub', counts.accepted, counts.unsent === 0 ? '' : `${counts.unsent} not sent yet`],
    ['refused by MasonHub', counts.refused, list(refusals)],
    ['shipped', counts.shipped, counts.canceled === 0 ? '' : `${counts.canceled} canceled`],
    ['rewarded', counts.rewarded, `of ${counts.rewardsPlanned} to reward`],
    [
      'not rewarded',
      counts.orders - counts.refused - counts.rewarded,
      [list(rewardNotes), waiting(counts.unrewarded)].filter(Boolean).join('; '),
    ],
    ['wallet before', { colSpan: 2, content: money(wallet.before) }],
    ['wallet after', { colSpan: 2, content: money(wallet.after) }],
    ...Object.entries(traffic).map(([vendor, { requests, retries, logins }]) => [
      `requests to ${vendor}`,
      requests,
      `${retries} of them retries${logins === 0 ? '' : `, ${logins} ${logins === 1 ? 'login' : 'logins'}`}`,
    ]),
  )
  return table.toString()
}

function closing({ state, seconds }: Summary): string {
  const took = `${seconds.toFixed(1)} s`
  if (state === 'finished') return `Finished in ${took}.`
  return `${state === 'interrupted' ? 'Interrupted' : 'Not finished'} after ${took}. Run the same command again to go on; nothing is sent twice.`
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
