import { type CompileCost, compileCostOf } from '../../component/compile-cost.ts'
import { DEFAULT_HOST_REVISION, HOST_REVISIONS } from '../../contract/host-revisions.ts'
import { MANIFEST_FILE } from '../../contract/names.ts'
import type { Finding } from '../../finding.ts'
import { asDiscovered } from '../../package/as-discovered.ts'
import { boundMessage } from '../../package/bound-message.ts'
import {
  type CheckDiagnostic,
  judgePackage,
  type PackageReport,
  reportPackage,
} from '../../package/host-verdict.ts'
import type { LoadedPlugin } from '../../package/loaded-plugin.ts'
import { type CheckReport, isAccepted } from '../check-report.ts'
import { renderComponent } from './component-json.ts'
import { rulePage } from './rule-page.ts'

const FORMAT = 'yoi-plugin/check@1'

/**
 * The report as data: our `format`, the host's own keys unchanged, then ours. Holds no absolute path, no time.
 * @source design 7, host contract 9.3
 */
export function renderJson(report: CheckReport): object {
  return {
    format: FORMAT,
    command: 'check',
    ...hostKeys(report),
    safety: {
      no_network: true,
      no_plugin_execution: !report.wasExercised,
      no_enablement_config_mutation: true,
      no_secrets_generated: true,
    },
    next_steps: nextSteps(report),
    host_revision: report.hostRevision,
    accepted_by: report.acceptedBy,
    findings: report.findings.map(renderFinding),
    suppressed: report.suppressed.map(({ finding, by, reason, at }) => ({
      ...renderFinding(finding),
      suppression: { by, reason, at },
    })),
    footprint: report.footprint,
    compile_cost: renderCompileCost(report),
    component: renderComponent(report.plugin.component),
    cases: report.cases,
  }
}

/** On the scale of the host that the report is about. */
function renderCompileCost({ plugin: { component }, hostRevision }: CheckReport): CompileCost | null {
  if (component?.format !== 'component') return null
  const revision = HOST_REVISIONS.find(({ id }) => id === hostRevision) ?? DEFAULT_HOST_REVISION
  return compileCostOf(component, revision)
}

/** Several plugins in the order in which they were given. */
export function renderJsonReports(reports: readonly CheckReport[]): object {
  return { format: FORMAT, reports: reports.map(renderJson) }
}

interface HostKeys {
  readonly status: 'active' | 'partial' | 'rejected'
  readonly input_path: string
  readonly input_kind: LoadedPlugin['inputKind']
  readonly package: PackageReport | null
  readonly diagnostics: readonly CheckDiagnostic[]
  readonly static_inspection: { readonly status: 'active' | 'rejected'; readonly diagnostics: number } | null
}

/** Exactly what the host's own `check` would say of this package, however much more we know. */
function hostKeys(report: CheckReport): HostKeys {
  const { plugin } = report
  const input = { input_path: plugin.inputPath, input_kind: plugin.inputKind }
  const found = asDiscovered(plugin, 'project')
  if (found === undefined) {
    return {
      status: 'rejected',
      ...input,
      package: null,
      diagnostics: refusalOf(plugin),
      static_inspection: null,
    }
  }
  const verdict = judgePackage(found, plugin.files)
  return {
    status: verdict.status,
    ...input,
    package: reportPackage(found),
    diagnostics: verdict.diagnostics,
    static_inspection: verdict.staticInspection,
  }
}

function refusalOf(plugin: LoadedPlugin): CheckDiagnostic[] {
  const first = plugin.findings.find(finding => finding.isHostFirst && finding.host)
  if (first?.host) return [{ ...first.host, message: boundMessage(first.message) }]
  if (plugin.inputKind === 'component') return []
  return [{ kind: 'malformed', phase: 'discovery', message: 'the package could not be read' }]
}

/** A finding as every report shows it. */
export function renderFinding(finding: Finding): object {
  const { rule, severity, message, why, fix, at, edits, host, isHostFirst } = finding
  return {
    rule,
    severity,
    message,
    why,
    fix,
    at: at ?? null,
    edits: edits ?? [],
    page: rulePage(rule),
    host: host ? { ...host, is_first: isHostFirst ?? false } : null,
  }
}

function nextSteps(report: CheckReport): string[] {
  if (!isAccepted(report)) return ['Correct the findings with severity "error" and check again.']
  if (report.plugin.inputKind === 'directory') return ['yoi-plugin pack']
  if (report.plugin.inputKind === 'package')
    return ['Enable it: see the snippets that yoi-plugin pack prints.']
  return [`Add ${MANIFEST_FILE} beside the component and check the folder.`]
}
