/** The database did not do what it was asked. Everything that it had said before is there, so that a run can go on. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
}
