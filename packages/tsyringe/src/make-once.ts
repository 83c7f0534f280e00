/** The services that are being made, outermost first. Factories are synchronous: one list serves all scopes. */
const underWay: { readonly name: string }[] = []

/**
 * Returns a function that calls `make` once and then returns the same instance. If `make` throws, the next call
 * tries again.
 *
 * @throws Error (the returned function) if it is called while `make` runs, with the path of services that led there.
 */
export function makeOnce<T>(name: string, make: () => T): () => T {
  const service = { name }
  let made: { readonly instance: T } | undefined
  return () => {
    if (made) return made.instance
    if (underWay.includes(service)) {
      const circle = [...underWay.slice(underWay.indexOf(service)), service]
      throw new Error(
        `Services need each other in a circle: ${circle.map((each) => each.name).join(' → ')}. ` +
          'Resolve one of them where it is first used, not in its factory.',
      )
    }
    underWay.push(service)
    try {
      made = { instance: make() }
      return made.instance
    } finally {
      underWay.pop()
    }
  }
}
