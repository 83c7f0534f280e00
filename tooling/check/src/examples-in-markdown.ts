import type { Example } from './example.ts'
import type { Problem } from './problem.ts'

/** What a page holds. Blocks that are excused count only as `ignored`. */
export interface Found {
  readonly examples: readonly Example[]
  readonly ignored: number
  readonly problems: readonly Problem[]
}

const FENCE = /^(?<indent>\s*)(?<ticks>`{3,}|~{3,})(?<info>.*)$/
const LANGUAGES = new Set(['ts', 'typescript', 'mts'])

/**
 * Finds the ```ts blocks of a page. After `ts` may stand `run` (it must run, too), `file=name.ts` (later blocks
 * of the page import it as `./name.ts`), or `ignore reason=…` (why it cannot be checked); anything else is a
 * problem, so that a slip of the pen does not excuse a block.
 */
export function examplesInMarkdown(file: string, text: string): Found {
  const examples: Example[] = []
  const problems: Problem[] = []
  let ignored = 0
  let open: { ticks: string; indent: number; info: string; line: number; code: string[] } | undefined

  const close = (block: NonNullable<typeof open>): void => {
    const [language = '', ...words] = block.info.split(/\s+/)
    if (!LANGUAGES.has(language)) return
    const reason = /\breason=(?<text>\S.*)$/.exec(block.info)
    if (words[0] === 'ignore') {
      if (words[1]?.startsWith('reason=') && reason) ignored += 1
      else problems.push({ file, line: block.line, message: 'ignore needs a reason: ```ts ignore reason=…' })
      return
    }
    const name = words.find((word) => word.startsWith('file='))?.slice('file='.length)
    const unknown = words.filter((word) => word !== 'run' && word !== `file=${name}`)
    if (unknown.length > 0) {
      const message = `unknown word after \`\`\`ts: ${unknown.join(' ')} (known: run, file=name.ts, ignore reason=…)`
      problems.push({ file, line: block.line, message })
    } else if (name !== undefined && !/^[\w-]+\.ts$/.test(name)) {
      problems.push({ file, line: block.line, message: `file=${name} is not a plain name like orders.ts` })
    } else {
      const code = `${block.code.join('\n')}\n`
      examples.push({ file, line: block.line, code, run: words.includes('run'), name })
    }
  }

  for (const [index, row] of text.split(/\r?\n/).entries()) {
    const fence = FENCE.exec(row)?.groups
    if (open === undefined) {
      if (fence === undefined) continue
      const { indent = '', ticks = '', info = '' } = fence
      open = { ticks, indent: indent.length, info: info.trim(), line: index + 1, code: [] }
    } else if (fence?.['ticks']?.startsWith(open.ticks) && fence['info']?.trim() === '') {
      close(open)
      open = undefined
    } else {
      const indent = /^\s*/.exec(row)?.[0].length ?? 0
      open.code.push(row.slice(Math.min(open.indent, indent)))
    }
  }
  if (open !== undefined) problems.push({ file, line: open.line, message: 'this block is never closed' })
  return { examples, ignored, problems }
}
