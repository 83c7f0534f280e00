import type { CallOptions } from '@tenon/core'

import type { Download } from './download.ts'

export interface DownloadOptions extends CallOptions {
  /** The largest file that is read, in bytes, counted after decompression. Default 256 MiB, of a label 10 MiB. */
  readonly maxBytes?: number
}

/** Fetches files by the URLs that MasonHub names for them. */
export interface Downloads {
  /**
   * @param operation how it is called in logs and errors
   * @throws InvalidInputError if the URL is not one of MasonHub's; MalformedResponseError if it is a web page
   */
  fetch(operation: string, url: string, options?: DownloadOptions): Promise<Download>
  /** Ends what is under way. */
  close(): Promise<void>
}
