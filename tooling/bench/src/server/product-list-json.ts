/** The list of products that is answered, as JSON of about `bytes` bytes. */
export function productListJson(bytes: number): string {
  const data: object[] = []
  const write = (): string => JSON.stringify({ data, nextCursor: null })
  for (let index = 0; write().length < bytes - 60; index += 1) {
    data.push({
      id: `01J0PRODUCT${index}`,
      title: `Brand ${index}`,
      status: 'ACTIVE',
      amount: 100 + index,
      denominations: [100, 200, 500],
      tags: ['food', 'travel'],
    })
  }
  return write()
}
