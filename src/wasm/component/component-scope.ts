import type { ByteReader } from '../byte-reader.ts'
import type { Sort } from './component-binary.ts'

/** Deepest nesting of components and of types within types; real components use three levels. */
const MAX_NESTING = 32

/** Items of all vectors of one file together: what keeps a file of a few megabytes from filling the memory. */
const MAX_ITEMS = 250_000

/** Index spaces of one component or type while it is read. */
export class ComponentScope {
  private readonly sizes = new Map<Sort, number>()

  private constructor(
    private readonly parent: ComponentScope | null,
    private readonly depth: number,
    private readonly budget: { itemsLeft: number },
  ) {}

  static root(): ComponentScope {
    return new ComponentScope(null, 0, { itemsLeft: MAX_ITEMS })
  }

  /** The scope of something nested here. @throws WasmError when it would be too deep */
  child(reader: ByteReader): ComponentScope {
    if (this.depth + 1 > MAX_NESTING) throw reader.unsupported(`nesting deeper than ${MAX_NESTING}`)
    return new ComponentScope(this, this.depth + 1, this.budget)
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

  /** Like `ByteReader.vector`, with the bound on all items of the file. */
  vector<Item>(reader: ByteReader, readItem: () => Item): Item[] {
    const count = reader.u32()
    if (count > reader.bytesLeft) throw reader.malformed(`count ${count} is more than the bytes left`)
    this.budget.itemsLeft -= count
    if (this.budget.itemsLeft < 0) throw reader.unsupported(`more than ${MAX_ITEMS} component items`)
    return Array.from({ length: count }, readItem)
  }

  private sizeOf(sort: Sort): number {
    return this.sizes.get(sort) ?? 0
  }
}
