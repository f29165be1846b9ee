import { UserError } from '../errors.ts'
import { type Enablement, hasResolvedPlan } from '../grants/enablement.ts'
import type { EnablementEntry } from '../grants/grants.ts'
import { parseIdentity } from '../grants/identity.ts'
import type { BoundGrants } from '../host/host-loaded-plugin.ts'
import type { Manifest } from '../manifest/manifest.ts'
import { declaredSurfaces } from '../package/discovered-package.ts'
import type { LoadedPlugin } from '../package/loaded-plugin.ts'
import { resolveEnablement } from '../package/resolve-enablement.ts'
import { quote } from '../quote.ts'

type ReadPlugin = LoadedPlugin & { readonly manifest: Manifest }

/**
 * What a configuration grants this plugin, as the host would resolve it: a plan that it carries as it stands, else its entries, by id,
 * version and digest.
 * @throws UserError when it does not enable this very package
 * @source host contract 4.4, 4.5
 */
export function findConfiguredGrants(enablement: Enablement, plugin: ReadPlugin): BoundGrants {
  const found = hasResolvedPlan(enablement)
    ? findRecord(enablement, plugin)
    : resolveEntries(enablement.enabled, plugin)
  return { ...found, isFeatureEnabled: enablement.isFeatureEnabled === true }
}

type Found = Omit<BoundGrants, 'isFeatureEnabled'>

/** Surfaces of a record are meant literally, and its manifest is trusted. */
function findRecord({ resolved, diagnostics }: Enablement, plugin: ReadPlugin): Found {
  const records = resolved.filter(({ identity }) => identity.local_id === plugin.manifest.id)
  const record = records.find(({ digest }) => digest === plugin.digest)
  if (record) {
    const { identity, manifest, toolSchemas, grants, enabled_surfaces } = record
    return {
      identity: { source: identity.source, localId: identity.local_id },
      trusted: { manifest, toolSchemas },
      grants,
      enabledSurfaces: enabled_surfaces,
    }
  }
  if (records.length > 0)
    throw notEnabled(plugin, 'digest: the record in [[plugins.resolved]] has another digest')
  const told = diagnostics.map(({ kind, message }) => `; it says ${kind}: ${message}`)
  throw new UserError(
    'not-enabled',
    `The configuration carries a plan, and the plan has no record of the plugin ${quote(plugin.manifest.id)}${told[0] ?? ''}.`,
    'A host that finds a plan resolves nothing anew: take [[plugins.resolved]] and its diagnostics out, or use --grant.',
  )
}

/** An entry that does not fit is dropped, and the next may. */
function resolveEntries(enabled: readonly EnablementEntry[], plugin: ReadPlugin): Found {
  const { manifest } = plugin
  const entries = enabled.flatMap(entry => {
    const reading = parseIdentity(entry.id)
    return reading.ok && reading.identity.localId === manifest.id
      ? [{ entry, identity: reading.identity }]
      : []
  })
  if (entries.length === 0)
    throw new UserError(
      'not-enabled',
      `The configuration does not name the plugin ${quote(manifest.id)}.`,
      'Add what `yoi-plugin pack` prints, or use --grant.',
    )
  const problems: string[] = []
  for (const { entry, identity } of entries) {
    const candidate = {
      identity,
      version: manifest.version,
      digest: plugin.digest ?? '',
      label: plugin.inputPath,
      declaredSurfaces: declaredSurfaces(manifest),
    }
    const { resolved, diagnostics } = resolveEnablement([entry], [candidate])
    const [found] = resolved
    if (found) return { identity, grants: found.grants, enabledSurfaces: found.enabledSurfaces }
    problems.push(...diagnostics.map(({ kind, message }) => `${kind}: ${message}`))
  }
  throw notEnabled(plugin, problems.join('; '))
}

function notEnabled({ manifest, digest = '' }: ReadPlugin, problem: string): UserError {
  return new UserError(
    'not-enabled',
    `The configuration does not enable this package: ${problem}.`,
    `Its version is ${quote(manifest.version)} and its digest ${digest}; run \`yoi-plugin pack\` for a new snippet.`,
  )
}
