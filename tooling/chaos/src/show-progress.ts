import { SingleBar } from 'cli-progress'

const LINE_EVERY_MS = 5_000

export interface Progress {
  update(done: number): void
  stop(): void
}

/** How far a run is, on stderr: a bar on a terminal, a line now and then elsewhere. */
export function showProgress(name: string, total: number): Progress {
  if (process.stderr.isTTY) {
    const bar = new SingleBar({
      format: `${name} |{bar}| {value}/{total}`,
      hideCursor: true,
      stream: process.stderr,
      clearOnComplete: true,
    })
    bar.start(total, 0)
    return { update: (done) => bar.update(done), stop: () => bar.stop() }
  }
  let latest = 0
  const timer = setInterval(() => process.stderr.write(`${name} ${latest}/${total}\n`), LINE_EVERY_MS)
  return { update: (done) => void (latest = done), stop: () => clearInterval(timer) }
}
