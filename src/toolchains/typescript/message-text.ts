import { escapeText } from '../../quote.ts'

/** A message of a compiler or of the plugin inside a sentence of ours: escaped, but with its quotation marks as they are. */
export function messageText(message: string): string {
  return escapeText(message).replaceAll('\\"', '"')
}
