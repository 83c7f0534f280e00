import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, onTestFinished, test } from 'vitest'

import { runInbox } from '../src/inbox/inbox.ts'

test('what was acknowledged is handled once, though receivers and workers are killed a hundred times', async () => {
  const place = mkdtempSync(join(tmpdir(), 'tenon-chaos-'))
  onTestFinished(() => rmSync(place, { recursive: true, force: true }))
  const { lost, doubled, findings, events } = await runInbox(
    { runs: 100, seed: 1, signal: new AbortController().signal, progress: () => {} },
    { store: 'sqlite', place },
  )
  expect({ lost, doubled, findings }).toEqual({ lost: 0, doubled: 0, findings: [] })
  expect(events['kills']).toBe(100)
  expect(events['handled']).toBe(events['acknowledged'])
  expect(events['acknowledged']).toBeGreaterThan(200)
}, 240_000)
