import { renderComponent } from '../check/reporters/component-json.ts'
import type { ComponentFacts } from '../component/component-facts.ts'
import type { Finding } from '../finding.ts'
import { describeRequests, type RequestPhrase } from '../grants/describe-requests.ts'
import type { Manifest } from '../manifest/manifest.ts'
import { asDiscovered } from '../package/as-discovered.ts'
import type { DiscoveredPackage } from '../package/discovered-package.ts'
import { type HostVerdict, judgePackage, type PackageReport, reportPackage } from '../package/host-verdict.ts'
import { loadPlugin } from '../package/load-plugin.ts'
import type { InputKind, LoadedPlugin } from '../package/loaded-plugin.ts'
import { readFacts } from '../package/read-facts.ts'
import { readPackage } from '../package/read-package.io.ts'

/** What a reviewer wants to know first of a package that is not installed. */
export interface PackageReview {
  readonly inputPath: string
  readonly inputKind: InputKind
  readonly byteLength: number
  /** Absent when the host would not even list the package; `findings` say why. */
  readonly accepted?: {
    readonly package: DiscoveredPackage
    readonly report: PackageReport
    readonly verdict: HostVerdict
  }
  readonly manifest?: Manifest
  readonly digest?: string
  readonly requests: readonly RequestPhrase[]
  /** Absent when there is none, or it could not be read from disk. */
  readonly component?: ComponentFacts
  readonly findings: readonly Finding[]
}

/** Reads a folder or a package file for review. Runs nothing of it. */
export async function reviewPackage(
  path: string,
  inputPath: string,
  include: readonly string[],
): Promise<PackageReview> {
  const plugin = readFacts(loadPlugin(await readPackage(path, { inputPath, include })))
  const { component, manifest, digest } = plugin
  return {
    inputPath,
    inputKind: plugin.inputKind,
    byteLength: [...plugin.files.values()].reduce((sum, file) => sum + file.byteLength, 0),
    ...acceptance(plugin),
    ...(manifest && { manifest }),
    ...(digest !== undefined && { digest }),
    requests: manifest ? describeRequests(manifest) : [],
    ...(component && { component }),
    findings: plugin.findings.filter(finding => finding.severity === 'error'),
  }
}

/** The host reads a package that lies outside the stores as one of the project. @source host contract 9.3 */
function acceptance(plugin: LoadedPlugin): Pick<PackageReview, 'accepted'> {
  const found = asDiscovered(plugin, 'project')
  return found
    ? {
        accepted: {
          package: found,
          report: reportPackage(found),
          verdict: judgePackage(found, plugin.files),
        },
      }
    : {}
}

/** The review for programs: the host's keys of `check`, then ours. @source host contract 9.3 */
export function reviewJson(review: PackageReview): object {
  const { accepted, manifest, component } = review
  const verdict = accepted?.verdict
  return {
    format: 'yoi-plugin/show@1',
    command: 'show',
    status: verdict?.status ?? 'rejected',
    input_path: review.inputPath,
    input_kind: review.inputKind,
    package: accepted?.report ?? null,
    diagnostics: verdict?.diagnostics ?? [],
    static_inspection: verdict?.staticInspection ?? null,
    safety: {
      no_network: true,
      no_plugin_execution: true,
      no_enablement_config_mutation: true,
      no_secrets_generated: true,
    },
    bytes: review.byteLength,
    tools: manifest?.tools ?? [],
    requests: review.requests,
    imports: (component?.imports ?? []).map(entry => entry.name),
    footprint: component?.format === 'component' ? component.footprint : null,
    component: renderComponent(component),
    findings: review.findings,
  }
}
