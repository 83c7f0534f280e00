import { AbortedError, ClosedError, TenonError, type CallOptions, type Methods } from '@tenon/core'

import type { HubbleAccount, HubbleConfig } from '../provider/hubble-config.ts'
import { hubbleOrigins } from '../provider/hubble-origins.ts'
import type { hubbleProvider } from '../provider/hubble-provider.ts'
import { toPaise } from '../schemas/paise.ts'
import { diagnose, type Diagnosis } from './diagnose.ts'
import type { DoctorCheck } from './doctor-check.ts'
import type { DoctorOptions } from './doctor-options.ts'

export interface DoctorSetup {
  readonly config: HubbleConfig
  readonly methods: Pick<Methods<typeof hubbleProvider.operations>, 'products' | 'wallet'>
  /** Logs in once, with the credentials of this client, at this place. */
  readonly login: (
    place: Pick<HubbleAccount, 'environment' | 'baseUrl'>,
    signal: AbortSignal | undefined,
  ) => Promise<void>
}

/** Looks for what is wrong with a setup, from the network up. Never throws for what it finds. */
export function createDoctor({ config, methods, login }: DoctorSetup) {
  const { environment, baseUrl } = config
  const other = environment === 'production' ? 'staging' : 'production'

  return async function doctor(options: DoctorOptions = {}): Promise<readonly DoctorCheck[]> {
    const { signal, productIds = [], amount } = options
    const call: CallOptions = signal === undefined ? {} : { signal }
    const host = checkHost()
    const refusal = await failureOf(login({ environment, baseUrl }, signal))
    const found = refusal && (await withOtherEnvironment(diagnose(refusal, environment), options))
    const entrance = [
      passed('network', found, 'Hubble answers'),
      passed('address', found, 'this address is let in'),
      host.ok === false ? host : passed('environment', found, `the credentials are used in ${environment}`),
      passed('credentials', found, 'id and secret are right'),
    ]
    if (found !== undefined) {
      const rest = productIds.map((productId) => ({ ...notChecked('brand'), productId }))
      return [...entrance, notChecked('catalogue'), ...rest, notChecked('wallet')]
    }
    const brands: DoctorCheck[] = []
    for (const productId of productIds) brands.push(await checkBrand(productId, call))
    return [...entrance, await checkCatalogue(call), ...brands, await checkWallet(amount, call)]
  }

  function checkHost(): DoctorCheck {
    if (baseUrl === undefined || new URL(baseUrl).origin !== hubbleOrigins[other])
      return fine('environment', '')
    const detail = `the environment is ${environment}, and the base URL that of ${other}`
    const advice = 'Leave the base URL out, or set the environment that it belongs to'
    return { ...fine('environment', detail), ok: false, finding: 'wrong-environment', advice }
  }

  /** Wrong, or right elsewhere? Only the other environment can tell. */
  async function withOtherEnvironment(found: Diagnosis, { otherEnvironment = false, signal }: DoctorOptions) {
    const isOpen = found.finding === 'wrong-id' || found.finding === 'wrong-secret'
    if (!isOpen || otherEnvironment === false) return found
    const origin = typeof otherEnvironment === 'string' ? otherEnvironment : undefined
    const elsewhere = await failureOf(login({ environment: other, baseUrl: origin }, signal))
    const there = elsewhere && diagnose(elsewhere, other).finding
    // Where the id is known, there it belongs.
    const belongsThere = there === undefined || (found.finding === 'wrong-id' && there === 'wrong-secret')
    if (!belongsThere) return found
    const detail = `these credentials are of ${other}, and are used in ${environment}`
    const advice = `Take those of ${environment} from the portal, or set environment to '${other}'`
    return { ...found, name: 'environment', finding: 'wrong-environment', detail, advice } as const
  }

  async function checkCatalogue(call: CallOptions): Promise<DoctorCheck> {
    const pending = methods.products.list({ pageNo: 1, limit: 1 }, call)
    const failure = await failureOf(pending)
    if (failure !== undefined) return failed('catalogue', failure)
    if ((await pending).data.length > 0) return fine('catalogue', 'there are brands')
    const advice = 'Ask Hubble to enable brands for this account'
    return {
      ...fine('catalogue', 'no brand is enabled for this account'),
      ok: false,
      finding: 'no-brands',
      advice,
    }
  }

  async function checkBrand(productId: string, call: CallOptions): Promise<DoctorCheck> {
    const pending = methods.products.get({ productId }, call)
    const failure = await failureOf(pending)
    if (failure === undefined) {
      const { status } = await pending
      if (status === 'ACTIVE') return { ...fine('brand', 'it is in the catalogue, and ACTIVE'), productId }
      const advice = 'Only an ACTIVE brand can be ordered: choose another'
      return {
        ...fine('brand', `its status is ${status}`),
        ok: false,
        finding: 'brand-inactive',
        advice,
        productId,
      }
    }
    const { id } = failure.vendor ?? {}
    const check = { ...failed('brand', failure), productId }
    if (id === 'E100') return { ...check, finding: 'brand-paused' }
    if (id !== 'E001' && id !== 'E101' && failure.status !== 404) return check
    const advice =
      'Look for a slip in the id; if there is none, ask Hubble to enable the brand for this account'
    return { ...check, finding: 'brand-not-enabled', detail: 'the account does not have this brand', advice }
  }

  async function checkWallet(amount: number | undefined, call: CallOptions): Promise<DoctorCheck> {
    const pending = methods.wallet.balance({}, call)
    const failure = await failureOf(pending)
    if (failure !== undefined) return failed('wallet', failure)
    const { balance } = await pending
    const isEnough = amount === undefined ? balance > 0 : toPaise(balance) >= toPaise(amount)
    const detail = `the wallet holds ${balance} rupees`
    if (isEnough) return fine('wallet', detail)
    const advice =
      environment === 'production'
        ? 'Have it topped up by your account manager at Hubble: there is no API for it'
        : "Ask Hubble's support to refill the play money of staging"
    return { ...fine('wallet', detail), ok: false, finding: 'wallet-empty', advice }
  }

  /** An error of a call after a login that went well may still be about address or network. */
  function failed(name: DoctorCheck['name'], failure: TenonError): DoctorCheck {
    return { ...diagnose(failure, environment), name, ok: false }
  }
}

function passed(name: DoctorCheck['name'], found: Diagnosis | undefined, detail: string): DoctorCheck {
  if (found === undefined) return fine(name, detail)
  if (found.name === name) return { ...found, ok: false }
  const order: readonly DoctorCheck['name'][] = ['network', 'address', 'environment', 'credentials']
  return order.indexOf(name) < order.indexOf(found.name) && name !== 'environment'
    ? fine(name, detail)
    : notChecked(name)
}

function fine(name: DoctorCheck['name'], detail: string): DoctorCheck {
  return { name, ok: true, finding: 'fine', detail, requestIds: [] }
}

function notChecked(name: DoctorCheck['name']): DoctorCheck {
  return { name, ok: null, finding: 'not-checked', detail: 'something before it is wrong', requestIds: [] }
}

/** The error that a promise ends with. That it was stopped from this side is no finding. */
async function failureOf(promise: Promise<unknown>): Promise<TenonError | undefined> {
  try {
    await promise
    return undefined
  } catch (error) {
    const isStopped = AbortedError.isInstance(error) || ClosedError.isInstance(error)
    if (isStopped || !TenonError.isInstance(error)) throw error
    return error
  }
}
