import { renderFinding, type Style } from '../check/reporters/text.ts'
import type { Tool } from '../manifest/manifest.ts'
import type { HostVerdict } from '../package/host-verdict.ts'
import { escapeText } from '../quote.ts'
import { fitText, labelledAll, TEXT_COLUMNS } from './columns.ts'
import { componentRows, describeFootprint, summariseComponent } from './component-text.ts'
import { kibibytes } from './kibibytes.ts'
import type { PackageReview } from './package-review.ts'

const LABEL_WIDTH = 12
const MAX_LINES_EACH = 2
const MAX_TOOLS = 6
const MAX_PHRASES = 8
const MAX_IMPORTS = 3
const MAX_FINDINGS = 3
const MAX_FACTS = 24

/**
 * A reviewer's first look on one screen, at most 80 columns wide. What is far-reaching comes first, so that nothing can push
 * it out of sight. Text of the plugin is escaped.
 */
export function renderReview(review: PackageReview, style: Style): string {
  if (review.inputKind === 'component') return renderComponentReview(review, style)
  const { manifest, digest, accepted, component } = review
  const row = (label: string, text: string) => labelledAll(`  ${label}`, [text], LABEL_WIDTH, MAX_LINES_EACH)
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
      review.requests.map(({ text, isFarReaching }) => ({ text, isMarked: isFarReaching })),
      MAX_PHRASES,
    ),
    ...several(
      'imports',
      (component?.imports ?? []).map(({ name }) => ({ text: escapeText(name), isMarked: false })),
      MAX_IMPORTS,
    ),
    ...(component ? row('component', summariseComponent(component)) : []),
    ...(component?.format === 'component' ? row('footprint', describeFootprint(component)) : []),
    ...renderFindings(review, style),
  ].join('\n')
}

/** A bare component: all that its bytes tell. Long lists end in a count; --json has a hundred of each. */
function renderComponentReview(review: PackageReview, style: Style): string {
  const rows = review.component ? componentRows(review.component) : []
  return [
    ...heading(review).map(line => style.bold(line)),
    ...rows.flatMap(([label, texts]) => {
      const rest = texts.length > MAX_FACTS ? [`and ${texts.length - MAX_FACTS} more, see --json`] : []
      return labelledAll(`  ${label}`, [...texts.slice(0, MAX_FACTS), ...rest], LABEL_WIDTH, MAX_LINES_EACH)
    }),
    ...renderFindings(review, style),
  ].join('\n')
}

function renderFindings({ findings }: PackageReview, style: Style): string[] {
  return findings.slice(0, MAX_FINDINGS).map(finding => `\n${renderFinding(finding, undefined, style)}`)
}

function heading({ manifest, inputPath }: PackageReview): string[] {
  const name = manifest ? `${manifest.name} (${manifest.id}) ${manifest.version}` : inputPath
  return labelledAll('', [escapeText(name)], 0, MAX_LINES_EACH)
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

/** `isMarked`: leaves a scheme, host or path open, or changes things outside; `!` stands before it. */
interface Entry {
  readonly text: string
  readonly isMarked: boolean
}

/** On one line. */
function describeTool({ name, description, external_write }: Tool): Entry {
  const [summary = ''] = description.split('\n')
  const text = `${escapeText(name)}  ${escapeText(summary)}`
  return { text: fitText(text, TEXT_COLUMNS - LABEL_WIDTH - MARK.length), isMarked: external_write }
}

const MARK = '! '

function several(label: string, entries: readonly Entry[], most: number): string[] {
  const marked = entries.filter(({ isMarked }) => isMarked).map(({ text }) => MARK + text)
  const texts = [...marked, ...entries.filter(({ isMarked }) => !isMarked).map(({ text }) => text)]
  const omitted = texts.slice(most)
  const omittedMarked = marked.slice(most).length
  const also = omittedMarked === 0 ? '' : `, ${omittedMarked} of them marked !`
  const rest = omitted.length === 0 ? [] : [`and ${omitted.length} more${also}, see --json`]
  return labelledAll(`  ${label}`, [...texts.slice(0, most), ...rest], LABEL_WIDTH, MAX_LINES_EACH)
}
