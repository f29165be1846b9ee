/** Where durations come from; tests give their own. */
export interface Clock {
  /** Milliseconds from an arbitrary start; never goes back. */
  readonly nowMs: () => number
}
