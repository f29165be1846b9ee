import { checkPlugin } from '../../src/check/check-plugin.ts'
import type { ComponentFacts } from '../../src/component/component-facts.ts'
import { YOI_2026_08 } from '../../src/contract/host-revisions.ts'
import type { Finding } from '../../src/finding.ts'
import { loadPlugin } from '../../src/package/load-plugin.ts'
import type { InputKind } from '../../src/package/loaded-plugin.ts'

const BASE = 'schema_version = 1\nid = "acme.test"\nname = "Acme Test"\nversion = "0.1.0"\n'

export interface PluginParts {
  /** What plugin.toml says beside id, name and version; keys of the root first. */
  readonly manifest?: string
  readonly files?: Readonly<Record<string, string | Uint8Array>>
  /** What is changed in the facts of a component without anything. */
  readonly component?: Partial<ComponentFacts>
  readonly inputKind?: InputKind
}

/** What one rule finds in a plugin that is made of these parts. */
export function ruleFindings(rule: string, parts: PluginParts): Finding[] {
  const { manifest = '', files = {}, component, inputKind = 'directory' } = parts
  const encoder = new TextEncoder()
  const all = Object.entries({ 'plugin.toml': `${BASE}${manifest}`, ...files })
  const plugin = loadPlugin({
    inputKind,
    inputPath: 'plugin',
    files: new Map(
      all.map(([path, content]) => [path, typeof content === 'string' ? encoder.encode(content) : content]),
    ),
    isWhole: true,
    unread: new Set(),
    findings: [],
  })
  const withComponent = component ? { ...plugin, component: { ...NO_FACTS, ...component } } : plugin
  return checkPlugin(withComponent, YOI_2026_08).filter(finding => finding.rule === rule)
}

const NO_FACTS: ComponentFacts = {
  format: 'component',
  byteLength: 8,
  imports: [],
  exports: [],
  nestedComponents: 0,
  coreModules: [],
  footprint: { coreInstances: 0, memories: 0, tables: 0, memoryPages: 0, tableElements: 0 },
  customSections: [],
  producers: [],
  engine: null,
  fits: [],
  legacySigns: [],
}
