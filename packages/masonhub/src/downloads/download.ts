import type { ByteStream } from '@tenon/core'

/** What a file is, by its first bytes: the vendor's pages disagree about what a snapshot is. */
export type DownloadFormat = 'json' | 'csv' | 'pdf'

/** A file while it arrives. Read it once, to its end, or leave its loop: the connection is held until then. */
export interface Download extends ByteStream {
  readonly format: DownloadFormat
}
