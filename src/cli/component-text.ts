import { countOf } from '../check/reporters/count-findings.ts'
import type {
  ComponentFacts,
  CoreModuleFacts,
  CustomSectionFact,
  ExternFact,
} from '../component/component-facts.ts'
import { WASM_PAGE_BYTES } from '../contract/limits.ts'
import { escapeText } from '../quote.ts'
import { kibibytes } from './kibibytes.ts'

/** A word and the paragraphs that belong to it. */
export type Row = readonly [label: string, texts: readonly string[]]

/** What a component is, in one sentence: for the review of a package. */
export function summariseComponent(facts: ComponentFacts): string {
  if (facts.format !== 'component')
    return `no component but ${FORMATS[facts.format]}, ${sizeOf(facts.byteLength)}`
  const kind = facts.engine === null ? 'component' : `${escapeText(facts.engine)} component`
  const code = facts.coreModules.reduce((sum, module) => sum + module.codeBytes, 0)
  const size = `${kind}, ${sizeOf(facts.byteLength)}`
  if (facts.refusal) return `${size}, cannot be read: ${facts.refusal.reason}`
  return `${size}, ${countOf(facts.coreModules.length, 'core module')}, ${sizeOf(code)} of code`
}

const FORMATS: Readonly<Record<Exclude<ComponentFacts['format'], 'component'>, string>> = {
  'core-module': 'a core module',
  placeholder: "the placeholder of the host's template",
  text: 'a text file',
  unknown: 'something unknown',
}

/** Everything that the bytes of a component tell, for people. Text of the plugin is escaped. */
export function componentRows(facts: ComponentFacts): Row[] {
  const { customSections, nestedComponents, legacySigns } = facts
  return [
    ['component', [summariseComponent(facts)]],
    ['fits', facts.fits.length > 0 ? facts.fits : ['no Yoi world']],
    ['exports', facts.exports.flatMap(describeExtern)],
    ['imports', facts.imports.flatMap(describeExtern)],
    ['modules', facts.coreModules.flatMap(describeModule)],
    ['nested', nestedComponents === 0 ? [] : [countOf(nestedComponents, 'component')]],
    ['sections', customSections.length === 0 ? [] : [customSections.map(describeSection).join(', ')]],
    [
      'made with',
      facts.producers.map(({ field, name, version }) => escapeText(`${field} ${name} ${version}`.trim())),
    ],
    ['raw ABI', legacySigns.length === 0 ? [] : [legacySigns.map(sign => escapeText(sign)).join(', ')]],
    ['footprint', [describeFootprint(facts)]],
  ]
}

function describeExtern({ name, kind, type, functions }: ExternFact): string[] {
  const own = kind === 'instance' ? escapeText(name) : `${escapeText(name)}: ${type}`
  return [own, ...functions.map(each => `- ${escapeText(each.name)}: ${each.type}`)]
}

function describeModule(module: CoreModuleFacts): string[] {
  const at = `at byte ${module.offset}, ${sizeOf(module.byteLength)}`
  if (module.refusal) return [`${at}, cannot be read: ${module.refusal.reason}`]
  const { codeBytes, dataBytes, functions, imports, exports, memories, tables, customSections } = module
  return [
    `${at}: ${sizeOf(codeBytes)} of code in ${countOf(functions, 'function')}, ${sizeOf(dataBytes)} of data, ` +
      `${countOf(imports.length, 'import')}, ${countOf(exports.length, 'export')}`,
    ...memories.map(
      ({ minPages, maxPages, is64, isShared }) =>
        `- ${is64 ? '64-bit ' : ''}${isShared ? 'shared ' : ''}memory of ${countOf(minPages, 'page')}, ${upTo(maxPages)}`,
    ),
    ...tables.map(
      ({ minElements, maxElements }) => `- table of ${countOf(minElements, 'element')}, ${upTo(maxElements)}`,
    ),
    ...(customSections.length === 0 ? [] : [`- sections: ${customSections.map(describeSection).join(', ')}`]),
  ]
}

function upTo(most: number | null): string {
  return most === null ? 'no maximum' : `at most ${most}`
}

function describeSection({ name, byteLength }: CustomSectionFact): string {
  return `${escapeText(name)} (${sizeOf(byteLength)})`
}

/** What instantiation takes, in all. */
export function describeFootprint({ footprint }: Pick<ComponentFacts, 'footprint'>): string {
  const { coreInstances, memories, memoryPages, tables, tableElements } = footprint
  return [
    `${sizeOf(memoryPages * WASM_PAGE_BYTES)} memory at start`,
    countOf(tableElements, 'table element'),
    countOf(coreInstances, 'core instance'),
    memories === 1 ? '1 memory' : `${memories} memories`,
    countOf(tables, 'table'),
  ].join(', ')
}

function sizeOf(byteLength: number): string {
  return byteLength < 1024 ? countOf(byteLength, 'byte') : kibibytes(byteLength)
}
