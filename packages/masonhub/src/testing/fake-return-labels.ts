import type { FakeRoute } from '@tenon/core/testing'

import type { FakeStore } from './fake-store.ts'
import type { FakeRma } from './fake-warehouse-records.ts'

/** The labels of returns: behind the token, as the API. */
export function fakeLabelRoute(rmas: FakeStore<FakeRma>, pathPrefix: string): FakeRoute {
  return {
    id: 'returns.label',
    method: 'GET',
    path: `${pathPrefix}/return-labels/{file}`,
    handle({ parameters }) {
      const file = (parameters as { file?: string }).file ?? ''
      const rma = rmas.byId(file.replace(/\.pdf$/, ''))
      if (rma?.return_label_url === undefined) return { status: 404, body: { message: 'no such label' } }
      const bytes = Buffer.from(pdfOf(`${rma.customer_identifier} ${rma.package_id}`), 'latin1')
      return { status: 200, headers: { 'content-type': 'application/pdf' }, bytes }
    },
  }
}

/** A page with a line of text. */
function pdfOf(text: string): string {
  const line = text.replaceAll(/[()\\]/g, '')
  const content = `BT /F1 12 Tf 20 20 Td (${line}) Tj ET`
  return [
    '%PDF-1.4',
    '1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj',
    '2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj',
    '3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 288 432] /Contents 4 0 R',
    '/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >> endobj',
    `4 0 obj << /Length ${content.length} >> stream\n${content}\nendstream endobj`,
    'trailer << /Root 1 0 R >>',
    '%%EOF',
  ].join('\n')
}
