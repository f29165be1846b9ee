import type { ComponentBinary, ComponentDefinition } from '../wasm/component/component-binary.ts'
import { readComponentBinary } from '../wasm/component/read-component-binary.ts'
import type { CoreModule } from '../wasm/core/core-module.ts'
import { readCoreModule } from '../wasm/core/read-core-module.ts'
import { ItemBudget } from '../wasm/item-budget.ts'
import { WasmError } from '../wasm/wasm-error.ts'
import type {
  ComponentFacts,
  CoreModuleFacts,
  CustomSectionFact,
  ProducerFact,
  Refusal,
} from './component-facts.ts'
import { coreModuleFacts, refusedModuleFacts } from './core-module-facts.ts'
import { detectFormat } from './detect-format.ts'
import { detectLegacyAbi } from './detect-legacy-abi.ts'
import { externFacts } from './extern-facts.ts'
import { checkHostFeatures } from './host-features.ts'
import { fittingWorlds } from './match-world.ts'
import { engineOf, PRODUCERS_SECTION, readProducers } from './read-producers.ts'
import { checkEngineSupport } from './simulate/engine-support.ts'
import { simulateComponent } from './simulate/simulate-component.ts'

const WASM_MAGIC = [0x00, 0x61, 0x73, 0x6d]

/**
 * Reads everything that the bytes of an artifact tell, without compiling or running them. Any bytes are taken: what
 * cannot be read is a `refusal` in the result. Function bodies are not looked into; see `validateCoreModules`.
 * @source host contract 6.1-6.3
 */
export function readComponent(bytes: Uint8Array): ComponentFacts {
  const format = detectFormat(bytes)
  const empty = emptyFacts(format, bytes.length)
  if (format === 'component') return componentFacts(bytes, empty)
  if (format === 'core-module') return bareModuleFacts(bytes, empty)
  const isWasm = bytes.length > 0 && WASM_MAGIC.every((byte, index) => (bytes[index] ?? byte) === byte)
  if (!isWasm) return empty
  const reason = bytes.length < 8 ? 'file ends within its first eight bytes' : 'unknown version of the format'
  return { ...empty, refusal: { kind: 'malformed', reason, offset: Math.min(bytes.length, 4) } }
}

function emptyFacts(format: ComponentFacts['format'], byteLength: number): ComponentFacts {
  return {
    format,
    byteLength,
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
}

function bareModuleFacts(bytes: Uint8Array, empty: ComponentFacts): ComponentFacts {
  const survey = new Survey()
  survey.addModule(bytes, 0)
  const [facts] = survey.coreModules
  return {
    ...empty,
    ...survey.facts(),
    ...(facts?.refusal && { refusal: facts.refusal }),
    footprint: {
      coreInstances: 1,
      memories: facts!.memories.length,
      tables: facts!.tables.length,
      memoryPages: facts!.memories.reduce((sum, memory) => sum + memory.minPages, 0),
      tableElements: facts!.tables.reduce((sum, table) => sum + table.minElements, 0),
    },
    legacySigns: detectLegacyAbi(survey.coreModules, []),
  }
}

function componentFacts(bytes: Uint8Array, empty: ComponentFacts): ComponentFacts {
  const survey = new Survey()
  try {
    const binary = readComponentBinary(bytes)
    survey.addComponent(binary)
    const { imports, exports, footprint } = simulateComponent(binary, module => survey.moduleOf(module))
    const facts = {
      ...empty,
      ...survey.facts(),
      imports: externFacts(imports),
      exports: externFacts(exports),
      footprint,
    }
    const refusal = refusalBy(() => checkEngineSupport(imports, exports))
    return {
      ...facts,
      ...(refusal && { refusal }),
      fits: fittingWorlds(facts),
      legacySigns: detectLegacyAbi(facts.coreModules, facts.imports),
    }
  } catch (error) {
    const legacySigns = detectLegacyAbi(survey.coreModules, [])
    return { ...empty, ...survey.facts(), legacySigns, refusal: refusalOf(error, 0) }
  }
}

type ModuleDefinition = Extract<ComponentDefinition, { kind: 'core-module' }>

/** Collects what stands in a component at any depth. */
class Survey {
  readonly coreModules: CoreModuleFacts[] = []
  private readonly customSections: CustomSectionFact[] = []
  /** What each part is signed with; the component's own parts have no module. */
  private readonly signed: { readonly module: CoreModuleFacts | null; readonly producers: ProducerFact[] }[] =
    []
  private readonly parsed = new Map<ModuleDefinition, CoreModule | WasmError>()
  private readonly budget = new ItemBudget()
  private nestedComponents = 0

  addComponent(binary: ComponentBinary): void {
    for (const definition of binary.definitions) {
      if (definition.kind === 'core-module') {
        this.parsed.set(definition, this.addModule(definition.bytes, definition.offset))
      } else if (definition.kind === 'component') {
        this.nestedComponents++
        this.addComponent(definition.component)
      } else if (definition.kind === 'custom') {
        const { name, bytes } = definition
        this.customSections.push({ name, byteLength: bytes.length })
        this.addProducers(name, bytes, null)
      }
    }
  }

  addModule(bytes: Uint8Array, offset: number): CoreModule | WasmError {
    try {
      const module = readCoreModule(bytes, this.budget)
      checkHostFeatures(module)
      const facts = coreModuleFacts(module, offset, bytes.length)
      this.coreModules.push(facts)
      for (const custom of module.customs) this.addProducers(custom.name, custom.bytes, facts)
      return module
    } catch (error) {
      const refusal = refusalOf(error, offset)
      this.coreModules.push(refusedModuleFacts(offset, bytes.length, refusal))
      return new WasmError(refusal.kind, refusal.reason, refusal.offset)
    }
  }

  moduleOf(definition: ModuleDefinition): CoreModule {
    const module = this.parsed.get(definition)
    if (module === undefined || module instanceof WasmError) throw module
    return module
  }

  facts() {
    const { coreModules, customSections, nestedComponents } = this
    const largest = coreModules.reduce<CoreModuleFacts | null>(
      (most, each) => (each.codeBytes > (most?.codeBytes ?? 0) ? each : most),
      null,
    )
    const own = this.signed.filter(({ module }) => module === null || module === largest)
    return {
      coreModules,
      customSections,
      producers: distinct(this.signed.flatMap(({ producers }) => producers)),
      nestedComponents,
      engine: engineOf(
        own.flatMap(({ producers }) => producers),
        coreModules,
      ),
    }
  }

  private addProducers(name: string, content: Uint8Array, module: CoreModuleFacts | null): void {
    if (name === PRODUCERS_SECTION) this.signed.push({ module, producers: readProducers(content) })
  }
}

function distinct(producers: readonly ProducerFact[]): ProducerFact[] {
  return [...new Map(producers.map(each => [JSON.stringify(each), each])).values()]
}

function refusalBy(check: () => void): Refusal | null {
  try {
    check()
    return null
  } catch (error) {
    return refusalOf(error, 0)
  }
}

/** Only what the codec refuses is a refusal; anything else is our bug and goes on. */
function refusalOf(error: unknown, base: number): Refusal {
  if (!(error instanceof WasmError)) throw error
  return { kind: error.kind, reason: error.reason, offset: error.offset + base }
}
