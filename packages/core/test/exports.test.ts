import { expect, test } from 'vitest'

import * as core from '../src/index.ts'
import * as testing from '../src/testing/index.ts'

test('adding to the public surface is a reviewed change', () => {
  expect({ core: Object.keys(core).toSorted(), testing: Object.keys(testing).toSorted() })
    .toMatchInlineSnapshot(`
      {
        "core": [
          "AbortedError",
          "AuthenticationError",
          "ClosedError",
          "ConfigurationError",
          "ConnectionError",
          "CredentialsRefusedError",
          "HttpError",
          "InvalidInputError",
          "MalformedResponseError",
          "OutcomeUnknownError",
          "PartialFailureError",
          "PermissionError",
          "RateLimitedError",
          "ResponseSchemaError",
          "ResponseTooLargeError",
          "Secret",
          "TenonError",
          "TimeoutError",
          "TlsError",
          "apiKey",
          "basic",
          "bearer",
          "byteStream",
          "bytes",
          "createClient",
          "createSecretReader",
          "createUndiciTransport",
          "defineOperation",
          "defineProvider",
          "loginCredential",
          "rawBody",
          "silentLogger",
          "staticCredential",
          "systemClock",
          "systemRandom",
        ],
        "testing": [
          "createBooks",
          "createCanaries",
          "createMemoryTokenStore",
          "createSeededRandom",
          "createVirtualClock",
          "deliver",
          "routeOf",
          "settlePromises",
          "startFakeServer",
        ],
      }
    `)
})
