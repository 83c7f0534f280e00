import type { PostgresInboxPool } from '../../src/index.ts'

/** A pool that tells of every answer, and hands it on when that is done. */
export function answering(
  pool: PostgresInboxPool,
  onAnswer: (text: string) => Promise<void> | void,
): PostgresInboxPool {
  const hold = async <T>(text: string, answer: Promise<T>): Promise<T> => {
    const result = await answer
    await onAnswer(text)
    return result
  }
  return {
    query: (text, values) => hold(text, pool.query(text, values)),
    async connect() {
      const connection = await pool.connect()
      return {
        on: (event, listener) => connection.on(event, listener),
        removeListener: (event, listener) => connection.removeListener(event, listener),
        release: (error) => connection.release(error),
        query: (text, values) => hold(text, connection.query(text, values)),
      }
    },
  }
}
