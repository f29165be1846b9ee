import { readComponent } from '../component/read-component.ts'
import type { LoadedPlugin, PluginWithFacts } from './loaded-plugin.ts'

/** Adds the facts of the component, for what judges or shows it; a host needs only its bytes. Runs nothing. */
export function readFacts(plugin: LoadedPlugin): PluginWithFacts {
  const bytes = plugin.componentPath === undefined ? undefined : plugin.files.get(plugin.componentPath)
  return { ...plugin, ...(bytes && { component: readComponent(bytes) }) }
}
