import { UserError } from '../errors.ts'
import { MIN_SECRET_LENGTH } from '../exercise/cassette/secret-spellings.ts'
import type { WrittenCassette } from '../exercise/cassette/write-recordings.io.ts'
import { escapeText } from '../quote.ts'
import type { Terminal } from './terminal.ts'

/** @throws UserError: what is needed is found by running often, and only once with the network */
export function refuseRecording(isRecording: boolean): void {
  if (isRecording)
    throw new UserError(
      'record-and-suggest',
      '--record and --suggest-grants exclude each other.',
      'Record first, then look for grants.',
    )
}

/** A name that stands for nothing hides nothing. */
export function warnOfUnsetSecrets(
  unset: readonly string[],
  isRecording: boolean,
  terminal: Pick<Terminal, 'err'>,
): void {
  if (!isRecording) return
  for (const name of unset)
    terminal.err(
      `warning: [record] secrets names ${escapeText(name)}, which is not set or shorter than ${MIN_SECRET_LENGTH} characters: nothing is hidden under this name`,
    )
}

/** What was written, and what was hidden in it. */
export function recordingLines({ file, exchangeCount, redacted }: WrittenCassette): string[] {
  const count = exchangeCount === 1 ? '1 exchange' : `${exchangeCount} exchanges`
  return [
    `recorded ${count} in ${escapeText(file)}`,
    ...(redacted.length === 0
      ? ['         nothing was hidden in it: look through it before it is shared']
      : redacted.map(what => `         hidden: ${escapeText(what)}`)),
  ]
}

/** The same as data. */
export function recordingJson({ file, exchangeCount, redacted }: WrittenCassette): object {
  return { file, exchanges: exchangeCount, redacted }
}
