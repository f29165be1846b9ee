import type { ScopeAnalysis } from './analyse-scopes.ts'
import { editScript, type ScriptEdit } from './script-edits.ts'
import { findVarDeclarations } from './var-declarations.ts'

/** The bundle as QuickJS runs it with less fuel; line by line and column by column in the same places. */
export function lightenScript(code: string, analysis: ScopeAnalysis): string {
  return editScript(code, varEdits(analysis))
}

function varEdits(analysis: ScopeAnalysis): ScriptEdit[] {
  return findVarDeclarations(analysis).map(({ node: { start, kind } }) => ({
    start,
    end: start + kind.length,
    text: 'var'.padEnd(kind.length),
  }))
}
