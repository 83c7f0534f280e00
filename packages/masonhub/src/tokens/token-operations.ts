import { defineOperation } from '@tenon/core'
import { z } from 'zod'

import { createdSecret } from './created-secret.ts'
import { deletedSecret } from './deleted-secret.ts'
import { phraseInput } from './phrase-input.ts'

const createToken = defineOperation({
  id: 'tokens.create',
  method: 'POST',
  path: '/secrets',
  body: z.strictObject({ secret_phrase: phraseInput }),
  response: createdSecret,
})

const deleteToken = defineOperation({
  id: 'tokens.delete',
  method: 'POST',
  path: '/delete_secrets',
  body: z.strictObject({ secret_phrase: phraseInput }),
  response: deletedSecret,
})

export const tokenOperations = { create: createToken, delete: deleteToken }
