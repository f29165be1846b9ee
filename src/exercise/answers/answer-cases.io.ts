import { fsApi } from '../../host/apis/fs/fs-api.io.ts'
import { quote } from '../../quote.ts'
import type { Case } from '../case.ts'
import type { Exchange } from '../cassette/cassette.ts'
import { type CassetteShelf, pathOf } from '../cassette/cassette-shelf.io.ts'
import type { NamedSecret } from '../cassette/secret-spellings.ts'
import type { UnusableCall } from '../exercise-plugin.ts'
import { CallAnswers } from './call-answers.ts'
import type { CallObserver } from './call-observer.ts'
import type { Network } from './network.ts'

/** How host calls of cases are answered, besides by replies. */
export interface AnswerOptions {
  /** The network for the calls of a case; null: cassettes stand in for it. */
  readonly networkOf: ((entry: Case) => Network) | null
  /** Null for a package file, which has no cassettes. */
  readonly shelf: CassetteShelf | null
  /** Named secrets whose values are known. */
  readonly secrets: readonly NamedSecret[]
  /** Fields that no exchange is compared by: `[record] ignore`. */
  readonly ignore: readonly string[]
}

/** What is particular about one call. */
export interface CallWishes {
  readonly observer?: CallObserver
  /** In the place of network and cassette. */
  readonly exchanges?: readonly Exchange[]
}

export type OpenAnswers = (entry: Case | null, wishes?: CallWishes) => CallAnswers | UnusableCall

/** Answers calls of a case by its replies, then by the network or by its cassette; a smoke call has neither. */
export function answerCases({ networkOf, shelf, secrets, ignore }: AnswerOptions): OpenAnswers {
  return (entry, { observer, exchanges } = {}) => {
    const network = entry && networkOf && !exchanges ? networkOf(entry) : null
    const reading = entry && !network && !exchanges ? shelf?.read(pathOf(entry)) : null
    if (entry && reading && !reading.cassette)
      return { unusable: `its cassette ${quote(pathOf(entry))} cannot be used` }
    return new CallAnswers({
      replies: entry?.replies ?? [],
      network,
      exchanges: exchanges ?? reading?.cassette?.exchanges ?? [],
      secrets,
      ignore,
      ...THIS_MACHINE,
      ...(observer && { observer }),
    })
  }
}

/** What every run has: files that are granted, and the time. */
const THIS_MACHINE = { fs: fsApi(), clock: { nowMs: () => performance.now() } }
