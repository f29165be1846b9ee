import { quote } from '../../quote.ts'

/** The files that import a file, by its path. */
export type Importers = ReadonlyMap<string, readonly string[]>

/** The shortest way from the entry to a file, both included; the file alone when there is none. */
export function importChain(importers: Importers, entry: string, file: string): readonly string[] {
  const next = new Map<string, string | undefined>([[file, undefined]])
  for (const each of next.keys())
    for (const importer of importers.get(each) ?? []) if (!next.has(importer)) next.set(importer, each)
  const chain: string[] = []
  for (let each = next.has(entry) ? entry : undefined; each !== undefined; each = next.get(each))
    chain.push(each)
  return chain.length > 0 ? chain : [file]
}

/** The chain in a message: ` (imported by "src/plugin.ts" > "node_modules/a/index.js")`. */
export function describeChain(chain: readonly string[]): string {
  const before = chain.slice(0, -1)
  return before.length === 0 ? '' : ` (imported by ${before.map(quote).join(' > ')})`
}

/** Name of the package that a file belongs to; undefined for the project's own. */
export function packageNameOf(file: string): string | undefined {
  return /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1]
}
