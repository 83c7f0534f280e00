import { Refusal } from './refusal.ts'

export function tooLarge(maxBodyBytes: number): Refusal {
  return new Refusal(413, `the body is larger than ${maxBodyBytes} bytes`)
}
