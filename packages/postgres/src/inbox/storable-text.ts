/**
 * PostgreSQL stores no NUL in a text, and UTF-8 has no half of a character: a vendor's id may have either. They, and
 * the backslash that marks them, are written as JSON writes them; all other texts as they are.
 */
export const storableText = {
  write: (text: string): string => text.replaceAll(/[\\\0\p{Cs}]/gu, escaped),
  read: (stored: string): string =>
    stored.replaceAll(/\\u([\da-f]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
