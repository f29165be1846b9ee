/** A range of a script and what stands there instead; as long as what it replaces, so that source maps stay right. */
export interface ScriptEdit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Applies edits that do not overlap. @throws Error for one that moves what follows */
export function editScript(code: string, edits: readonly ScriptEdit[]): string {
  const parts: string[] = []
  let position = 0
  for (const { start, end, text } of [...edits].sort((left, right) => left.start - right.start)) {
    if (start < position || text.length !== end - start) throw new Error('an edit moves the script')
    parts.push(code.slice(position, start), text)
    position = end
  }
  return parts.join('') + code.slice(position)
}
