import { quote } from '../../quote.ts'
import type {
  ComponentBinary,
  ComponentDefinition,
  ExportAlias,
  NamedIndex,
} from '../../wasm/component/component-binary.ts'
import type { TypeDefinition } from '../../wasm/component/component-types.ts'
import { ComponentInstance } from './abi/component-instance.ts'
import type { ComponentFunction } from './abi/lift-function.ts'
import { defineCanonical, makeResource, type Place } from './define-canonical.ts'
import { refuse } from './guest-failure.ts'
import type { CallHost, HostInterfaces } from './host-imports.ts'
import { hostInstance } from './host-instance.ts'
import { aliasCoreExport, inlineCoreInstance, instantiateCore, type Meter, StoreCounts } from './link-core.ts'
import { type ComponentExports, type Extern, LinkScope, type ResolvedType } from './link-scope.ts'
import type { LoadedComponent } from './load-component.ts'
import { resolveType } from './resolve-type.ts'
import { ADMISSION_LIMITS, type SandboxLimits } from './sandbox-limits.ts'

export interface LinkEnvironment {
  readonly limits: SandboxLimits
  readonly meter: Meter
  readonly interfaces: HostInterfaces
  readonly callHost: CallHost
}

export interface RunningComponent {
  /** Functions exported at the root, by name. */
  readonly functions: ReadonlyMap<string, ComponentFunction>
  readonly memories: ReadonlySet<WebAssembly.Memory>
  /** Exports of all core instances, in the order of their making. */
  readonly coreExports: readonly WebAssembly.Instance['exports'][]
}

/**
 * Links and instantiates a component; start functions of its core modules run here.
 * @throws GuestFailure, or what WebAssembly throws when a start function traps
 */
export function instantiateComponent(
  loaded: LoadedComponent,
  environment: LinkEnvironment,
): RunningComponent {
  const linker = new Linker(loaded, environment)
  const exports = linker.instantiate(loaded.binary, null, null)
  const functions = new Map<string, ComponentFunction>()
  for (const [name, { sort, value }] of exports)
    if (sort === 'func') functions.set(name, value as ComponentFunction)
  return { functions, memories: linker.counts.allMemories, coreExports: linker.counts.allExports }
}

class Linker {
  readonly counts: StoreCounts
  private instances = 0
  private items = 0

  constructor(
    private readonly loaded: LoadedComponent,
    private readonly environment: LinkEnvironment,
  ) {
    this.counts = new StoreCounts(environment.limits)
  }

  instantiate(binary: ComponentBinary, parent: LinkScope | null, args: Place['args']): ComponentExports {
    if (++this.instances > ADMISSION_LIMITS.componentInstances)
      refuse(`more than ${ADMISSION_LIMITS.componentInstances} component instances`)
    this.items += binary.items
    if (this.items > ADMISSION_LIMITS.linkedItems)
      refuse(`component instances of more than ${ADMISSION_LIMITS.linkedItems} items`)
    const scope = new LinkScope(parent)
    const instance = new ComponentInstance()
    const exports = new Map<string, Extern>()
    for (const definition of binary.definitions) this.define(definition, { scope, instance, args, exports })
    return exports
  }

  private define(definition: ComponentDefinition, at: Place): void {
    const { scope } = at
    switch (definition.kind) {
      case 'custom':
        return
      case 'core-module':
        scope.define('core module', this.loaded.modules.get(definition)!)
        return
      case 'core-instantiate': {
        const { meter } = this.environment
        scope.define('core instance', instantiateCore(scope, definition, meter, this.counts))
        return
      }
      case 'core-inline-exports':
        scope.define('core instance', inlineCoreInstance(scope, definition.exports))
        return
      case 'core-type':
        scope.define('core type', null)
        return
      case 'alias-core-export':
        aliasCoreExport(scope, definition)
        return
      case 'lift':
      case 'lower':
      case 'resource-new':
      case 'resource-drop':
      case 'resource-rep':
        defineCanonical(definition, at)
        return
      default:
        this.defineComponentLevel(definition, at)
    }
  }

  private defineComponentLevel(definition: ComponentDefinition, at: Place): void {
    const { scope } = at
    switch (definition.kind) {
      case 'component':
        scope.define('component', { binary: definition.component, scope })
        return
      case 'instantiate': {
        const closure = scope.get('component', definition.component)
        const args = externs(scope, definition.args)
        scope.define('instance', this.instantiate(closure.binary, closure.scope, args))
        return
      }
      case 'inline-exports':
        scope.define('instance', externs(scope, definition.exports))
        return
      case 'alias-export':
        add(scope, exportOf(scope, definition))
        return
      case 'alias-outer':
        scope.aliasOuter(definition.sort, definition.count, definition.index)
        return
      case 'type':
        scope.define('type', typeOf(definition.type, at))
        return
      case 'import':
        add(scope, this.importOf(definition, at))
        return
      case 'export': {
        const target = scope.extern(definition.target.sort, definition.target.index)
        add(scope, target)
        if (at.exports.has(definition.name)) refuse(`two exports are called ${quote(definition.name)}`)
        at.exports.set(definition.name, target)
      }
    }
  }

  private importOf(definition: Extract<ComponentDefinition, { kind: 'import' }>, at: Place): Extern {
    const { name, description } = definition
    if (at.args !== null) {
      const given = at.args.get(name)
      if (given === undefined || given.sort !== description.sort)
        refuse(`a nested component is given no ${description.sort} ${quote(name)}`)
      return given
    }
    if (description.sort === 'type' && description.equals !== null)
      return at.scope.extern('type', description.equals)
    if (description.sort !== 'instance') refuse(`unsupported component import ${quote(name)}`)
    const { interfaces, callHost } = this.environment
    const type = at.scope.get('type', description.type)
    return { sort: 'instance', value: hostInstance({ name, interfaces, callHost }, type) }
  }
}

function externs(scope: LinkScope, items: readonly NamedIndex[]): ReadonlyMap<string, Extern> {
  const named = new Map<string, Extern>()
  for (const { name, sort, index } of items) {
    if (named.has(name)) refuse(`two items of an instance are called ${quote(name)}`)
    named.set(name, scope.extern(sort, index))
  }
  return named
}

function add(scope: LinkScope, { sort, value }: Extern): void {
  scope.define(sort, value as never)
}

function typeOf(definition: TypeDefinition, at: Place): ResolvedType {
  return definition.kind === 'resource'
    ? makeResource(definition.destructor, at)
    : resolveType(at.scope, definition)
}

function exportOf(scope: LinkScope, alias: ExportAlias): Extern {
  const found = scope.get('instance', alias.instance).get(alias.name)
  if (found === undefined || found.sort !== alias.sort)
    refuse(`an instance exports no ${alias.sort} ${quote(alias.name)}`)
  return found
}
