import { renderFinding, type Style } from '../check/reporters/text.ts'
import type { Tool } from '../manifest/manifest.ts'
import type { HostVerdict } from '../package/host-verdict.ts'
import { escapeText } from '../quote.ts'
import { labelled, labelledAll, TEXT_COLUMNS, wrapText } from './columns.ts'
import { kibibytes } from './kibibytes.ts'
import type { PackageReview } from './package-review.ts'

const LABEL_WIDTH = 12
const MAX_TOOLS = 12
const MAX_PHRASES = 16
const MAX_FINDINGS = 3

/** A reviewer's first look on one screen, at most 80 columns wide. Text of the plugin is escaped. */
export function renderReview(review: PackageReview, style: Style): string {
  const { manifest, digest, accepted } = review
  const row = (label: string, text: string) => labelled(`  ${label}`, text, LABEL_WIDTH)
  return [
    ...heading(review).map(line => style.bold(line)),
    ...(digest === undefined ? [] : [`  ${digest}`]),
    ...(manifest?.description ? row('about', escapeText(manifest.description)) : []),
    ...row('input', `${escapeText(review.inputPath)}, ${filesOf(review)}`),
    ...row('host', hostSays(accepted?.verdict)),
    ...row('runs', manifest?.runtime?.world ? escapeText(manifest.runtime.world) : 'nothing: no runtime'),
    ...several('tools', (manifest?.tools ?? []).map(describeTool), MAX_TOOLS),
    ...several(
      'asks to',
      review.requests.map(phrase => mark(phrase.text, phrase.isFarReaching)),
      MAX_PHRASES,
    ),
    ...several(
      'imports',
      review.imports.map(name => escapeText(name)),
      MAX_PHRASES,
    ),
    ...footprintOf(review).flatMap(text => row('footprint', text)),
    ...review.findings.slice(0, MAX_FINDINGS).map(finding => `\n${renderFinding(finding, undefined, style)}`),
  ].join('\n')
}

function heading({ manifest, inputPath }: PackageReview): string[] {
  const name = manifest ? `${manifest.name} (${manifest.id}) ${manifest.version}` : inputPath
  return wrapText(escapeText(name), TEXT_COLUMNS)
}

function filesOf({ accepted, inputKind, byteLength }: PackageReview): string {
  const size = kibibytes(byteLength)
  const count = accepted?.package.entries.length
  if (count === undefined) return `${inputKind}, ${size}`
  return `${inputKind}, ${count} file${count === 1 ? '' : 's'}, ${size}`
}

function hostSays(verdict: HostVerdict | undefined): string {
  if (!verdict) return 'refuses the package'
  if (verdict.status === 'active') return 'accepts it, if everything that it asks for is granted'
  const [first] = verdict.diagnostics
  const outcome =
    verdict.status === 'partial' ? 'accepts it, but cannot run it' : 'lists it, but rejects a part'
  return `${outcome}: ${escapeText(first?.message ?? '')}`
}

function describeTool({ name, description, external_write }: Tool): string {
  const [summary = ''] = description.split('\n')
  return mark(`${escapeText(name)}  ${escapeText(summary, MAX_SUMMARY)}`, external_write)
}

const MAX_SUMMARY = 120

/** `!` stands before what leaves a scheme, host or path open, or changes things outside. */
function mark(text: string, isFarReaching: boolean): string {
  return isFarReaching ? `! ${text}` : text
}

function several(label: string, texts: readonly string[], most: number): string[] {
  const omitted = texts.length - most
  const shown = omitted > 0 ? [...texts.slice(0, most), `and ${omitted} more, see --json`] : texts
  return labelledAll(`  ${label}`, shown, LABEL_WIDTH)
}

function footprintOf({ footprint }: PackageReview): string[] {
  if (footprint === null) return []
  const { coreInstances, memoryPages, tableElements } = footprint
  const memory = kibibytes(memoryPages * 65_536)
  return [`${memory} memory at start, ${tableElements} table elements, ${coreInstances} core instance(s)`]
}
