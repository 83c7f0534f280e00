import { Refusal } from './refusal.ts'
import { tooLarge } from './too-large.ts'

const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i

/** Refuses what can be refused without the body. */
export function checkHeaders({ method, headers }: Request, maxBodyBytes: number): void {
  if (method !== 'POST') throw new Refusal(405, 'not a POST', { allow: 'POST' })
  if (!JSON_TYPE.test(headers.get('content-type') ?? ''))
    throw new Refusal(415, 'the content type is not JSON')
  // A signature is over the bytes that were sent, and inflating them is work for a sender not known yet.
  if (headers.has('content-encoding')) throw new Refusal(415, 'the body is encoded')
  if (Number(headers.get('content-length')) > maxBodyBytes) throw tooLarge(maxBodyBytes)
}
