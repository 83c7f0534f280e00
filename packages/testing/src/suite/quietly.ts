/** The same promise, whose failure does not end the process when a case has failed before it looked at it. */
export function quietly<P extends PromiseLike<unknown>>(promise: P): P {
  promise.then(undefined, () => {})
  return promise
}
