/** What the host is expected to do with one input; the format of the case files. */
export interface ConformanceCase {
  readonly id: string
  readonly area: string
  readonly input: CaseInput
  readonly expect: Verdict
  readonly why: string
  readonly kind?: string
  readonly phase?: string
  readonly digest?: string
  readonly broad?: boolean
  readonly covers?: boolean
  readonly intersects?: boolean
  readonly status?: string
}

export type Verdict = 'accept' | 'reject'
export type CaseInput = Readonly<Record<string, unknown>>

/** What we did with the input; a part is absent where the area has nothing to say on it. */
export interface Found {
  readonly verdict: Verdict
  readonly kind?: string
  readonly phase?: string
  readonly digest?: string
  readonly broad?: boolean
  readonly covers?: boolean
  readonly intersects?: boolean
  readonly status?: string
  /** Our own words, shown when the case fails. */
  readonly detail?: string
}

/** Judges the input of one area; `undefined` when it is written for people only. */
export type Judge = (input: CaseInput, expected: ConformanceCase) => Found | undefined

export const COMPARED_KEYS = ['kind', 'phase', 'digest', 'broad', 'covers', 'intersects', 'status'] as const

export const accepted = (more: Omit<Found, 'verdict'> = {}): Found => ({ verdict: 'accept', ...more })
export const rejected = (more: Omit<Found, 'verdict'> = {}): Found => ({ verdict: 'reject', ...more })
export const verdictOf = (isAccepted: boolean, detail?: string): Found => ({
  verdict: isAccepted ? 'accept' : 'reject',
  ...(detail === undefined ? {} : { detail }),
})
