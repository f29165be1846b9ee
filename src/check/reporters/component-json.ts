import type {
  ComponentFacts,
  CoreModuleFacts,
  CustomSectionFact,
  ExternFact,
  NamedTypeFact,
} from '../../component/component-facts.ts'

/** More than any sound plugin has; of a list that is longer, the rest is only counted. */
const MAX_ITEMS = 100
const MAX_NAME = 240

/**
 * Facts of the component as the JSON report has them: what the bytes tell, bounded however many parts they have.
 * @source design 7
 */
export function renderComponent(facts: ComponentFacts | undefined): object | null {
  if (facts === undefined) return null
  return {
    format: facts.format,
    byteLength: facts.byteLength,
    refusal: facts.refusal ?? null,
    engine: facts.engine,
    producers: facts.producers.map(({ field, name, version }) => ({
      field: cut(field),
      name: cut(name),
      version: cut(version),
    })),
    fits: facts.fits,
    imports: bounded(facts.imports.map(renderExtern)),
    exports: bounded(facts.exports.map(renderExtern)),
    nestedComponents: facts.nestedComponents,
    coreModules: bounded(facts.coreModules.map(renderModule)),
    customSections: sections(facts.customSections),
    legacySigns: facts.legacySigns.map(cut),
  }
}

interface Bounded<Item> {
  readonly count: number
  /** The first hundred. */
  readonly items: readonly Item[]
}

function bounded<Item>(items: readonly Item[]): Bounded<Item> {
  return { count: items.length, items: items.slice(0, MAX_ITEMS) }
}

function sections(facts: readonly CustomSectionFact[]): Bounded<CustomSectionFact> {
  return bounded(facts.map(({ name, byteLength }) => ({ name: cut(name), byteLength })))
}

function cut(text: string): string {
  return text.length > MAX_NAME ? `${text.slice(0, MAX_NAME)}…` : text
}

function renderExtern({ name, kind, type, functions, types = [] }: ExternFact): object {
  return { name: cut(name), kind, type, functions: renderNamed(functions), types: renderNamed(types) }
}

function renderNamed(facts: readonly NamedTypeFact[]): Bounded<NamedTypeFact> {
  return bounded(facts.map(({ name, type }) => ({ name: cut(name), type })))
}

function renderModule({ imports, exports, ...facts }: CoreModuleFacts): object {
  const { offset, byteLength, codeBytes, dataBytes, functions, memories, tables, customSections } = facts
  return {
    offset,
    byteLength,
    codeBytes,
    dataBytes,
    functions,
    imports: imports.length,
    exports: exports.length,
    memories: bounded(memories),
    tables: bounded(tables),
    customSections: sections(customSections),
    refusal: facts.refusal ?? null,
  }
}
