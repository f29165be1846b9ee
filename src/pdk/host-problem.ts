/**
 * What the engine says about the arguments of a host function: the sentence goes on with the name of the function. The numbers are
 * those of `host/calls.wat` and `host/checks.wat` of the engine.
 * @source host contract 5.4, 7.1 to 7.3
 */
export type HostProblems = Readonly<Record<number, string>>

/** The answer of a host function, or the number of a problem. @throws TypeError for a problem */
export function takeAnswer(name: string, answer: unknown, problems: HostProblems): object {
  if (typeof answer === 'number') throw new TypeError(`${name}: ${problems[answer]}`)
  return answer as object
}

export const URL_PROBLEMS: HostProblems = {
  4: 'the URL must be a string',
  5: 'the URL is not absolute',
  7: 'Yoi refuses a URL with a user or a password',
  8: 'the host or the port of the URL is missing or malformed',
}
