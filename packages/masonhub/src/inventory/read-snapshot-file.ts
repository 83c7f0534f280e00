import { MalformedResponseError } from '@tenon/core'

import type { Download } from '../downloads/download.ts'
import { listSchema } from '../wire/read-list.ts'
import { skuSnapshot, type SkuSnapshot } from './sku-snapshot.ts'

const rows = listSchema(skuSnapshot, ['sku_snapshots', 'snapshots', 'skus'])

/** Reads a snapshot file that is JSON into memory. Drops what is another format. */
export async function readSnapshotFile(file: Download): Promise<readonly SkuSnapshot[]> {
  const chunks: Uint8Array[] = []
  for await (const chunk of file) {
    if (file.format !== 'json') {
      const message = `the snapshot is ${file.format}, and not JSON`
      throw new MalformedResponseError({ message, advice: 'Use downloadSnapshot, and read it yourself' })
    }
    chunks.push(chunk)
  }
  try {
    return rows.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))))
      .data
  } catch {
    // What is wrong would quote the file.
    throw new MalformedResponseError({
      message: 'the snapshot is not JSON of the form that the contract has',
    })
  }
}
