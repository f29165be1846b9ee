import { WasmError } from './wasm-error.ts'

/** More than the largest JavaScript engine has; a file of twelve megabytes could hold six million. */
const MAX_ITEMS = 500_000

/** Reading one takes a reader and, for a custom section, a view and a name, so it counts for more than an item of a vector. */
export const ITEMS_PER_SECTION = 10

/** A definition of a component becomes several objects, and as many again when it is linked. */
export const ITEMS_PER_DEFINITION = 10

/** A function body is held twice, as it was and rewritten. */
export const ITEMS_PER_BODY = 5

/** Bounds how many items of vectors are read from one file, and so what its parsed form takes in memory. */
export class ItemBudget {
  private itemsLeft = MAX_ITEMS

  get spent(): number {
    return MAX_ITEMS - this.itemsLeft
  }

  /** @throws WasmError when the file holds more */
  spend(items: number, offset: number): void {
    this.itemsLeft -= items
    if (this.itemsLeft < 0) throw new WasmError('unsupported', `more than ${MAX_ITEMS} items`, offset)
  }
}
