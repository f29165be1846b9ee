import { quote } from '../../quote.ts'
import type { ComponentBinary, ComponentDefinition } from '../../wasm/component/component-binary.ts'
import type { CoreModule } from '../../wasm/core/core-module.ts'
import type { Footprint } from '../component-facts.ts'
import { addCoreAlias, addCoreInline, addExport, addInline } from './add-definitions.ts'
import { Budget } from './budget.ts'
import { addLifted, addLowered, addResourceBuiltIn, optionValues } from './canonical-shape.ts'
import { addName, conform, type Externs, exportOf, makeUp, openDeclared } from './declared-shape.ts'
import { Environment } from './environment.ts'
import { FusedAdapters } from './fused-adapters.ts'
import { isCoreMatch } from './match-shapes.ts'
import { resolveCoreType, shapeOfModule } from './module-shape.ts'
import { NamedTypes } from './named-types.ts'
import { resolveType } from './resolve-type.ts'
import type { CoreExternShape, CoreInstanceShape, ExternShape, InstanceShape, ModuleShape } from './shapes.ts'

export interface Simulation {
  readonly imports: Externs
  readonly exports: Externs
  readonly footprint: Footprint
}

type Definition<Kind extends ComponentDefinition['kind']> = Extract<ComponentDefinition, { kind: Kind }>

/**
 * Goes through instantiation without running anything: resolves every type, links every instance, and counts what
 * instantiation allocates. Each instantiation of a nested component counts anew.
 * @param readModule gives the core module of a definition, parsed
 * @throws WasmError when a definition does not fit what it refers to, or when instantiation would grow out of bounds
 * @source component model Explainer.md; host contract 6.3
 */
export function simulateComponent(
  binary: ComponentBinary,
  readModule: (definition: Definition<'core-module'>) => CoreModule,
): Simulation {
  const simulator = new Simulator(readModule)
  const { imports, exports } = simulator.run(binary, new Environment(null, simulator.budget), null)
  const { footprint, adapters } = simulator
  return {
    imports,
    exports,
    footprint: { ...footprint, coreInstances: footprint.coreInstances + adapters.modules },
  }
}

class Simulator {
  readonly budget = new Budget()
  readonly footprint = { coreInstances: 0, memories: 0, tables: 0, memoryPages: 0, tableElements: 0 }
  readonly adapters = new FusedAdapters()
  private readonly modules = new Map<Definition<'core-module'>, ModuleShape>()
  private readonly checked = new Set<ComponentBinary>()
  private isCounting = true

  constructor(private readonly readModule: (definition: Definition<'core-module'>) => CoreModule) {}

  /** @param args what fills the imports; null makes them up from their types, and then names of types are checked */
  run(binary: ComponentBinary, scope: Environment, args: Externs | null) {
    const imports = new Map<string, ExternShape>()
    const exports = new Map<string, ExternShape>()
    const names = { import: new Set<string>(), export: new Set<string>() }
    const named = args === null ? new NamedTypes() : null
    for (const definition of binary.definitions) {
      scope.offset = definition.offset
      if (definition.kind === 'import') {
        const { name, description } = definition
        addName(names.import, 'import', name, scope)
        const extern = args ? conform(args, name, description, scope) : makeUp(name, description, scope)
        named?.addImport(name, extern, scope)
        imports.set(name, extern)
        scope.addExtern(extern)
      } else if (definition.kind === 'export') {
        addName(names.export, 'export', definition.name, scope)
        const extern = addExport(definition, scope)
        named?.addExport(definition.name, extern, scope)
        exports.set(definition.name, extern)
      } else {
        this.define(definition, scope)
      }
    }
    return { imports, exports }
  }

  /** A nested component must be sound even when nobody instantiates it; what the check allocates does not count. */
  private checkNested(binary: ComponentBinary, scope: Environment): void {
    if (this.checked.has(binary)) return
    this.checked.add(binary)
    this.tryOut(binary, scope, null)
  }

  private tryOut(binary: ComponentBinary, scope: Environment, args: Externs | null) {
    const wasCounting = this.isCounting
    this.isCounting = false
    const outcome = this.run(binary, new Environment(scope, this.budget), args)
    this.isCounting = wasCounting
    return outcome
  }

