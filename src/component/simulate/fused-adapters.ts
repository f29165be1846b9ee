import type { FunctionType } from '../../wasm/core/core-module.ts'
import type { Environment } from './environment.ts'
import type { CoreInstanceShape, FunctionShape } from './shapes.ts'

/** What a canonical definition runs on: the core values that its options name. */
type CoreValues = readonly object[]

/**
 * Counts the core instances that an engine adds by itself. Where one component calls a function that another one lifts,
 * it compiles an adapter between the two. Adapters stand together in one core module until one of them builds on an
 * instance that an earlier one of the module was given to; then a new module begins.
 * @source wasmtime, `component/translate/adapt.rs` ("adapter modules")
 */
export class FusedAdapters {
  /** The module in progress, from 1; 0 before the first adapter. */
  private current = 0
  private readonly lifts = new WeakMap<
    FunctionShape,
    { readonly scope: Environment; readonly level: number }
  >()
  /** The last module that a core value builds on; absent for 0. */
  private readonly levels = new WeakMap<object, number>()
  private readonly used = new Set<number>()

  /** Modules of adapters that an instance uses: each is one core instance more. */
  get modules(): number {
    return this.used.size
  }

  addLift(lifted: FunctionShape, on: CoreValues, scope: Environment): void {
    this.lifts.set(lifted, { scope, level: this.levelOf(on) })
  }

  /** A call within one component, or out of all of them, takes no adapter. */
  addLower(lowered: FunctionType, callee: FunctionShape, on: CoreValues, scope: Environment): void {
    const lift = this.lifts.get(callee.origin ?? callee)
    if (lift === undefined || lift.scope === scope) return
    const level = Math.max(lift.level, this.levelOf(on))
    if (this.current === 0 || level === this.current) this.current++
    this.levels.set(lowered, this.current)
  }

  /** @returns the exports of an instance that was given `args`, as values of its own where they build on an adapter */
  addInstance(args: CoreValues, exports: CoreInstanceShape): CoreInstanceShape {
    const level = this.levelOf(args)
    if (level === 0) return exports
    for (const value of args) this.use(value)
    return new Map(
      [...exports].map(([name, extern]) => {
        const own = { ...extern, value: { ...extern.value } } as typeof extern
        this.levels.set(own.value, level)
        return [name, own]
      }),
    )
  }

  private use(value: object): void {
    const level = this.levels.get(value)
    if (level !== undefined) this.used.add(level)
  }

  private levelOf(values: CoreValues): number {
    return Math.max(0, ...values.map(value => this.levels.get(value) ?? 0))
  }
}
