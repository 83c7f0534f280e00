import type { IncomingMessage } from 'node:http'

const BUFFERED_BYTES = 64 * 1024

/**
 * The body as the web's stream. Cancelling it leaves the connection open, which `Readable.toWeb` does not: an
 * answer is still to be sent.
 */
export function toBodyStream(incoming: IncomingMessage): ReadableStream<Uint8Array> {
  let detach = (): void => {}
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const onData = (chunk: Uint8Array): void => {
          controller.enqueue(chunk)
          if ((controller.desiredSize ?? 0) <= 0) incoming.pause()
        }
        const onEnd = (): void => {
          detach()
          controller.close()
        }
        const onClose = (): void => {
          detach()
          controller.error(new Error('the connection was closed'))
        }
        detach = () => {
          incoming.off('data', onData).off('end', onEnd).off('close', onClose)
        }
        incoming.on('data', onData).on('end', onEnd).on('close', onClose).pause()
      },
      pull() {
        incoming.resume()
      },
      cancel() {
        detach()
        incoming.pause()
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: BUFFERED_BYTES }),
  )
}
