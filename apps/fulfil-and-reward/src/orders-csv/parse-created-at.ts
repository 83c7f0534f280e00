import { z } from 'zod'

/** Knows the calendar, unlike `Date`, which makes March of the 30th of February. */
const timestamp = z.iso.datetime({ offset: true })

/**
 * Reads the export's way to write a time, `2026-03-01 09:42:09 +0530`.
 *
 * @returns RFC 3339 in UTC, or undefined for anything else.
 */
export function parseCreatedAt(text: string): string | undefined {
  const [, date, time, hours, minutes] = /^(\S{10}) (\S{8}) ([+-]\d{2})(\d{2})$/.exec(text) ?? []
  const { success, data } = timestamp.safeParse(`${date}T${time}${hours}:${minutes}`)
  return success ? new Date(data).toISOString() : undefined
}
