import type { Sort } from '../../wasm/component/component-binary.ts'
import { WasmError } from '../../wasm/wasm-error.ts'
import type { Budget } from './budget.ts'
import type { EntryOf, ExternShape } from './shapes.ts'

type Spaces = { readonly [S in Sort]: EntryOf[S][] }

/** Index spaces of one component or type during the simulation. `offset` follows the definition at hand, for messages. */
export class Environment {
  offset = 0
  private readonly spaces: Spaces = {
    'core func': [],
    'core table': [],
    'core memory': [],
    'core global': [],
    'core type': [],
    'core module': [],
    'core instance': [],
    func: [],
    type: [],
    component: [],
    instance: [],
  }

  constructor(
    readonly parent: Environment | null,
    readonly budget: Budget,
  ) {}

  add<S extends Sort>(sort: S, entry: EntryOf[S]): void {
    this.budget.spend(1, this.offset)
    const space: EntryOf[S][] = this.spaces[sort]
    space.push(entry)
  }

  addExtern(extern: ExternShape): void {
    this.add(extern.sort, extern.value)
  }

  at<S extends Sort>(sort: S, index: number): EntryOf[S] {
    const space: readonly EntryOf[S][] = this.spaces[sort]
    const entry = space[index]
    if (entry === undefined) throw this.malformed(`${sort} ${index} does not exist`)
    return entry
  }

  /** The entry as something that can be passed or exported. */
  externAt(sort: Sort, index: number): ExternShape {
    switch (sort) {
      case 'core module':
        return { sort, value: this.at(sort, index) }
      case 'func':
        return { sort, value: this.at(sort, index) }
      case 'type':
        return { sort, value: this.at(sort, index) }
      case 'component':
        return { sort, value: this.at(sort, index) }
      case 'instance':
        return { sort, value: this.at(sort, index) }
      default:
        throw this.malformed(`${sort} outside core code`)
    }
  }

  /** The scope `count` levels outwards; 0 is this one. */
  outer(count: number): Environment {
    let scope: Environment = this
    for (let level = 0; level < count; level++) {
      if (scope.parent === null) throw this.malformed(`outer scope ${count} does not exist`)
      scope = scope.parent
    }
    return scope
  }

  malformed(reason: string): WasmError {
    return new WasmError('malformed', reason, this.offset)
  }

  unsupported(reason: string): WasmError {
    return new WasmError('unsupported', reason, this.offset)
  }
}
