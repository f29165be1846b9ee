import type { ByteReader } from '../byte-reader.ts'
import type { Sort } from './component-binary.ts'

/** Deepest nesting of components and of types within types; real components use three levels. */
const MAX_NESTING = 32

/** Index spaces of one component or type while it is read. */
export class ComponentScope {
  private readonly sizes = new Map<Sort, number>()

  private constructor(
    private readonly parent: ComponentScope | null,
    private readonly depth: number,
  ) {}

  static root(): ComponentScope {
    return new ComponentScope(null, 0)
  }

  /** The scope of something nested here. @throws WasmError when it would be too deep */
  child(reader: ByteReader): ComponentScope {
    if (this.depth + 1 > MAX_NESTING) throw reader.unsupported(`nesting deeper than ${MAX_NESTING}`)
    return new ComponentScope(this, this.depth + 1)
  }

  define(sort: Sort): void {
    this.sizes.set(sort, this.sizeOf(sort) + 1)
  }

  /** Reads an index and checks that its space has such an entry by now. */
  readIndex(reader: ByteReader, sort: Sort): number {
    return this.check(reader, sort, reader.u32())
  }

  check(reader: ByteReader, sort: Sort, index: number): number {
    const size = this.sizeOf(sort)
    if (index >= size) throw reader.malformed(`${sort} ${index} does not exist: ${size} so far`)
    return index
  }

  /** The scope `count` levels outwards; 0 is this one. */
  outer(reader: ByteReader, count: number): ComponentScope {
    let scope: ComponentScope = this
    for (let level = 0; level < count; level++) {
      if (scope.parent === null) throw reader.malformed(`outer scope ${count} does not exist`)
      scope = scope.parent
    }
    return scope
  }

  private sizeOf(sort: Sort): number {
    return this.sizes.get(sort) ?? 0
  }
}
