/**
 * What is wrong with the length of a text of a guest; undefined when nothing is. Ends a sentence.
 * @param subject e.g. `the body`
 */
export function lengthProblem(subject: string, text: string, maxBytes: number): string | undefined {
  const byteLength = Buffer.byteLength(text)
  return byteLength <= maxBytes ? undefined : `${subject} is ${byteLength} bytes, more than ${maxBytes}`
}
