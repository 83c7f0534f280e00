import { Secret } from '@tenon/core'
import { z } from 'zod'

/** A phrase on its way to the vendor: in plain only in the body that is sent. */
export const phraseInput = z
  .custom<Secret>((value) => Secret.isInstance(value), 'must be a Secret')
  .transform((phrase) => phrase.reveal())
