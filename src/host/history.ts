import type { CallMeters, CallOutcome } from './call-outcome.ts'

/** A call that its caller gave up; the caller got its own reason. What it used until then is not known. */
export interface AbortedCall {
  readonly status: 'aborted'
  readonly message: string
  readonly meters: CallMeters
}

export interface HistoryEntry {
  readonly tool: string
  /** As the caller gave it. */
  readonly input: string
  readonly outcome: CallOutcome | AbortedCall
}

/** What of an outcome is a call's result. All else, such as notes for the author and what a guest prints, stays outside. */
const RECORDED: ReadonlySet<string> = new Set([
  'status',
  'output',
  'message',
  'limit',
  'value',
  'most',
  'label',
  'denial',
  'host',
  'hostCall',
  'meters',
])

function freezeDeep<Value extends object>(value: Value): Value {
  for (const part of Object.values(value)) if (typeof part === 'object' && part !== null) freezeDeep(part)
  return Object.freeze(value)
}

/** Every call and its result, in the order in which the calls ended, and nothing else; what callers do with a result later changes nothing. */
export class History {
  private readonly recorded: HistoryEntry[] = []

  record({ tool, input, outcome }: HistoryEntry): void {
    const kept = Object.fromEntries(Object.entries(outcome).filter(([key]) => RECORDED.has(key)))
    const copy = structuredClone(kept) as unknown as HistoryEntry['outcome']
    this.recorded.push(freezeDeep({ tool, input, outcome: copy }))
  }

  get entries(): readonly HistoryEntry[] {
    return [...this.recorded]
  }
}
