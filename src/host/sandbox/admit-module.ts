import {
  type CoreModule,
  type GlobalType,
  type Limits,
  type TableType,
  VALUE_TYPE,
  type ValueType,
} from '../../wasm/core/core-module.ts'
import { exceed, GuestFailure, refuse } from './guest-failure.ts'
import { METER_IMPORT } from './meter-module.ts'
import { ADMISSION_LIMITS, type SandboxLimits } from './sandbox-limits.ts'

/**
 * Refuses what the host's engine would not run and clamps memories and tables in place, so that a guest cannot grow
 * past the host's limits.
 * @throws GuestFailure
 * @source host contract 6.3
 */
export function admitModule(module: CoreModule, limits: SandboxLimits): void {
  refuseReferences(module)
  for (const { module: from, description } of module.imports) {
    if (from === METER_IMPORT) refuse(`the module imports ${METER_IMPORT}, which is the runner's own`)
    if (description.kind === 'memory') admitWidth('memory', description.limits)
    if (description.kind === 'table') admitTable(description.table)
  }
  if (module.memories.length > limits.memories)
    exceed(
      'memories',
      { value: module.memories.length, most: limits.memories },
      `a module has ${module.memories.length} memories; the host allows ${limits.memories}`,
    )
  for (const memory of module.memories) {
    admitWidth('memory', memory)
    clamp('memory', memory, limits.memoryPages)
  }
  for (const table of module.tables) {
    admitTable(table)
    clamp('table', table.limits, limits.tableElements)
  }
  module.bodies.forEach((body, index) => {
    const locals = body.locals.reduce((sum, local) => sum + local.count, 0)
    if (locals > ADMISSION_LIMITS.locals)
      refuse(`function body ${index} has ${locals} locals, more than ${ADMISSION_LIMITS.locals}`)
    if (body.code.length > ADMISSION_LIMITS.bodyBytes)
      refuse(`function body ${index} is ${body.code.length} bytes, more than ${ADMISSION_LIMITS.bodyBytes}`)
  })
}

/** The host's engine is built without external references. */
function refuseReferences(module: CoreModule): void {
  const globals: readonly GlobalType[] = [
    ...module.globals.map(global => global.type),
    ...module.imports.flatMap(({ description }) =>
      description.kind === 'global' ? [description.global] : [],
    ),
  ]
  const used: readonly ValueType[] = [
    ...module.types.flatMap(type => [...type.params, ...type.results]),
    ...globals.map(global => global.value),
    ...module.elements.map(segment => segment.element),
    ...module.bodies.flatMap(body => body.locals.map(local => local.type)),
  ]
  if (used.includes(VALUE_TYPE.externref)) refuse('the module uses externref, which the host leaves off')
}

function admitTable(table: TableType): void {
  if (table.element === VALUE_TYPE.externref)
    refuse('the module has a table of externref, which the host leaves off')
  admitWidth('table', table.limits)
}

/** What runs must not depend on the Node version at hand, so 64-bit sizes are left out everywhere. */
function admitWidth(what: 'memory' | 'table', limits: Limits): void {
  if (limits.isShared) refuse(`the module has a shared ${what}, which the host leaves off`)
  if (limits.is64) {
    const message = `the module has a 64-bit ${what}; this runner runs 32-bit ones only`
    throw new GuestFailure({ kind: 'runner-cannot', message })
  }
}

function clamp(what: 'memory' | 'table', size: Limits, most: number): void {
  const unit = what === 'memory' ? 'pages' : 'elements'
  if (size.min > most) {
    const message = `the module's ${what} starts with ${size.min} ${unit}, more than ${most}`
    exceed(what, { value: size.min, most }, message)
  }
  size.max = Math.min(size.max ?? most, most)
}
