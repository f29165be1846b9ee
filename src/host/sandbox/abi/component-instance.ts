import { trap } from '../guest-failure.ts'
import { ADMISSION_LIMITS } from '../sandbox-limits.ts'
import type { Handle, ResourceType } from './layout.ts'

export interface HandleEntry {
  readonly resource: ResourceType
  readonly representation: number
  readonly isOwned: boolean
  /** Borrows of this handle that are still out. */
  lends: number
}

/** Run-time state of one component instance: whether it may be entered or left, and its resource handles. */
export class ComponentInstance {
  /** False while the guest runs `realloc` or post-return code, which must not call out. */
  mayLeave = true
  /** Stays true after a trap: an instance that trapped is never entered again. */
  isEntered = false
  private readonly entries: (HandleEntry | null)[] = [null]
  private readonly free: number[] = []

  enter(): void {
    if (this.isEntered) trap('cannot enter component instance')
    this.isEntered = true
  }

  leave(): void {
    this.isEntered = false
  }

  checkMayLeave(): void {
    if (!this.mayLeave) trap('cannot leave component instance')
  }

  /** Runs guest code that must not call out. After a trap nothing is restored. */
  withoutLeaving<Result>(run: () => Result): Result {
    this.mayLeave = false
    const result = run()
    this.mayLeave = true
    return result
  }

  add(handle: Handle, isOwned: boolean): number {
    const index = this.free.pop() ?? this.entries.length
    if (index > ADMISSION_LIMITS.handles) trap(`more than ${ADMISSION_LIMITS.handles} resource handles`)
    this.entries[index] = { ...handle, isOwned, lends: 0 }
    return index
  }

  get(index: number, resource: ResourceType): HandleEntry {
    const entry = this.entries[index]
    if (!entry) trap(`unknown handle index ${index}`)
    if (entry.resource !== resource) trap(`handle index ${index} is of another resource type`)
    return entry
  }

  isAlive(index: number, entry: HandleEntry): boolean {
    return this.entries[index] === entry
  }

  remove(index: number): void {
    this.entries[index] = null
    this.free.push(index)
  }
}
