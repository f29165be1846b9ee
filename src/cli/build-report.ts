import { renderFinding as findingJson } from '../check/reporters/json.ts'
import { renderFinding } from '../check/reporters/text.ts'
import type { SmokeFuel, SmokeFuels } from '../exercise/measure-smoke-calls.io.ts'
import { escapeText } from '../quote.ts'
import type { ComponentSize } from '../toolchains/build-result.ts'
import type { BuildOutcome } from './build-project.ts'
import { kibibytes } from './kibibytes.ts'
import { styleOf } from './style.ts'
import type { Terminal } from './terminal.ts'

/** How many modules and calls are listed for people; the JSON has all. */
const MAX_LISTED = 4

/** Report of `build --json`, described by schema/build-report.schema.json. */
export function buildJson(
  inputPath: string,
  { written, types, size, fuel, isReproduced, findings }: BuildOutcome,
) {
  return {
    format: 'yoi-plugin/build@1',
    command: 'build',
    status: written ? 'built' : 'failed',
    input_path: inputPath,
    component: written
      ? { path: written.path, bytes: written.byteLength, sha256: written.sha256, engine: written.engine }
      : null,
    size: size
      ? {
          engine_bytes: size.engineBytes,
          application_bytes: size.applicationBytes,
          data_bytes: size.dataBytes,
          modules: size.modules,
        }
      : null,
    fuel: fuel ? { budget: fuel.fuelBudget, calls: fuel.calls } : null,
    types: types ?? null,
    reproduced: isReproduced ?? null,
    findings: findings.map(finding => findingJson(finding)),
  }
}

/** The same for people. */
export function printBuild(outcome: BuildOutcome, elapsedMs: number, terminal: Terminal): void {
  const { written, types, size, fuel, isReproduced, findings } = outcome
  const style = styleOf(terminal)
  for (const finding of findings) terminal.out(`${renderFinding(finding, undefined, style)}\n`)
  if (written)
    terminal.out(
      `${style.bold(escapeText(written.path))}  ${kibibytes(written.byteLength)}  ${written.engine}  ${(elapsedMs / 1000).toFixed(2)} s`,
    )
  for (const line of [...sizeLines(size), ...fuelLines(fuel)]) terminal.out(`  ${line}`)
  if (types?.status === 'not-checked') terminal.out(`types not checked: ${types.reason}`)
  if (isReproduced)
    terminal.out('verified: a second build, in another folder and process, gave the same bytes')
  if (!written) terminal.out(`${style.severity('error', 'not built')}, nothing was replaced`)
}

function sizeLines(size: ComponentSize | undefined): string[] {
  if (size === undefined) return []
  const { engineBytes, applicationBytes, dataBytes, modules } = size
  const largest = modules.slice(0, MAX_LISTED)
  const shares = [
    ['engine', engineBytes],
    ['application', applicationBytes],
    ['data', dataBytes],
  ] as const
  return [
    shares.map(([name, bytes]) => `${name} ${kibibytes(bytes)}`).join(', '),
    `largest sources: ${largest.map(({ path, bytes }) => `${escapeText(path)} ${kibibytes(bytes)}`).join(', ')}${more(modules.length)}`,
  ]
}

function fuelLines(fuel: SmokeFuels | undefined): string[] {
  if (fuel === undefined) return []
  const dearest = [...fuel.calls].sort((a, b) => (b.fuel ?? 0) - (a.fuel ?? 0)).slice(0, MAX_LISTED)
  const text = ({ tool, fuel: used }: SmokeFuel) =>
    `${escapeText(tool)} ${used === null ? 'not measured' : `${used} fuel (${percent(used, fuel.fuelBudget)} %)`}`
  return [`smallest call: ${dearest.map(text).join(', ')}${more(fuel.calls.length)}`]
}

function more(count: number): string {
  return count > MAX_LISTED ? ` and ${count - MAX_LISTED} more` : ''
}

function percent(part: number, whole: number): string {
  return ((100 * part) / whole).toFixed(1)
}
