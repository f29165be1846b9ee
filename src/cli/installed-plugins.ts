import { type Enablement, hasResolvedPlan } from '../grants/enablement.ts'
import { discoverPackages } from '../package/discover-packages.io.ts'
import { listPlugins } from '../package/list-plugins.ts'
import { planPlugins } from '../package/plan-plugins.ts'
import type { PluginItem } from '../package/plugin-listing.ts'
import { type StoreLocation, storeLocations } from '../package/store-locations.ts'
import { type ConfigFlags, findWorkspace, readConfig } from './read-config.ts'
import type { Terminal } from './terminal.ts'

/** What stores and configuration say together. */
export interface InstalledPlugins {
  /** Absolute. */
  readonly workspace: string
  readonly stores: readonly StoreLocation[]
  readonly items: readonly PluginItem[]
  /** Remarks on the configuration as a whole, for people. */
  readonly remarks: readonly string[]
}

/** Looks at stores and configuration. Reads only: writes nothing, runs nothing, connects to nothing. */
export function readInstalledPlugins(
  flags: ConfigFlags & { readonly workspace: string | undefined },
  terminal: Pick<Terminal, 'cwd' | 'env'>,
): InstalledPlugins {
  const workspace = findWorkspace(flags.workspace, terminal)
  const enablement = readConfig(flags, terminal)
  const stores = storeLocations(workspace, terminal.env)
  const discovery = discoverPackages(stores)
  const items = listPlugins({
    entries: enablement.enabled,
    discovery,
    resolution: planPlugins(enablement, discovery),
    storePath: source => stores.find(store => store.source === source)?.path ?? `<${source}>`,
  })
  const hasConfig = Boolean(flags.config ?? flags.profile)
  return { workspace, stores, items, remarks: hasConfig ? remarksOn(enablement) : [NO_CONFIG] }
}

const NO_CONFIG = 'No --config or --profile was given, so every package counts as disabled.'

function remarksOn(enablement: Enablement): string[] {
  const isUsed = enablement.enabled.length > 0 || hasResolvedPlan(enablement)
  return [
    ...(isUsed && enablement.isFeatureEnabled !== true
      ? ['[feature.plugins] enabled is not true, so the host runs none of them.']
      : []),
    ...(enablement.enabled.length > 0 && !hasResolvedPlan(enablement)
      ? ['The released host runs only plugins.resolved records; plugins.enabled alone does nothing there.']
      : []),
  ]
}