  private define(
    definition: Exclude<ComponentDefinition, { kind: 'import' | 'export' }>,
    scope: Environment,
  ) {
    switch (definition.kind) {
      case 'core-module':
        return scope.add('core module', this.moduleShape(definition, scope))
      case 'core-instantiate':
        return this.instantiateModule(definition, scope)
      case 'core-inline-exports':
        return addCoreInline(definition, scope)
      case 'core-type':
        return scope.add('core type', resolveCoreType(definition.type, scope))
      case 'component':
        this.checkNested(definition.component, scope)
        return scope.add('component', {
          kind: 'defined',
          binary: definition.component,
          environment: scope,
          tryOut: args => this.tryOut(definition.component, scope, args).exports,
        })
      case 'instantiate':
        return scope.add('instance', this.instantiateComponent(definition, scope))
      case 'inline-exports':
        return addInline(definition, scope)
      case 'alias-export':
        return scope.addExtern(exportOf(definition, scope))
      case 'alias-core-export':
        return addCoreAlias(definition, scope)
      case 'alias-outer':
        return scope.add(definition.sort, scope.outer(definition.count).at(definition.sort, definition.index))
      case 'type':
        return scope.add('type', resolveType(definition.type, scope))
      case 'lift':
        return this.lift(definition, scope)
      case 'lower':
        return this.lower(definition, scope)
      case 'resource-new':
      case 'resource-drop':
      case 'resource-rep':
        return addResourceBuiltIn(definition, scope)
      case 'custom':
        return undefined
    }
  }

  private lift(definition: Definition<'lift'>, scope: Environment): void {
    const lifted = addLifted(definition, scope)
    if (!this.isCounting) return
    const core = scope.at('core func', definition.coreFunction)
    this.adapters.addLift(lifted, [core, ...optionValues(definition.options, scope)], scope)
  }

  private lower(definition: Definition<'lower'>, scope: Environment): void {
    const lowered = addLowered(definition, scope)
    if (!this.isCounting) return
    const callee = scope.at('func', definition.function)
    this.adapters.addLower(lowered, callee, optionValues(definition.options, scope), scope)
  }

  private moduleShape(definition: Definition<'core-module'>, scope: Environment): ModuleShape {
    const known = this.modules.get(definition)
    if (known) return known
    const shape = shapeOfModule(this.readModule(definition), scope)
    this.modules.set(definition, shape)
    return shape
  }

  private instantiateModule(definition: Definition<'core-instantiate'>, scope: Environment): void {
    this.budget.spendInstance(scope.offset)
    const module = scope.at('core module', definition.module)
    const args = new Map<string, ReadonlyMap<string, CoreExternShape>>()
    for (const { name, instance } of definition.args) {
      if (args.has(name)) throw scope.malformed(`core argument ${quote(name)} given twice`)
      args.set(name, scope.at('core instance', instance))
    }
    this.budget.spend(module.imports.length, scope.offset)
    const given: object[] = []
    for (const wanted of module.imports) {
      const found = args.get(wanted.module)?.get(wanted.name)
      const path = () => quote(`${wanted.module}.${wanted.name}`)
      if (found === undefined) throw scope.malformed(`core import ${path()} is not given`)
      if (!isCoreMatch(found, wanted.type)) throw scope.malformed(`core import ${path()} has another type`)
      given.push(found.value)
    }
    scope.add('core instance', this.isCounting ? this.count(module, given, scope) : module.exports)
  }

  /** @returns what the new instance exports */
  private count(module: ModuleShape, given: readonly object[], scope: Environment): CoreInstanceShape {
    this.footprint.coreInstances++
    for (const limits of module.memories) {
      this.footprint.memories++
      this.footprint.memoryPages += limits.min
    }
    for (const table of module.tables) {
      this.footprint.tables++
      this.footprint.tableElements += table.limits.min
    }
    const exports = this.adapters.addInstance(given, module.exports)
    if (exports !== module.exports) this.budget.spend(exports.size, scope.offset)
    return exports
  }

  private instantiateComponent(definition: Definition<'instantiate'>, scope: Environment): InstanceShape {
    this.budget.spendInstance(scope.offset)
    const component = scope.at('component', definition.component)
    const args = new Map<string, ExternShape>()
    for (const { name, sort, index } of definition.args) {
      if (args.has(name)) throw scope.malformed(`argument ${quote(name)} given twice`)
      args.set(name, scope.externAt(sort, index))
    }
    if (component.kind === 'declared')
      return { exports: openDeclared(component.type, scope, { args }).exports }
    const inner = new Environment(component.environment, this.budget)
    return { exports: this.run(component.binary, inner, args).exports }
  }
}
