import { createContext, Script } from 'node:vm'

/**
 * `broken`: not a regular expression. `too-slow`, `too-large`: stopped, because the pattern is a stranger's and may never
 * end or need any amount of memory.
 */
export type PatternVerdict = 'matches' | 'differs' | 'broken' | 'too-slow' | 'too-large'

const TIMEOUT_MS = 100

/** Gives null when the engine has no room for what is left to be tried; a time that is over cannot be caught inside. */
const TEST = new Script(`(() => {
  const expression = new RegExp(pattern, 'u')
  try {
    return expression.test(text)
  } catch {
    return null
  }
})()`)

/**
 * Tests a text against an author's regular expression (flag `u`), for at most 100 ms.
 * @param pattern of bounded length, see `refusePatterns`: the time to compile it is not limited
 */
export function testPattern(pattern: string, text: string): PatternVerdict {
  try {
    new RegExp(pattern, 'u')
  } catch {
    return 'broken'
  }
  try {
    const isMatch = TEST.runInContext(createContext({ pattern, text }), { timeout: TIMEOUT_MS })
    return isMatch === null ? 'too-large' : isMatch ? 'matches' : 'differs'
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return 'too-slow'
    throw error
  }
}
