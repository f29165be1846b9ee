/** Exit codes of every command. @source design 7 */
export const EXIT = { ok: 0, problemsFound: 1, wrongUse: 2, ourBug: 3 } as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/**
 * A mistake at the keyboard or in the environment: shown as what and fix, exit code 2, no stack trace.
 * Problems inside a plugin are never thrown; they are findings.
 */
export class UserError extends Error {
  override readonly name = 'UserError'

  /**
   * @param code stable machine word, kebab-case, e.g. `destination-not-empty`
   * @param what what is wrong, with the value found and the value expected
   * @param fix something to type or to change
   */
  constructor(
    readonly code: string,
    readonly what: string,
    readonly fix: string,
  ) {
    super(what)
  }
}
