import { quote } from '../../quote.ts'
import type { DefinitionBody, NamedIndex, Sort } from '../../wasm/component/component-binary.ts'
import { type ExportKind, functionType } from '../../wasm/core/core-module.ts'
import { type CoreFunction, expectType } from './abi/core-signature.ts'
import { exceed, refuse } from './guest-failure.ts'
import type { CompiledModule, CoreInstance, CoreItem, LinkScope } from './link-scope.ts'
import { METER_IMPORT } from './meter-module.ts'
import type { SandboxLimits } from './sandbox-limits.ts'

/** The globals that all metered modules of one sandbox share. */
export interface Meter {
  readonly fuel: WebAssembly.Global
  readonly reason: WebAssembly.Global
}

/** Counts what the host's store counts. @source host contract 6.3 */
export class StoreCounts {
  private coreInstances = 0
  private memories = 0
  private tables = 0
  /** Memories made so far, for the meters. */
  readonly allMemories = new Set<WebAssembly.Memory>()
  /** Exports of the core instances made so far, for the trace. */
  readonly allExports: WebAssembly.Instance['exports'][] = []

  constructor(private readonly limits: SandboxLimits) {}

  add({ module }: CompiledModule): void {
    this.coreInstances += 1
    this.memories += module.memories.length
    this.tables += module.tables.length
    const { limits } = this
    this.check('core-instances', this.coreInstances, limits.coreInstances)
    this.check('memories', this.memories, limits.memories)
    this.check('tables', this.tables, limits.tables)
  }

  private check(limit: 'core-instances' | 'memories' | 'tables', count: number, most: number): void {
    if (count <= most) return
    const message = `the component makes ${count} ${limit.replace('-', ' ')}; the host allows ${most}`
    exceed(limit, { value: count, most }, message)
  }
}

const EXPORT_SORTS: Readonly<Record<ExportKind, CoreItem['sort']>> = {
  function: 'core func',
  table: 'core table',
  memory: 'core memory',
  global: 'core global',
}

type Instantiation = Extract<DefinitionBody, { kind: 'core-instantiate' }>

/** Instantiates a core module with the given instances as import modules; its start function runs here. */
export function instantiateCore(
  scope: LinkScope,
  definition: Instantiation,
  meter: Meter,
  counts: StoreCounts,
): CoreInstance {
  const code = scope.get('core module', definition.module)
  counts.add(code)
  meter.fuel.value = BigInt(meter.fuel.value) - BigInt(code.startupFuel)
  const args = new Map(definition.args.map(arg => [arg.name, scope.get('core instance', arg.instance)]))
  const instance = new WebAssembly.Instance(code.compiled, importObject(code, args, meter))
  counts.allExports.push(instance.exports)
  const items = new Map<string, CoreItem>()
  for (const entry of code.module.exports) {
    const original = instance.exports[entry.name]
    if (original instanceof WebAssembly.Memory) counts.allMemories.add(original)
    const sort = EXPORT_SORTS[entry.kind]
    if (sort !== 'core func') items.set(entry.name, { sort, value: original })
    else {
      const type = functionType(code.module, entry.index) ?? refuse(`export of a function that is missing`)
      items.set(entry.name, { sort, value: { type, call: original as CoreFunction['call'] } })
    }
  }
  return items
}

function importObject(
  { module }: CompiledModule,
  args: ReadonlyMap<string, CoreInstance>,
  meter: Meter,
): WebAssembly.Imports {
  const imports: WebAssembly.Imports = Object.create(null)
  for (const { module: from, name, description } of module.imports) {
    if (from === METER_IMPORT) continue
    const quoted = quote(`${from}.${name}`)
    const item = args.get(from)?.get(name) ?? refuse(`nothing is given for the core import ${quoted}`)
    if (item.sort !== EXPORT_SORTS[description.kind])
      refuse(`the core import ${quoted} is given a ${item.sort}`)
    if (item.sort === 'core func' && description.kind === 'function')
      expectType(`the function given for ${quoted}`, item.value.type, module.types[description.typeIndex]!)
    imports[from] ??= Object.create(null) as Record<string, unknown>
    imports[from][name] = item.sort === 'core func' ? item.value.call : item.value
  }
  imports[METER_IMPORT] = { fuel: meter.fuel, reason: meter.reason }
  return imports
}

/** Groups items of the scope into a core instance. */
export function inlineCoreInstance(scope: LinkScope, exports: readonly NamedIndex[]): CoreInstance {
  return new Map(exports.map(({ name, sort, index }) => [name, coreItem(scope, sort, index)]))
}

function coreItem(scope: LinkScope, sort: Sort, index: number): CoreItem {
  if (sort === 'core func') return { sort, value: scope.get(sort, index) }
  if (sort === 'core table' || sort === 'core memory' || sort === 'core global')
    return { sort, value: scope.get(sort, index) }
  return refuse(`a core instance cannot hold a ${sort}`)
}

export function aliasCoreExport(
  scope: LinkScope,
  alias: Extract<DefinitionBody, { kind: 'alias-core-export' }>,
): void {
  const item = scope.get('core instance', alias.instance).get(alias.name)
  if (item === undefined || item.sort !== alias.sort)
    refuse(`core instance ${alias.instance} exports no ${alias.sort} ${quote(alias.name)}`)
  if (item.sort === 'core func') scope.define('core func', item.value)
  else scope.define(item.sort, item.value)
}
