/** Of 0 and a number it is that number. */
export function greatestCommonDivisor(one: number, other: number): number {
  let [larger, smaller] = [one, other]
  while (smaller !== 0) [larger, smaller] = [smaller, larger % smaller]
  return larger
}
