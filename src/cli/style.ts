import { PLAIN, type Style } from '../check/reporters/text.ts'
import type { Severity } from '../finding.ts'
import type { Terminal } from './terminal.ts'

const RESET = '\u001b[0m'
const SEVERITY_CODES: Readonly<Record<Severity, string>> = {
  error: '\u001b[1;31m',
  warning: '\u001b[1;33m',
  note: '\u001b[1;36m',
}

const COLOURED: Style = {
  bold: text => `\u001b[1m${text}${RESET}`,
  dim: text => `\u001b[2m${text}${RESET}`,
  severity: (severity, text) => `${SEVERITY_CODES[severity]}${text}${RESET}`,
}

/** How reports are marked up on this terminal. */
export function styleOf(terminal: Pick<Terminal, 'colour'>): Style {
  return terminal.colour ? COLOURED : PLAIN
}
