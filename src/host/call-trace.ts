/** What `console` printed in one go. */
export interface PrintedText {
  readonly level: 'debug' | 'log' | 'info' | 'warn' | 'error'
  readonly text: string
}

/** A place in the script that the component runs, counted from 1. */
export interface ScriptPosition {
  readonly line: number
  readonly column: number
}

/** What a guest threw, or where it was when its call was ended. */
export interface Fault {
  /** Null when the call did not return: why is told by its outcome. */
  readonly message: string | null
  /** Innermost first. */
  readonly positions: readonly ScriptPosition[]
}

/**
 * What a guest left for its author: neither the model nor the history sees it. The texts are the guest's own, and it can write what
 * it wants there: they are escaped where they are shown.
 */
export interface CallTrace {
  /** In order; of more than 16 KiB the oldest are lost. */
  readonly printed: readonly PrintedText[]
  readonly fault: Fault | null
  /** Bytes that were written, and that are kept; absent when nothing is lost. */
  readonly excess?: { readonly value: number; readonly most: number }
}
