import type { ScopeAnalysis } from './analyse-scopes.ts'
import { type Binding, isWithin, type Scope } from './scope.ts'
import { editScript, type ScriptEdit } from './script-edits.ts'

/** The identifier in the sources from which a position in the bundle comes; undefined where that is not known. */
export type OriginalName = (offset: number) => string | undefined

/**
 * Gives classes the name that they have in the sources: where a class mentions itself, esbuild writes `var Cube = class _Cube`, and
 * `Cube.name` would tell. A class stays as it is where its own name means something else inside of it.
 */
export function restoreClassNames(
  code: string,
  { scopes, references }: ScopeAnalysis,
  originalName: OriginalName,
): string {
  const edits = scopes.flatMap(scope => {
    const { node } = scope
    if (scope.kind !== 'class' || node.type !== 'ClassExpression' || !node.id) return []
    const binding = scope.bindings.get(node.id.name)!
    const name = node.id.name.startsWith('_') ? originalName(node.id.start) : undefined
    if (name === undefined || !node.id.name.startsWith(`_${name}`)) return []
    const isTaken = references.some(each => each.name === name && isWithin(each.scope, scope))
    if (isTaken || isHidden(binding, name, scope)) return []
    const places = [node.id, ...binding.references]
    return places.some(place => mayBeShorthand(code, place)) ? [] : places.map(place => edit(place, name))
  })
  return editScript(code, edits)
}

/** Whether the name has another meaning where the class is mentioned. */
function isHidden({ references }: Binding, name: string, classScope: Scope): boolean {
  return references.some(reference => {
    for (let each = reference.scope; each !== classScope; each = each.parent!)
      if (each.bindings.has(name)) return true
    return false
  })
}

interface Range {
  readonly start: number
  readonly end: number
}

/** `{ _Cube }` is a key and a value in one word. */
function mayBeShorthand(code: string, { start, end }: Range): boolean {
  return (
    /[{,]\s*$/.test(code.slice(Math.max(0, start - 200), start)) &&
    /^\s*[,}]/.test(code.slice(end, end + 200))
  )
}

function edit({ start, end }: Range, name: string): ScriptEdit {
  return { start, end, text: name.padEnd(end - start) }
}
