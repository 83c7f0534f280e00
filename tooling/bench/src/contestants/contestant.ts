/** One way to make a call; resolves when the checked result is there. */
export interface Contestant {
  call(): Promise<unknown>
  close(): Promise<void>
}
