import type { CallOutcome } from './call-outcome.ts'

export interface HistoryEntry {
  readonly tool: string
  /** As the caller gave it. */
  readonly input: string
  readonly outcome: CallOutcome
}

/** Every call and its result, in the order in which the calls ended, and nothing else. */
export class History {
  private readonly recorded: HistoryEntry[] = []

  record(entry: HistoryEntry): void {
    this.recorded.push(Object.freeze({ ...entry }))
  }

  get entries(): readonly HistoryEntry[] {
    return [...this.recorded]
  }
}
