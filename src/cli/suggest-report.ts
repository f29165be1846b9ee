import { renderFinding as findingJson } from '../check/reporters/json.ts'
import { neutraliseText } from '../check/reporters/neutralise-text.ts'
import { PLAIN } from '../check/reporters/style.ts'
import { renderFinding } from '../check/reporters/text.ts'
import type { SuggestReport } from '../exercise/infer/suggest-path.io.ts'
import { UNCALLED_HOST } from '../exercise/infer/used-authority.ts'
import { NOTHING_GRANTED } from '../grants/grant-set.ts'
import { grantSetToml } from '../grants/grant-set-toml.ts'
import type { Requests } from '../grants/grants.ts'
import { escapeText } from '../quote.ts'

export type Applied = 'changed' | 'unchanged' | null

/** True when the cases that should pass do. */
export function isFound({ suggestion, uncounted, findings }: SuggestReport): boolean {
  return (
    suggestion !== null &&
    uncounted.every(({ isMeant }) => isMeant) &&
    findings.every(({ severity }) => severity !== 'error')
  )
}

/** The report as data. @param command `test` or `run` @param applied what became of plugin.toml; null: it was not asked for */
export function suggestJson(report: SuggestReport, command: string, applied: Applied): object {
  const { suggestion, observed, uncounted, findings, limits } = report
  return {
    format: 'yoi-plugin/suggest-grants@1',
    command,
    status: isFound(report) ? 'found' : 'failed',
    input_path: report.inputPath,
    manifest: suggestion?.needed.manifest ?? null,
    grants: suggestion?.needed.grants ?? null,
    proofs:
      suggestion?.proofs.map(({ side, label, file, difference }) => ({
        side,
        entry: escapeText(label),
        case: file,
        difference,
      })) ?? [],
    counted: observed.map(({ entry }) => entry.file),
    not_counted: uncounted.map(({ entry, reason }) => ({ case: entry.file, reason })),
    is_complete: report.isComplete,
    applied,
    findings: findings.map(finding => findingJson(finding)),
    host_revision: limits.id,
  }
}

/** The report as TOML that can be pasted: what is said besides stands in comments. */
export function suggestText(report: SuggestReport): string {
  const { suggestion, observed, uncounted, findings } = report
  const rest = [
    ...uncounted.map(({ entry, reason }) => `not counted: ${entry.file}: ${reason}`),
    ...findings.flatMap(finding => ['', ...renderFinding(finding, undefined, PLAIN).split('\n')]),
  ]
  if (suggestion === null)
    return comments(['nothing is known of what is needed: no case that counts passes', ...rest])
  const { manifest, grants } = suggestion.needed
  const count = observed.length === 1 ? '1 case' : `${observed.length} cases`
  return [
    '# plugin.toml',
    grantSetToml({ ...NOTHING_GRANTED, ...manifest }),
    '# yoi-plugin.toml; in an enablement the same keys, with absolute folders',
    `[grants]\n${grantSetToml(grants)}`,
    comments([
      `With this ${count} ${observed.length === 1 ? 'passes' : 'pass'}; each entry was taken away, and then one failed:`,
      ...suggestion.proofs.map(
        ({ side, label, file }) =>
          `  ${side === 'manifest' ? 'plugin.toml' : 'grants'} without ${escapeText(label)}: ${file}`,
      ),
      ...uncalledLines(suggestion.needed.manifest),
      ...rest,
    ]),
  ].join('\n')
}

/** Nobody should wonder about an address that no code has. */
function uncalledLines({ request, websocket }: Requests): string[] {
  return [...request, ...websocket].some(({ host }) => host === UNCALLED_HOST)
    ? [
        `${UNCALLED_HOST} stands for any address: the API is imported, and so asked for at the start, but not called`,
      ]
    : []
}

function comments(lines: readonly string[]): string {
  return lines
    .flatMap(line => line.split('\n'))
    .map(line => `# ${neutraliseText(line)}`.trimEnd())
    .join('\n')
}
