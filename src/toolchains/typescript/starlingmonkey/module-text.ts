import {
  HOST_API_INTERFACES,
  type HostApi,
  TOOL_WORLD,
  WORLD_EXPORTS,
  type WorldFunction,
} from '../../../contract/worlds.ts'
import { toJsonValue } from '../../../manifest/exact-json.ts'
import type { Bundle } from '../bundle.ts'
import type { PluginCode } from '../compiled-plugin.ts'
import type { HostFunctionUse } from '../find-host-functions.ts'
import { planSchema } from '../plan-schema.ts'
import { HOST_FUNCTIONS, type HostFunction, signatureOf } from '../quickjs/host-functions.ts'
import type { ToolSchema } from '../tool-schema.ts'

/** A module with its source map. */
export interface ModuleText {
  readonly text: string
  readonly sourceMap: string
}

interface ModuleParts extends Pick<PluginCode, 'hostFunctions' | 'schemas'> {
  readonly bundle: Pick<Bundle, 'code' | 'sourceMap'>
}

/**
 * The ES module that componentize-js takes: the guest side of the SDK, then the bundle, then the export of the world.
 * @param adapter a script that leaves `start` and `serve` in the variable `adapter`
 * @param bundle its code is an expression whose value has the plugin as its property `default`
 */
export function moduleText(adapter: string, { bundle, hostFunctions, schemas }: ModuleParts): ModuleText {
  const imports = hostFunctions.map(
    ({ host }) =>
      `import { ${camelCase(host.name)} as host${numberOf(host)} } from '${HOST_API_INTERFACES[host.api]}'`,
  )
  const functions = hostFunctions.map(({ host }) => `${numberOf(host)}: host${numberOf(host)}`)
  const before = [
    ...imports,
    adapter.trimEnd(),
    `adapter.start({ ${functions.join(', ')} }, JSON.parse(${JSON.stringify(plansText(schemas))}))`,
    'const bundle =',
    '',
  ].join('\n')
  return {
    text: `${before}${bundle.code.trimEnd()}\nexport const call = adapter.serve(bundle.default)\n`,
    sourceMap: moveDown(bundle.sourceMap, before.split('\n').length - 1),
  }
}

/** What the input of each tool must be, as JSON. */
function plansText(schemas: readonly ToolSchema[]): string {
  return JSON.stringify(
    Object.fromEntries(schemas.map(({ name, schema }) => [name, planSchema(schema)])),
    (key, value) => (key === 'allowed' && Array.isArray(value) ? value.map(toJsonValue) : value),
  )
}

/** A line without mappings is a semicolon. @source ECMA-426 */
function moveDown(sourceMap: string, lines: number): string {
  const map = JSON.parse(sourceMap)
  return JSON.stringify({ ...map, mappings: ';'.repeat(lines) + map.mappings })
}

/** The world with just these host functions, as WIT text. @source host contract 6.1, 6.2 */
export function worldText(uses: readonly HostFunctionUse[]): string {
  const [world, ...exports] = [TOOL_WORLD, ...WORLD_EXPORTS[TOOL_WORLD]] as const
  const { name, version, item } = partsOf(world)
  const apis = [...new Set(uses.map(({ host }) => host.api))]
  const host = apis.length === 0 ? '' : hostPackage(apis, uses)
  const lines = [
    ...apis.map(api => `  import ${HOST_API_INTERFACES[api]};`),
    ...exports.map(each => `  export ${functionText(each)};`),
  ]
  return `package ${name}@${version};\n\nworld ${item} {\n${lines.join('\n')}\n}\n${host}`
}

function hostPackage(apis: readonly HostApi[], uses: readonly HostFunctionUse[]): string {
  const { name, version } = partsOf(HOST_API_INTERFACES[apis[0]!])
  const interfaces = apis.map(api => {
    const functions = uses.filter(({ host }) => host.api === api).map(({ host }) => signatureOf(host))
    return `  interface ${api} {\n${functions.map(each => `    ${functionText(each)};\n`).join('')}  }\n`
  })
  return `\npackage ${name}@${version} {\n${interfaces.join('')}}\n`
}

/** `list` is a word of WIT; `%` makes any name a name. */
function functionText({ name, params, result }: WorldFunction): string {
  const list = params.map((type, index) => `p${index}: ${type}`)
  return `%${name}: func(${list.join(', ')}) -> ${result}`
}

/** `yoi:host/fs@1.0.0`. */
function partsOf(path: string): { name: string; item: string; version: string } {
  const [, name, item, version] = /^(.+)\/(.+)@(.+)$/.exec(path)!
  return { name: name!, item: item!, version: version! }
}

function numberOf(host: HostFunction): number {
  return HOST_FUNCTIONS.findIndex(({ api, name }) => api === host.api && name === host.name)
}

function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}
