import { createContext, Script } from 'node:vm'

/** `broken`: not a regular expression. `too-slow`: stopped, because the pattern is a stranger's and may never end. */
export type PatternVerdict = 'matches' | 'differs' | 'broken' | 'too-slow'

const TIMEOUT_MS = 100

/** Tests a text against an author's regular expression (flag `u`), for at most 100 ms. */
export function testPattern(pattern: string, text: string): PatternVerdict {
  try {
    new RegExp(pattern, 'u')
  } catch {
    return 'broken'
  }
  const context = createContext({ pattern, text })
  try {
    const isMatch = new Script('new RegExp(pattern, "u").test(text)').runInContext(context, {
      timeout: TIMEOUT_MS,
    })
    return isMatch === true ? 'matches' : 'differs'
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return 'too-slow'
    throw error
  }
}
