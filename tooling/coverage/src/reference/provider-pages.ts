import type { Contract } from '../contract.ts'
import type { Declared } from '../declared.ts'
import { operationSection, part } from './operation-section.ts'

const MADE = '<!-- Made by `npm run reference` from the declarations; edit those. -->'

/** The pages of one provider, by file name: one for each resource, and one for what the vendor sends. */
export function providerPages(declared: Declared, contract: Contract): ReadonlyMap<string, string> {
  const resources = Map.groupBy(declared.operations, ({ operation }) => operation.id.split('.')[0] ?? '')
  const pages = new Map<string, string>()
  for (const [resource, operations] of resources) {
    const sections = operations.map(({ operation }) =>
      operationSection(
        operation,
        contract.operations.find(
          ({ method, path }) => method === operation.method && isSamePath(path, operation.path),
        ),
      ),
    )
    pages.set(`${resource}.md`, page(`${declared.provider}: ${resource}`, sections))
  }
  const events = declared.webhooks.flatMap(({ events: some = {} }) => Object.entries(some))
  if (events.length > 0) {
    const sections = events.map(([type, schema]) =>
      [
        `## ${type}`,
        contract.events.find((event) => event.type === type)?.summary,
        part('Data, as the vendor sends it', schema),
      ]
        .filter((text) => text !== undefined)
        .join('\n\n'),
    )
    pages.set('webhooks.md', page(`${declared.provider}: webhooks`, sections))
  }
  return pages
}

function page(title: string, sections: readonly string[]): string {
  return `${[MADE, `# ${title}`, ...sections].join('\n\n')}\n`
}

/** The names of path parameters are each side's own. */
function isSamePath(one: string, other: string): boolean {
  const bare = (path: string): string => path.replaceAll(/\{[^}]+\}/g, '{}')
  return bare(one) === bare(other)
}
