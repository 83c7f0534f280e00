import type { Provider } from '../declare/provider.ts'
import { ConfigurationError } from '../errors/configuration-error.ts'

const SPEC_VERSION = 'v1'

/** A provider that was written for another version of the contract would fail somewhere in the middle of a call. */
export function checkContract({ name, ...provider }: Pick<Provider, 'name' | 'specVersion'>): void {
  const specVersion: string = provider.specVersion
  if (specVersion === SPEC_VERSION) return
  throw new ConfigurationError({
    message: `the provider "${name}" is written for version ${specVersion} of the contract, this @tenon/core has ${SPEC_VERSION}`,
    advice: `Install versions of @tenon/core and of the provider's package that belong together`,
  })
}
