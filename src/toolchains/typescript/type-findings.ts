import type { Finding, Place } from '../../finding.ts'
import { escapeText } from '../../quote.ts'
import { messageText } from './message-text.ts'

/** Findings of one build; the first errors of a type-checker explain the rest. */
const MAX_FINDINGS = 50

/** A line of `tsc --pretty false`: with a place, or about the whole project. */
const PLACED = /^(.+?)\((\d+),(\d+)\): error (TS\d+): (.*)$/
const UNPLACED = /^error (TS\d+): (.*)$/

/** Errors in the output of `tsc --pretty false` as findings; what goes on in indented lines is their explanation. */
export function typeFindings(output: string): Finding[] {
  const errors: { at: Place; code: string; lines: string[] }[] = []
  for (const line of output.split(/\r?\n/)) {
    const placed = PLACED.exec(line)
    const unplaced = placed ? null : UNPLACED.exec(line)
    if (placed) {
      const [, file, row, column, code, text] = placed
      errors.push({ at: placeOf(file!, row!, column!), code: code!, lines: [text!] })
    } else if (unplaced)
      errors.push({ at: { file: 'tsconfig.json' }, code: unplaced[1]!, lines: [unplaced[2]!] })
    else if (/^\s+\S/.test(line)) errors.at(-1)?.lines.push(line.trim())
  }
  const findings = errors.slice(0, MAX_FINDINGS).map(({ at, code, lines }) => typeError(at, code, lines))
  if (errors.length > MAX_FINDINGS) findings.push(furtherErrors(errors.length - MAX_FINDINGS))
  return findings
}

function placeOf(file: string, line: string, column: string): Place {
  return { file: file.replaceAll('\\', '/'), line: Number(line), column: Number(column) }
}

function typeError(at: Place, code: string, lines: readonly string[]): Finding {
  return {
    rule: 'build/type-error',
    severity: 'error',
    message: `${escapeText(code)}: ${messageText(lines.join(' '))}`,
    why: 'The types of the input come from plugin.toml: where the code does not fit them, it does not do what the manifest says.',
    fix: 'Correct the code or the schema in plugin.toml; `yoi-plugin build --no-types` builds without this check.',
    at,
  }
}

function furtherErrors(count: number): Finding {
  return {
    rule: 'build/type-error',
    severity: 'error',
    message: `The type-checker has ${count} more ${count === 1 ? 'error' : 'errors'}.`,
    why: 'The first ones often explain the rest.',
    fix: 'Correct those first, and build again.',
    at: { file: 'tsconfig.json' },
  }
}
