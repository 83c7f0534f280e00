/** What an operation is called in reports and exceptions: `GET /orders`. */
export function operationId({ method, path }: { readonly method: string; readonly path: string }): string {
  return `${method} ${path}`
}
