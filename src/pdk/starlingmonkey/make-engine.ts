import type { Engine } from '../engine.ts'
import { cutText, wellFormed } from './bound-text.ts'
import { callHost, type HostFunctions } from './call-host.ts'
import { logEntry } from './trace-ring.ts'
import { writeAnswer } from './write-answer.ts'

/** What the SDK needs of an engine, in JavaScript: in QuickJS the same is WebAssembly. @param take is given each answer */
export function makeEngine(hostFunctions: HostFunctions, take: (answer: string) => void): Engine {
  return {
    answer(summary, content, isExact) {
      const answer = writeAnswer(summary, content, isExact)
      if (answer !== null) take(answer)
      return answer !== null
    },
    cut: (text, maxBytes) => cutText(wellFormed(text), maxBytes),
    log: logEntry,
    host: (hostFunction, ...values) => callHost(hostFunctions, hostFunction, values),
  }
}
