import { isUtf8 } from 'node:buffer'
import { readdirSync, realpathSync } from 'node:fs'
import { sep } from 'node:path'
import type { HostDiagnostic, HostDiagnosticKind } from '../contract/diagnostics.ts'
import { PACKAGE_LIMITS, type PackageLimits } from '../contract/limits.ts'
import { PACKAGE_EXTENSION } from '../contract/names.ts'
import { formatIdentity } from '../grants/identity.ts'
import { comparePaths } from './compare-paths.ts'
import type { DiscoveredPackage, Discovery } from './discovered-package.ts'
import { hostDiagnostic } from './host-diagnostic.ts'
import { osReason, readFileNoFollow } from './read-file.io.ts'
import { type PackageOutcome, readStorePackage } from './read-store-package.ts'
import { storeFileProblem } from './store-file-problem.ts'
import type { StoreLocation } from './store-locations.ts'

const UNNAMED = '<plugin-package>'

/**
 * Reads every package of the stores. Writes nothing, runs nothing; a broken package costs only itself.
 * @source host contract 4.1
 */
export function discoverPackages(
  stores: readonly StoreLocation[],
  limits: PackageLimits = PACKAGE_LIMITS,
): Discovery {
  const outcomes = stores.map(store => discoverStore(store, limits))
  const packages = outcomes.flatMap((outcome, index) =>
    outcome.packages.filter(found => !isShadowed(found, outcomes.slice(0, index))),
  )
  return {
    packages: packages.sort(comparePackages),
    diagnostics: [...outcomes.flatMap(outcome => outcome.diagnostics), ...duplicates(packages)],
  }
}

/** No Yoi program reads both user stores: a copy in the second is no duplicate, it is just not seen. */
function isShadowed(found: DiscoveredPackage, earlier: readonly Discovery[]): boolean {
  return earlier.some(({ packages }) =>
    packages.some(other => formatIdentity(other.identity) === formatIdentity(found.identity)),
  )
}

function discoverStore(store: StoreLocation, limits: PackageLimits): Discovery {
  const { source } = store
  let folder: string
  let names: Buffer[]
  try {
    folder = realpathSync(store.path)
    names = readdirSync(folder, { encoding: 'buffer' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { packages: [], diagnostics: [] }
    const message = `the store cannot be read: ${osReason(error)}`
    return { packages: [], diagnostics: [hostDiagnostic('io', 'discovery', message, { source })] }
  }
  const candidates = names.filter(hasPackageExtension).sort(Buffer.compare)
  const read = candidates.slice(0, limits.packagesPerStore)
  const outcomes = read.map(name => readCandidate({ store, folder, name, limits }))
  const overflow = hostDiagnostic('bounds', 'discovery', tooMany(limits), { source })
  return {
    packages: outcomes.flatMap(outcome => (outcome.ok ? [outcome.package] : [])),
    diagnostics: [
      ...(read.length < candidates.length ? [overflow] : []),
      ...outcomes.flatMap(outcome => (outcome.ok ? [] : [outcome.diagnostic])),
    ],
  }
}

function tooMany({ packagesPerStore }: PackageLimits): string {
  return `the store holds more than ${packagesPerStore} packages; only the first are read`
}

/** Exactly `.yoi-plugin`, case included, after a name: a file called just `.yoi-plugin` has no extension. */
function hasPackageExtension(name: Buffer): boolean {
  const extension = Buffer.from(`.${PACKAGE_EXTENSION}`)
  return name.length > extension.length && name.subarray(-extension.length).equals(extension)
}

interface Candidate {
  readonly store: StoreLocation
  /** Canonical. */
  readonly folder: string
  readonly name: Buffer
  readonly limits: PackageLimits
}

function readCandidate({ store, folder, name, limits }: Candidate): PackageOutcome {
  const { source } = store
  const label = isUtf8(name) ? name.toString() : UNNAMED
  const refuse = (kind: HostDiagnosticKind, message: string): PackageOutcome => ({
    ok: false,
    diagnostic: hostDiagnostic(kind, 'discovery', message, { source, package: label }),
  })
  let path: Buffer
  try {
    path = realpathSync.native(Buffer.concat([Buffer.from(folder + sep), name]), { encoding: 'buffer' })
  } catch (error) {
    return refuse('io', `the package cannot be read: ${osReason(error)}`)
  }
  if (!isInside(folder, path)) return refuse('traversal', 'the package is a link that leads out of its store')
  const file = readFileNoFollow(path, limits.packageBytes)
  if (!file.ok) {
    const { kind, message } = storeFileProblem(file.problem, limits)
    return refuse(kind, message)
  }
  return readStorePackage(file.bytes, { source, label, path: path.toString() }, limits)
}

function isInside(folder: string, path: Buffer): boolean {
  const start = Buffer.from(folder.endsWith(sep) ? folder : folder + sep)
  return path.subarray(0, start.length).equals(start)
}

/** By source, local id, digest, label; sources in the order user, project, builtin. */
function comparePackages(left: DiscoveredPackage, right: DiscoveredPackage): number {
  const bySource = SOURCE_RANK[left.identity.source] - SOURCE_RANK[right.identity.source]
  return (
    bySource ||
    comparePaths(left.identity.localId, right.identity.localId) ||
    comparePaths(left.digest, right.digest) ||
    comparePaths(left.label, right.label)
  )
}

const SOURCE_RANK = { user: 0, project: 1, builtin: 2 } as const

/** One diagnostic per identity that occurs more than once; all copies stay in the list. */
function duplicates(packages: readonly DiscoveredPackage[]): HostDiagnostic[] {
  const counts = new Map<string, number>()
  for (const { identity } of packages) {
    const id = formatIdentity(identity)
    counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return [...counts]
    .filter(([, count]) => count > 1)
    .map(([identity]) =>
      hostDiagnostic('duplicate', 'discovery', 'more than one package in the store has this id', {
        source: packages.find(found => formatIdentity(found.identity) === identity)?.identity.source ?? null,
        identity,
      }),
    )
}
