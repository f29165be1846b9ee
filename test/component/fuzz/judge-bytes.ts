import { acceptingRevisions } from '../../../src/check/accepting-revisions.ts'
import { checkPlugin } from '../../../src/check/check-plugin.ts'
import type { CheckReport } from '../../../src/check/check-report.ts'
import { renderJson } from '../../../src/check/reporters/json.ts'
import { PLAIN, renderText } from '../../../src/check/reporters/text.ts'
import type { ComponentFacts, Refusal } from '../../../src/component/component-facts.ts'
import { validateCoreModules } from '../../../src/component/validate-core-modules.ts'
import { YOI_2026_08 } from '../../../src/contract/host-revisions.ts'
import { readFacts } from '../../../src/package/read-facts.ts'
import { WasmError } from '../../../src/wasm/wasm-error.ts'

export type Verdict = 'sound' | Refusal['kind']

/**
 * Does what `check --static` does with a bare component: facts, core modules, every rule, both reports.
 * @returns whether the facts hold a refusal, and of which kind
 * @throws Error for anything but a typed refusal
 */
export function judgeBytes(bytes: Uint8Array): Verdict {
  const plugin = readFacts({
    inputKind: 'component',
    inputPath: 'x.wasm',
    files: new Map([['x.wasm', bytes]]),
    componentPath: 'x.wasm',
    findings: [],
  })
  const facts = plugin.component as ComponentFacts
  expectSameFromValidator(bytes, facts)
  const findings = checkPlugin(plugin, YOI_2026_08)
  if (facts.refusal && !findings.some(({ severity }) => severity === 'error'))
    throw new Error('no rule speaks of the refusal')
  const report: CheckReport = {
    plugin,
    findings,
    suppressed: [],
    cases: [],
    footprint: facts.footprint,
    hostRevision: YOI_2026_08.id,
    acceptedBy: acceptingRevisions(plugin),
    packageLimits: YOI_2026_08.package,
    fuelPerCall: YOI_2026_08.fuelPerCall,
    wasExercised: false,
  }
  JSON.stringify(renderJson(report))
  renderText(report, PLAIN)
  return facts.refusal?.kind ?? 'sound'
}

function expectSameFromValidator(bytes: Uint8Array, { refusal }: ComponentFacts): void {
  try {
    validateCoreModules(bytes)
  } catch (error) {
    if (!(error instanceof WasmError)) throw error
    if (refusal === undefined) throw new Error('the reader took what the validator refused')
  }
}
