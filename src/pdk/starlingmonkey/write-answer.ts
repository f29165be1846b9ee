import { CALL_LIMITS, PDK_LIMITS } from '../../contract/limits.ts'
import { byteLength, cleanText, cutText, jsonLength } from './bound-text.ts'

/** What stands around the texts of an answer, in bytes: `{"summary":"","content":""}`. */
const FRAME_BYTES = 27

const BLANK_SUMMARY = 'tool completed'

/**
 * The answer of a call as JSON, within the bounds of the SDK.
 * @param isExact the content is JSON and must not be cut
 * @returns null when exact content is too long
 * @source host contract 10.1, 10.2
 */
export function writeAnswer(summary: string, content: string | undefined, isExact: boolean): string | null {
  const said = boundSummary(cleanText(summary))
  if (content === undefined) return JSON.stringify({ summary: said })
  const room = CALL_LIMITS.outputBytes - FRAME_BYTES - jsonLength(said)
  if (!isExact)
    return JSON.stringify({
      summary: said,
      content: cutText(cleanText(content), PDK_LIMITS.contentBytes, room),
    })
  if (byteLength(content) > PDK_LIMITS.contentBytes || jsonLength(content) > room) return null
  return JSON.stringify({ summary: said, content })
}

/** An ellipsis behind nothing but blanks says nothing, too. */
function boundSummary(summary: string): string {
  const cut = cutText(summary, PDK_LIMITS.summaryBytes)
  const kept = cut === summary ? cut : cut.slice(0, -1)
  return /[^ \n\t]/.test(kept) ? cut : BLANK_SUMMARY
}
