import type { Finding, Place } from '../../finding.ts'
import type { CheckReport } from '../check-report.ts'
import { excerptOf } from './excerpt.ts'
import { neutraliseLine, neutraliseText } from './neutralise-text.ts'
import type { Style } from './style.ts'

/** One finding by itself, without an excerpt when the file is not part of the plugin. */
export function renderFinding(finding: Finding, report: CheckReport | undefined, style: Style): string {
  const { at, severity, rule } = finding
  const place =
    at === undefined ? '' : `${neutraliseLine(at.file)}${at.line ? `:${lineAndColumn(at)}` : ''}  `
  const heading = `${style.bold(place)}${style.severity(severity, severity)} ${style.dim(style.rule(rule))}`
  return [
    heading +
      marksOf(finding)
        .map(mark => style.dim(`  (${mark})`))
        .join(''),
    ...bodyOf(finding, report, style).map(line => `  ${line}`),
  ].join('\n')
}

export function lineAndColumn({
  line,
  column,
}: {
  readonly line?: number
  readonly column?: number
}): string {
  return line === undefined ? '' : `${line}:${column ?? 1}`
}

/** What is worth knowing beside the rule's name. */
export function marksOf({ isHostFirst, edits }: Finding): string[] {
  return [...(isHostFirst ? ['the host stops here'] : []), ...(edits?.length ? ['--fix can do this'] : [])]
}

/**
 * Message, excerpt, why and fix, not indented.
 * @param above the finding that is shown just above, if it is of the same rule: what it said already is not said again
 */
export function bodyOf(
  finding: Finding,
  report: CheckReport | undefined,
  style: Style,
  above?: Finding,
): string[] {
  const { message, why, fix, at } = finding
  const isShown = report && at && !finding.isLineSecret && !isSamePlace(at, above?.at)
  const excerpt = isShown ? excerptOf(sourceOf(report, at.file), at) : undefined
  return [
    ...neutraliseText(message).split('\n'),
    ...(excerpt ?? []).map(line => style.dim(`  ${neutraliseText(line)}`)),
    ...(why === above?.why ? [] : [`${style.dim('why:')} ${neutraliseLine(why)}`]),
    ...(fix === above?.fix ? [] : [`${style.dim('fix:')} ${neutraliseLine(fix)}`]),
  ]
}

/** A file of the package, or one of the project beside it. */
function sourceOf({ plugin, sources }: CheckReport, file: string): Uint8Array | undefined {
  return plugin.files.get(file) ?? sources?.get(file)
}

function isSamePlace(place: Place, other: Place | undefined): boolean {
  return other !== undefined && place.line === other.line && place.column === other.column
}
