import type { Edit, Finding, Place, Severity } from '../../finding.ts'
import type { CheckReport, SuppressedFinding } from '../check-report.ts'
import type { RuleInfo } from '../rule-info.ts'
import { neutraliseText } from './neutralise-text.ts'
import { isAbsolutePath, type PlaceInInput, placeInInput } from './place-in-input.ts'
import { rulePage } from './rule-page.ts'

/** What SARIF says of the tool and its rules, besides what was found. */
export interface SarifContext {
  readonly toolVersion: string
  readonly ruleInfo: (rule: string) => RuleInfo | undefined
  /** Markdown of our own page about a rule. */
  readonly readPage: (rule: string) => string | undefined
}

/**
 * All reports as one SARIF 2.1.0 run; suppressed findings are results with a suppression. Columns count UTF-16 units.
 * @source SARIF 2.1.0, OASIS standard
 */
export function renderSarif(reports: readonly CheckReport[], context: SarifContext): object {
  const results = reports.flatMap(report => [
    ...report.findings.map(finding => ({ report, finding, suppression: undefined })),
    ...report.suppressed.map(suppression => ({ report, finding: suppression.finding, suppression })),
  ])
  const ids = [...new Set(results.map(({ finding }) => finding.rule))].sort()
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'yoi-plugin',
            semanticVersion: context.toolVersion,
            rules: ids.map(id => renderRule(id, context)),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: results.map(({ report, finding, suppression }) => ({
          ...renderResult(report, finding),
          ruleIndex: ids.indexOf(finding.rule),
          ...(suppression && { suppressions: [renderSuppression(suppression)] }),
        })),
      },
    ],
  }
}

const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', note: 'note' }

function renderRule(id: string, { ruleInfo, readPage }: SarifContext): object {
  const info = ruleInfo(id)
  const page = readPage(id)
  const text = `Run \`yoi-plugin explain ${id}\`, or read ${rulePage(id)} in the yoi-plugin package.`
  return {
    id,
    ...(info && {
      shortDescription: { text: `${info.title}.` },
      defaultConfiguration: { level: LEVELS[info.severity] },
    }),
    help: { text, ...(page !== undefined && { markdown: page }) },
    properties: { tags: [id.split('/')[0], ...(info?.isSecurity ? ['security'] : [])] },
  }
}

function renderResult(report: CheckReport, finding: Finding): object {
  const { rule, severity, message, why, fix, at, edits } = finding
  const place = placeInInput(report, at)
  const inside = place.entry === undefined ? '' : ` (in ${place.entry})`
  return {
    ruleId: rule,
    level: LEVELS[severity],
    message: { text: plainMessage(`${message}${inside}\n${why}\n${fix}`) },
    locations: [{ physicalLocation: physicalLocation(place) }],
    ...(edits?.length && place.entry === undefined && { fixes: [renderFix(report, fix, edits)] }),
  }
}

/** Readers of SARIF make a link of `[text](target)`; plugin text gets none. */
function plainMessage(text: string): string {
  return neutraliseText(text).replaceAll('](', '] (')
}

function physicalLocation({ path, at }: PlaceInInput): object {
  return { artifactLocation: { uri: toUri(path) }, ...(at && { region: regionOf(at) }) }
}

function regionOf({ line, column, endLine, endColumn }: Place & { readonly line: number }): object {
  return {
    startLine: line,
    ...(column !== undefined && { startColumn: column }),
    ...(column !== undefined && endLine !== undefined && { endLine }),
    ...(column !== undefined && endLine !== undefined && endColumn !== undefined && { endColumn }),
  }
}

function toUri(path: string): string {
  const encoded = path
    .split('/')
    .map(part => encodeURIComponent(part.replace(/\p{Surrogate}/gu, '\ufffd')))
    .join('/')
  if (!isAbsolutePath(path)) return encoded
  return `file://${path.startsWith('/') ? '' : '/'}${encoded.replace(/^([A-Za-z])%3A/, '$1:')}`
}

function renderFix(report: CheckReport, fix: string, edits: readonly Edit[]): object {
  const files = [...new Set(edits.map(edit => edit.file))]
  return {
    description: { text: plainMessage(fix) },
    artifactChanges: files.map(file => ({
      artifactLocation: { uri: toUri(placeInInput(report, { file }).path) },
      replacements: edits
        .filter(edit => edit.file === file)
        .map(({ start, end, text }) => ({
          deletedRegion: { charOffset: start, charLength: end - start },
          insertedContent: { text },
        })),
    })),
  }
}

function renderSuppression({ by, reason }: SuppressedFinding): object {
  return { kind: by === 'comment' ? 'inSource' : 'external', justification: neutraliseText(reason) }
}
