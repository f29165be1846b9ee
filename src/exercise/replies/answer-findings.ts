import type { Finding } from '../../finding.ts'
import { quote } from '../../quote.ts'
import type { Case } from '../case.ts'
import type { MissingExchange } from '../cassette/replay.ts'
import type { Reply } from './reply.ts'

/** What was asked and not answered, line by line, and what to type. */
export function missingLines(missing: readonly MissingExchange[], command: string): string[] {
  return [...missing.flatMap(describe), `record it: ${command}`]
}

function describe({ lines, nearest }: MissingExchange): string[] {
  return [
    'nothing recorded answers:',
    ...lines.map(line => `  ${line}`),
    ...(nearest === null ? [] : [`  (${nearest})`]),
  ]
}

export function missingExchange(entry: Case, missing: readonly MissingExchange[], command: string): Finding {
  const asked = missing.flatMap(describe).map(line => `  ${line}`)
  return {
    rule: 'case/missing-exchange',
    severity: 'error',
    message: `The tool ${quote(entry.tool)} made a host call that nothing answers:\n${asked.join('\n')}`,
    why: 'Cases use no network, so that they are the same on every machine; a call that is not recorded proves nothing.',
    fix: `Record it with \`${command}\`, or answer it with [[replies]] in the case.`,
    at: { file: entry.file },
  }
}

export function unusedReply({ call, at }: Reply): Finding {
  return {
    rule: 'case/unused-reply',
    severity: 'warning',
    message: `No host call asked for this reply to ${call}.`,
    why: 'A reply that is not used says nothing about the plugin, and readers take it for what happens.',
    fix: 'Remove it, or correct what it expects in `with`.',
    at,
  }
}
