import { resolve } from 'node:path'
import { UserError } from '../errors.ts'
import type { Enablement } from '../grants/enablement.ts'
import { type GrantSet, joinGrants } from '../grants/grant-set.ts'
import type { EnablementEntry, Grants } from '../grants/grants.ts'
import { parseIdentity } from '../grants/identity.ts'
import { GRANT_FORMS, parseGrant } from '../grants/parse-grant.ts'
import type { BoundGrants } from '../host/host-loaded-plugin.ts'
import { declaredSurfaces } from '../package/discovered-package.ts'
import type { LoadedPlugin } from '../package/loaded-plugin.ts'
import { resolveEnablement } from '../package/resolve-enablement.ts'
import { quote } from '../quote.ts'

/** All `--grant` of a command line together; null when there is none. @throws UserError for one that says nothing */
export function readGrantOptions(typed: readonly string[], cwd: string): GrantSet | null {
  if (typed.length === 0) return null
  return joinGrants(
    typed.map(text => {
      const reading = parseGrant(text, folder => resolve(cwd, folder))
      if (reading.ok) return reading.grants
      throw new UserError('bad-grant', `--grant ${quote(text)} ${reading.problem}.`, `Write ${GRANT_FORMS}.`)
    }),
  )
}

/**
 * What a configuration grants this plugin, as the host would resolve it: by id, version and digest.
 * @throws UserError when it does not enable this very package
 * @source host contract 4.4
 */
export function findConfiguredGrants(enablement: Enablement, plugin: LoadedPlugin): BoundGrants {
  const entry = entriesOf(enablement).find(({ id }) => localIdOf(id) === plugin.manifest?.id)
  if (!entry || !plugin.manifest)
    throw new UserError(
      'not-enabled',
      `The configuration does not name the plugin ${quote(plugin.manifest?.id ?? '')}.`,
      'Add what `yoi-plugin pack` prints, or use --grant.',
    )
  const identity = identityOf(entry.id)
  const candidate = {
    identity,
    version: plugin.manifest.version,
    digest: plugin.digest ?? '',
    label: plugin.inputPath,
    declaredSurfaces: declaredSurfaces(plugin.manifest),
  }
  const { resolved, diagnostics } = resolveEnablement([entry], [candidate])
  const [found] = resolved
  if (found) return { identity, grants: found.grants, enabledSurfaces: found.enabledSurfaces }
  const { kind = 'grant', message = 'the entry is refused' } = diagnostics[0] ?? {}
  throw new UserError(
    'not-enabled',
    `The configuration does not enable this package: ${kind}: ${message}.`,
    `Its version is ${quote(candidate.version)} and its digest ${candidate.digest}; run \`yoi-plugin pack\` for a new snippet.`,
  )
}

/** Entries to resolve, and those of a plan that is resolved already, in one form. */
function entriesOf({ enabled, resolved }: Enablement): EnablementEntry[] {
  return [
    ...resolved.map(record => ({
      id: `${record.identity.source}:${record.identity.local_id}`,
      version: record.version,
      digest: record.digest,
      surfaces: record.enabled_surfaces,
      grants: record.grants satisfies Grants,
    })),
    ...enabled,
  ]
}

function localIdOf(id: string): string | undefined {
  const reading = parseIdentity(id)
  return reading.ok ? reading.identity.localId : undefined
}

function identityOf(id: string) {
  const reading = parseIdentity(id)
  if (!reading.ok) throw new Error('the entry was found by its identity')
  return reading.identity
}
