import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

const CIPHER = 'aes-256-gcm'
const VERSION = 1
const TAG_AT = 13
const TEXT_AT = 29

export interface Sealer {
  /** What a record is kept under. Keyed, so that who reads the store cannot try out credentials on it. */
  nameOf(...parts: readonly string[]): string
  /** The name is sealed too: a record that was moved to another name cannot be opened. */
  seal(name: string, value: object): Uint8Array
  /** Undefined for whatever was not sealed under this name with this key. */
  open(name: string, sealed: Uint8Array): unknown
}

/** Seals what a store keeps. A sealed record is: version (1 byte), nonce (12), tag (16), encrypted JSON. */
export function createSealer(secret: string): Sealer {
  const keys = Buffer.from(hkdfSync('sha256', secret, '', 'tenon shared tokens', 64))
  const [cipherKey, nameKey] = [keys.subarray(0, 32), keys.subarray(32)]

  return {
    nameOf(...parts) {
      const hash = createHmac('sha256', nameKey).update(JSON.stringify(parts))
      return `tenon:${VERSION}:${hash.digest('hex')}`
    },
    seal(name, value) {
      const nonce = randomBytes(TAG_AT - 1)
      const cipher = createCipheriv(CIPHER, cipherKey, nonce).setAAD(Buffer.from(name))
      const text = Buffer.concat([cipher.update(JSON.stringify(value)), cipher.final()])
      return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), text])
    },
    open(name, sealed) {
      try {
        const options = { authTagLength: TEXT_AT - TAG_AT }
        const decipher = createDecipheriv(CIPHER, cipherKey, sealed.subarray(1, TAG_AT), options)
        decipher.setAAD(Buffer.from(name)).setAuthTag(sealed.subarray(TAG_AT, TEXT_AT))
        const text = Buffer.concat([decipher.update(sealed.subarray(TEXT_AT)), decipher.final()])
        return sealed[0] === VERSION ? JSON.parse(text.toString()) : undefined
      } catch {
        return undefined
      }
    },
  }
}
