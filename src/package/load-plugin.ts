import { MANIFEST_FILE } from '../contract/names.ts'
import type { Finding } from '../finding.ts'
import type { ManifestProblem, ManifestReading } from '../manifest/manifest-reading.ts'
import { readManifest } from '../manifest/read-manifest.ts'
import { missingBuild, staleBuild } from './build-problem.ts'
import { packageDigest } from './digest.ts'
import type { LoadedPlugin } from './loaded-plugin.ts'
import type { PackageReading } from './package-reading.ts'

/**
 * Joins what was read into one plugin: files, manifest, digest, and every problem on the way. Looks into no component.
 * @source host contract 1.1, design 3
 */
export function loadPlugin(reading: PackageReading): LoadedPlugin {
  if (reading.inputKind === 'component') return loadComponent(reading)
  const { inputKind, inputPath, files } = reading
  const manifestReading = readManifestOf(reading)
  const manifest = manifestReading?.manifest
  const componentPath = manifest?.runtime?.component ?? undefined
  const bytes = componentPath === undefined ? undefined : files.get(componentPath)
  return {
    inputKind,
    inputPath,
    files,
    ...(reading.isWhole ? { digest: packageDigest(files) } : {}),
    ...(manifest ? { manifest } : {}),
    ...(manifestReading ? { manifestReading } : {}),
    ...(componentPath === undefined ? {} : { componentPath }),
    findings: [
      ...markHostFirst(reading.findings),
      ...explainManifest(reading, manifestReading),
      ...(reading.build && bytes ? staleBuild(reading.build) : []),
    ],
  }
}

/** A bare `.wasm` file: no package around it, hence no manifest and no digest. */
function loadComponent({ inputKind, inputPath, files, findings }: PackageReading): LoadedPlugin {
  const [file] = files
  return {
    inputKind,
    inputPath,
    files,
    ...(file ? { componentPath: file[0] } : {}),
    findings: markHostFirst(findings),
  }
}

/** A file that stands in the folder but could not be taken is explained already, so for the manifest it is there. */
function readManifestOf({ files, unread }: PackageReading): ManifestReading | undefined {
  if (unread.has(MANIFEST_FILE)) return undefined
  return readManifest(files.get(MANIFEST_FILE), new Set([...files.keys(), ...unread]))
}

/** The host reads the files before the manifest, and stops at the first that it cannot take. */
function markHostFirst(findings: readonly Finding[]): Finding[] {
  const first = findings.find(finding => finding.severity === 'error' && finding.host)
  return findings.map(finding => (finding === first ? { ...finding, isHostFirst: true } : finding))
}

function explainManifest(reading: PackageReading, manifestReading: ManifestReading | undefined): Finding[] {
  const isAfterRefusal = reading.findings.some(finding => finding.severity === 'error' && finding.host)
  const component = manifestReading?.namedFiles.component
  return (manifestReading?.problems ?? []).map(problem => {
    const seen = isAfterRefusal ? { ...problem, isHostFirst: false } : problem
    return reading.inputKind === 'directory' && component && problem.rule === COMPONENT_ABSENT
      ? missingBuild(component, seen)
      : manifestFinding(seen)
  })
}

/** The rule of the manifest for a component that is not in the package. @source host contract 1.5 4f */
const COMPONENT_ABSENT = 'manifest/component-not-in-package'

/** A problem of the manifest in the form that every report has. */
export function manifestFinding({
  kind,
  phase,
  hasIdentity: _,
  isHostFirst,
  ...problem
}: ManifestProblem): Finding {
  return {
    ...problem,
    ...(kind && phase ? { host: { kind, phase } } : {}),
    ...(isHostFirst ? { isHostFirst } : {}),
  }
}
