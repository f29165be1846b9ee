import type { HostDiagnostic } from '../contract/diagnostics.ts'
import { SURFACES, type Surface } from '../contract/names.ts'
import { bindingMessage, digestsMatch, findBindingProblem } from '../grants/bind-grants.ts'
import type { EnablementEntry, Grants } from '../grants/grants.ts'
import { formatIdentity, type IdentityProblem, identitiesEqual, parseIdentity } from '../grants/identity.ts'
import type { JsonValue } from '../manifest/manifest.ts'
import type { PackageCandidate } from './discovered-package.ts'
import { hostDiagnostic, subjectOf } from './host-diagnostic.ts'

/** An enablement entry together with the one package that it selects. */
export interface ResolvedPlugin<Candidate extends PackageCandidate = PackageCandidate> {
  readonly package: Candidate
  /** Without repetition, in the order hook, tool, service, ingress, wasm. */
  readonly enabledSurfaces: readonly Surface[]
  readonly grants: Grants
  readonly config?: JsonValue
}

export interface Resolution<Candidate extends PackageCandidate = PackageCandidate> {
  readonly resolved: readonly ResolvedPlugin<Candidate>[]
  readonly diagnostics: readonly HostDiagnostic[]
}

type EntryResolution<Candidate extends PackageCandidate> =
  | { readonly ok: true; readonly plugin: ResolvedPlugin<Candidate> }
  | { readonly ok: false; readonly diagnostic: HostDiagnostic }

/**
 * Matches enablement entries with discovered packages; an entry that fails is dropped with a diagnostic and the
 * others go on. Whether permissions suffice is not asked here.
 * @source host contract 4.4
 */
export function resolveEnablement<Candidate extends PackageCandidate>(
  entries: readonly EnablementEntry[],
  packages: readonly Candidate[],
): Resolution<Candidate> {
  const outcomes = entries.map(entry => resolveEntry(entry, packages))
  return {
    resolved: outcomes.flatMap(outcome => (outcome.ok ? [outcome.plugin] : [])),
    diagnostics: outcomes.flatMap(outcome => (outcome.ok ? [] : [outcome.diagnostic])),
  }
}

function resolveEntry<Candidate extends PackageCandidate>(
  entry: EnablementEntry,
  packages: readonly Candidate[],
): EntryResolution<Candidate> {
  const reading = parseIdentity(entry.id)
  if (!reading.ok) return { ok: false, diagnostic: refuseIdentity(entry.id, reading.problem) }
  const { identity } = reading
  const matches = packages.filter(candidate => identitiesEqual(candidate.identity, identity))
  const [match] = matches
  const subject = { source: identity.source, identity: formatIdentity(identity) }
  if (match === undefined)
    return { ok: false, diagnostic: hostDiagnostic('missing', 'resolution', MESSAGES.missing, subject) }
  if (matches.length > 1)
    return { ok: false, diagnostic: hostDiagnostic('duplicate', 'resolution', MESSAGES.duplicate, subject) }
  return selectPackage(entry, match)
}

function selectPackage<Candidate extends PackageCandidate>(
  entry: EnablementEntry,
  candidate: Candidate,
): EntryResolution<Candidate> {
  const refuse = (kind: 'digest' | 'version' | 'grant' | 'surface', message: string) =>
    ({
      ok: false,
      diagnostic: hostDiagnostic(kind, 'resolution', message, subjectOf(candidate)),
    }) as const
  if (entry.digest !== null && !digestsMatch(entry.digest, candidate.digest))
    return refuse('digest', MESSAGES.digest)
  if (entry.version !== null && entry.version !== candidate.version)
    return refuse('version', MESSAGES.version)
  const problem = findBindingProblem(entry.grants, candidate)
  if (problem) return refuse('grant', bindingMessage(problem))
  const wanted = entry.surfaces.length === 0 ? candidate.declaredSurfaces : entry.surfaces
  const enabledSurfaces = SURFACES.filter(surface => wanted.includes(surface))
  const undeclared = enabledSurfaces.find(surface => !candidate.declaredSurfaces.includes(surface))
  if (undeclared) return refuse('surface', `the package declares no surface \`${undeclared}\``)
  const config = entry.config === undefined ? {} : { config: entry.config }
  return { ok: true, plugin: { package: candidate, enabledSurfaces, grants: entry.grants, ...config } }
}

const MESSAGES = {
  missing: 'the enabled package was not found in any store',
  duplicate: 'more than one package in the stores has the enabled id',
  digest: 'the pinned digest is not the digest of the package',
  version: 'the required version is not the version of the package',
} as const

function refuseIdentity(id: string, problem: IdentityProblem): HostDiagnostic {
  return problem === 'unqualified'
    ? hostDiagnostic('ambiguous', 'resolution', UNQUALIFIED, { identity: id })
    : hostDiagnostic('malformed', 'resolution', IDENTITY_MESSAGES[problem], { identity: id })
}

const UNQUALIFIED = 'the enabled id must say its store: user:<id>, project:<id> or builtin:<id>'

const IDENTITY_MESSAGES: Readonly<Record<Exclude<IdentityProblem, 'unqualified'>, string>> = {
  'invalid-local-id': 'the part of the enabled id after the colon is not a safe id',
  'invalid-source': 'the enabled id names a store other than user, project and builtin',
}
