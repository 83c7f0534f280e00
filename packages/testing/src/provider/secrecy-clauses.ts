import assert from 'node:assert/strict'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'

import type { OperationTree } from '@tenon/core'
import { createCanaries, type Canaries } from '@tenon/core/testing'

import type { Clause } from '../suite/clause.ts'
import { printed } from '../suite/printed.ts'
import { onProvider, type ProviderBench } from './provider-bench.ts'
import type { FakeVendor, ProviderFeature, ProviderManifest } from './provider-manifest.ts'

const CALLS = 'tenon:call'

/** Where a credential must not show. */
export function secrecyClauses<Options, Config, Operations extends OperationTree>(
  manifest: ProviderManifest<Options, Config, Operations>,
): Clause<ProviderFeature>[] {
  type Bench = ProviderBench<Options, Config, Operations>
  const on = (use: (bench: Bench) => Promise<void>) => () => onProvider(manifest, use)
  return [
    {
      name: 'no secret shows in a client that is printed, with its configuration',
      run: on(async ({ fake, client, call }) => {
        await call()
        assert.notDeepEqual(fake.secrets(), [], 'the fake names its secrets')
        assert.deepEqual(watch(fake).findIn(printed(client, client.config, client.auth)), [])
      }),
    },
    {
      name: 'no secret shows in an error, a log line or a record, even where the vendor quotes it',
      run: on(async (bench) => {
        const records: unknown[] = []
        const keep = (record: unknown): void => void records.push(JSON.stringify(record))
        subscribe(CALLS, keep)
        try {
          const errors = await provoke(bench)
          const canaries = watch(bench.fake)
          assert.ok(bench.lines.length > 0, 'something was logged')
          assert.deepEqual(canaries.findIn(printed(bench.lines)), [], 'in the log')
          assert.deepEqual(canaries.findIn(printed(records)), [], 'in a record')
          for (const error of errors) assert.deepEqual(canaries.findIn(printed(error)), [], 'in an error')
        } finally {
          unsubscribe(CALLS, keep)
        }
      }),
    },
  ]
}

/** Has the vendor quote each secret in whatever it answers, and gives the errors that come of it. */
async function provoke<Options, Config, Operations extends OperationTree>({
  fake,
  call,
  learn,
  answer,
}: ProviderBench<Options, Config, Operations>): Promise<readonly Error[]> {
  const { called, login } = await learn()
  const errors: Error[] = []
  const attempt = async (): Promise<void> => {
    await call().catch((error: unknown) => errors.push(error as Error))
    fake.faults.clear()
  }
  for (const secret of fake.secrets()) {
    const bodies = [{ message: secret, id: secret, code: secret }, { error: secret }, [secret], secret]
    for (const status of [200, 400, 401, 403, 500]) {
      for (const body of bodies) {
        answer(called, { status, body, headers: { location: secret, 'x-secret': secret } })
        await attempt()
      }
    }
    if (login === undefined) continue
    answer(called, { status: 401 })
    answer(login, { status: 400, body: { message: secret, id: secret, error: { message: secret } } })
    await attempt()
  }
  return errors
}

function watch<Options>(fake: FakeVendor<Options>): Canaries {
  const canaries = createCanaries('provider')
  for (const [index, secret] of fake.secrets().entries()) canaries.watch(`secret ${index + 1}`, secret)
  return canaries
}
