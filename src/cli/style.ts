import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { asset } from '../assets.io.ts'
import { rulePage } from '../check/reporters/rule-page.ts'
import { PLAIN, type Style } from '../check/reporters/text.ts'
import type { Severity } from '../finding.ts'
import { hasHyperlinks, hyperlink } from './hyperlinks.ts'
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
  rule: id => id,
}

/** How reports are marked up on this terminal. */
export function styleOf(terminal: Pick<Terminal, 'colour' | 'env' | 'isTTY'>): Style {
  if (!terminal.colour) return PLAIN
  return hasHyperlinks(terminal) ? { ...COLOURED, rule: linkToPage } : COLOURED
}

/** The pages come with the tool, so the link works offline. */
function linkToPage(id: string): string {
  const page = asset(rulePage(id))
  return existsSync(page) ? hyperlink(id, pathToFileURL(page).href) : id
}
