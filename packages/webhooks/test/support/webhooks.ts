import type { WebhookDefinition } from '@tenon/core'

interface Envelope {
  readonly message_type: string
  readonly message_id?: string
  readonly data: readonly { readonly sku_id?: string }[]
}

/** As MasonHub sends: a token in the header, or in the body; one envelope or several. */
export const tokenWebhook: WebhookDefinition = {
  provider: 'masonhub',
  verification: { kind: 'token', header: 'authorization', prefix: 'Bearer ', bodyField: 'token' },
  read: (body) =>
    [body as Envelope | Envelope[]].flat().map(({ message_type: type, message_id: id, data }) => ({
      type,
      data,
      ...(id !== undefined && { id }),
      ...(data[0]?.sku_id !== undefined && { orderKey: data[0].sku_id }),
    })),
}

/** As Hubble sends: signed, without an id; the kind of event is in the URL. */
export const signedWebhook: WebhookDefinition = {
  provider: 'hubble',
  verification: { kind: 'hmac-sha256', header: 'x-verify', encoding: 'base64' },
  read: (data, url) => [{ type: url.pathname.split('/').at(-1) ?? '', data }],
}
