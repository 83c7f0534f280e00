import { z } from 'zod'

/** A day as the vendor writes it, `YYYY-MM-DD`. It stays a string: a day has no time zone. */
export const calendarDay: z.ZodType<string, string> = z.iso.date('must be a day, YYYY-MM-DD')
