import type { Finding, Place } from '../finding.ts'
import { quote } from '../quote.ts'
import type { Case } from './case.ts'

export function caseFailed(entry: Case, differences: readonly string[]): Finding {
  return {
    rule: 'case/failed',
    severity: 'error',
    message: `The tool ${quote(entry.tool)} did not do what its case expects:\n${differences.map(line => `  ${line}`).join('\n')}`,
    why: 'A case states what the tool must do, so either the tool or the case is wrong.',
    fix: 'Correct the tool and run yoi-plugin build, or change [expect] in this case.',
    at: { file: entry.file },
  }
}

export function caseForUnknownTool(entry: Case, tools: readonly string[]): Finding {
  const known =
    tools.length === 0
      ? 'plugin.toml declares no tool'
      : `plugin.toml declares ${tools.map(quote).join(', ')}`
  return {
    rule: 'case/unknown-tool',
    severity: 'error',
    message: `The case calls the tool ${quote(entry.tool)}, but ${known}.`,
    why: 'The host has no such tool to call, so the case proves nothing.',
    fix: 'Set tool = to a declared name, or add the tool to plugin.toml.',
    at: { file: entry.file },
  }
}

/** What this Node, or this version of the tool, cannot run is never held against the plugin. @source design 6 */
export function caseNotRun(entry: Case, reason: string): Finding {
  return {
    rule: 'exercise/not-exercised',
    severity: 'note',
    message: `The case was not run: ${reason}.`,
    why: 'Nothing is known about what the tool returns.',
    fix: 'Run it where it can be run: a newer Node, or a newer yoi-plugin.',
    at: { file: entry.file },
  }
}

/** The case is well-formed, but what it asks for cannot be arranged. */
export function caseUnusable(entry: Case, problem: string): Finding {
  return {
    rule: 'case/unusable',
    severity: 'error',
    message: `The case cannot be run: ${problem}.`,
    why: 'A case runs under exactly the grants that it or yoi-plugin.toml names; anything else would prove nothing.',
    fix: 'Correct grants or without in the case, or [grants] in yoi-plugin.toml.',
    at: { file: entry.file },
  }
}

/** `[grants]` cannot be arranged, so a tool without a case is not called. */
export function grantsUnusable(tool: string, problem: string, at: Place): Finding {
  return {
    rule: 'exercise/not-exercised',
    severity: 'warning',
    message: `${quote(tool)} was not exercised: ${problem}.`,
    why: '[grants] of yoi-plugin.toml cannot be arranged, so nothing is known about what the tool returns.',
    fix: 'Correct [grants] in yoi-plugin.toml.',
    at,
  }
}
