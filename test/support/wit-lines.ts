import type { ComponentFacts, ExternFact } from '../../src/component/component-facts.ts'

/** Imports and exports as our facts tell them, a line each, in ascending order, to be compared with `printedLines`. */
export function factLines({ imports, exports }: Pick<ComponentFacts, 'imports' | 'exports'>): string[] {
  return [...spell('import', imports), ...spell('export', exports)].sort()
}

/** As WIT has it: plain names carry a type, interfaces are named only. Types at the root are told by `use`. */
function spell(direction: string, externs: readonly ExternFact[]): string[] {
  return externs.flatMap(({ name, kind, type, functions }) => {
    if (kind === 'type') return []
    if (kind === 'func') return [`${direction} ${name}: ${type}`]
    if (name.includes(':')) return [`${direction} ${name}`]
    return [`${direction} ${name}: interface`, ...functions.map(each => `${each.name}: ${each.type}`)]
  })
}

/** The same of a world that WIT tooling printed: functions and inline interfaces without parameter names. */
export function printedLines(wit: string): string[] {
  const start = wit.indexOf('world root {')
  return wit
    .slice(start, wit.indexOf('\n}', start))
    .split('\n')
    .slice(1)
    .map(line => line.trim().replace(/;$/, '').replace(/ \{$/, ''))
    .filter(line => /^(import|export) /.test(line) || /: func\(/.test(line))
    .map(line => line.replace(/([(,] ?)%?[a-zA-Z][a-zA-Z0-9-]*: /g, '$1'))
    .sort()
}
