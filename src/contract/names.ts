/** Names that the host fixes. @source host contract 1, 4.1, 7.6 */
export const MANIFEST_FILE = 'plugin.toml'
export const PACKAGE_EXTENSION = 'yoi-plugin'
export const SCHEMA_VERSION = 1
export const COMPONENT_RUNTIME_KIND = 'wasm-component'

export const SURFACES = ['hook', 'tool', 'service', 'ingress', 'wasm'] as const
export type Surface = (typeof SURFACES)[number]

/** Retired names, recognised only to be refused with the way to migrate. @source design 2, host contract 7.6 */
export const LEGACY = {
  runtimeKind: 'wasm',
  abi: 'yoi-plugin-wasm-1',
  coreExport: 'yoi_tool_call',
  coreImportModules: ['yoi:tool', 'yoi:https', 'yoi:fs'],
  httpsInterface: 'yoi:host/https@1.0.0',
} as const

/** Our own project file; the host never reads it. @source design 3 */
export const PROJECT_FILE = 'yoi-plugin.toml'
