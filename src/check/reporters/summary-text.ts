import { DEFAULT_HOST_REVISION, HOST_REVISIONS } from '../../contract/host-revisions.ts'
import { escapeText } from '../../quote.ts'
import type { CheckReport } from '../check-report.ts'
import { isAccepted } from '../check-report.ts'
import { countFindings, countOf } from './count-findings.ts'
import { neutraliseLine } from './neutralise-text.ts'
import type { Style } from './style.ts'

/** The verdict on one plugin, and what its dearest call costs. */
export function summariseReport(report: CheckReport, style: Style): string {
  const name = nameOf(report)
  const verdict = isAccepted(report) ? style.bold(`ok ${name}`) : style.severity('error', `rejected ${name}`)
  return [
    `${verdict}${describeCounts([report])}: ${describeExercise(report)}`,
    ...describeComponent(report, style),
    ...describeCosts(report, style),
    ...describeHosts(report, style),
  ].join('\n')
}

/** What to type next, in one line; undefined when there are at most notes. */
export function suggestNext(reports: readonly CheckReport[], style: Style): string | undefined {
  const first = reports.flatMap(report => report.findings).find(({ severity }) => severity !== 'note')
  if (first === undefined) return undefined
  // Only the files of a folder can be corrected.
  const fixable = reports
    .filter(({ plugin }) => plugin.inputKind === 'directory')
    .flatMap(report => report.findings)
    .filter(({ edits }) => edits?.length).length
  const about = `more about a rule: yoi-plugin explain ${first.rule}`
  return style.dim(fixable === 0 ? about : `to correct ${fixable} of these: yoi-plugin check --fix; ${about}`)
}

/** The verdict on several plugins in one line. */
export function summariseAll(reports: readonly CheckReport[], style: Style): string {
  const rejected = reports.filter(report => !isAccepted(report)).length
  const plugins = countOf(reports.length, 'plugin')
  const verdict =
    rejected === 0
      ? style.bold(`ok ${plugins}`)
      : style.severity('error', `rejected ${rejected} of ${plugins}`)
  const calls = reports.flatMap(report => report.cases)
  const passed = calls.filter(entry => entry.status === 'passed').length
  const exercise =
    calls.length === 0 ? 'the plugins were not run' : `${passed} of ${calls.length} calls as expected`
  return `${verdict}${describeCounts(reports)}: ${exercise}`
}

/** Id and version, or the input when it has none that can be read. */
export function nameOf({ plugin }: CheckReport): string {
  return neutraliseLine(
    plugin.manifest
      ? `${escapeText(plugin.manifest.id)} ${escapeText(plugin.manifest.version)}`
      : escapeText(plugin.inputPath),
  )
}

function describeCounts(reports: readonly CheckReport[]): string {
  const counts = countFindings(reports.flatMap(report => report.findings))
  const suppressed = reports.reduce((sum, report) => sum + report.suppressed.length, 0)
  const parts = [...(counts ? [counts] : []), ...(suppressed > 0 ? [`${suppressed} suppressed`] : [])]
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`
}

function describeExercise(report: CheckReport): string {
  if (!report.wasExercised) return `static rules of ${report.hostRevision}, the plugin was not run`
  const passed = report.cases.filter(entry => entry.status === 'passed').length
  return `${passed} of ${report.cases.length} calls as expected under ${report.hostRevision}`
}

/** What a bare component is; of a package, `yoi-plugin show` tells it. */
function describeComponent({ plugin }: CheckReport, style: Style): string[] {
  const facts = plugin.component
  if (plugin.inputKind !== 'component' || facts?.format !== 'component') return []
  const kind = facts.engine === null ? 'component' : `${facts.engine} component`
  const size = `${kind} of ${sizeOf(facts.byteLength)}`
  if (facts.refusal) return [style.dim(size)]
  const { coreInstances, memoryPages, tableElements } = facts.footprint
  const parts = [
    size,
    facts.fits.length > 0 ? `exports of ${facts.fits.join(' and ')}` : 'exports of no Yoi world',
    countOf(facts.imports.length, 'import'),
    countOf(coreInstances, 'core instance'),
    countOf(memoryPages, 'memory page'),
    countOf(tableElements, 'table element'),
  ]
  return [style.dim(parts.join(', '))]
}

function sizeOf(byteLength: number): string {
  return byteLength < 1024 ? countOf(byteLength, 'byte') : `${(byteLength / 1024).toFixed(1)} KiB`
}

/** Said where it is no matter of course: a known host takes what the newest released one refuses, or another one was asked for. */
function describeHosts({ acceptedBy, hostRevision }: CheckReport, style: Style): string[] {
  const isPlain = hostRevision === DEFAULT_HOST_REVISION.id && acceptedBy.includes(hostRevision)
  if (acceptedBy.length === 0 || isPlain) return []
  const others = HOST_REVISIONS.map(({ id }) => id).filter(id => !acceptedBy.includes(id))
  const within = `within the limits of ${acceptedBy.join(' and ')}`
  return [style.dim(others.length === 0 ? within : `${within}, not of ${others.join(' and ')}`)]
}

function describeCosts(report: CheckReport, style: Style): string[] {
  const peak = Math.max(0, ...report.cases.map(entry => entry.fuel))
  if (peak === 0) return []
  const share = ((100 * peak) / report.fuelPerCall).toFixed(1)
  const pages = Math.max(...report.cases.map(entry => entry.memoryPages))
  return [
    style.dim(`dearest call: ${peak} fuel (${share} % of a call's budget), ${countOf(pages, 'memory page')}`),
  ]
}
