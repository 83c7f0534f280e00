import { createHmac } from 'node:crypto'

import { deliver } from '@tenon/core/testing'

import type { HubbleFakeSettings, WebhookKind } from './fake-settings.ts'

/** A webhook that was sent. */
export interface SentWebhook {
  readonly url: string
  readonly body: string
  /** What it was answered; undefined if there was no answer. */
  readonly status: number | undefined
}

export interface FakeWebhooks {
  readonly sent: readonly SentWebhook[]
  /** Sends in the background; does nothing where no URL is set. */
  send(kind: WebhookKind, message: object): void
  /** Resolves once nothing is under way. */
  idle(): Promise<void>
}

export function createFakeWebhooks(settings: HubbleFakeSettings, secret: string): FakeWebhooks {
  const sent: SentWebhook[] = []
  const underWay = new Set<Promise<void>>()

  async function sendOnce(url: string, body: string): Promise<void> {
    const signature = createHmac('sha256', secret).update(body).digest('base64')
    const headers = settings.webhookFault === 'unsigned' ? {} : { 'x-verify': signature }
    // A byte that is not what was signed, and still JSON.
    const bytes = settings.webhookFault === 'tampered' ? `${body} ` : body
    sent.push({ url, body: bytes, status: await deliver({ url, headers, body: bytes }) })
  }

  return {
    sent,
    send(kind, message) {
      const url = settings.webhooks[kind]
      if (url === undefined) return
      const times = settings.webhookFault === 'duplicate' ? 2 : 1
      for (let time = 0; time < times; time += 1) {
        const sending = sendOnce(url, JSON.stringify(message)).finally(() => underWay.delete(sending))
        underWay.add(sending)
      }
    },
    async idle() {
      await Promise.all(underWay)
    },
  }
}
