import type { Pattern } from 'acorn'
import type { ScopeAnalysis } from './analyse-scopes.ts'
import {
  type Binding,
  functionScopeOf,
  isWithin,
  type PlacedDeclaration,
  type Reference,
  type Scope,
} from './scope.ts'

/**
 * The declarations with `let` and `const` for which `var` does the same, whatever the script does. In QuickJS a `let` is checked
 * for its initialisation on every access, which doubles the fuel of a loop.
 *
 * It is the same when no name of the function collides, nothing can see the variable before its initialisation, no constant is
 * assigned, and no closure could tell the variables of two turns of a loop apart.
 */
export function findVarDeclarations(analysis: ScopeAnalysis): readonly PlacedDeclaration[] {
  const names = new NameIndex(analysis)
  return analysis.declarations.filter(placed => {
    const { node, scope } = placed
    if (node.kind !== 'let' && node.kind !== 'const') return false
    if (scope.kind === 'switch' || functionScopeOf(scope).parent === undefined) return false
    return node.declarations.every(({ id, init, end }) =>
      namesOf(id).every(name => {
        const binding = scope.bindings.get(name)!
        const variable = {
          ...placed,
          binding,
          end: endOfInitialiser(placed, end),
          hasInitialiser: init != null,
        }
        return isSame(variable, names)
      }),
    )
  })
}

interface Variable extends PlacedDeclaration {
  readonly binding: Binding
  /** Where the variable has its value. */
  readonly end: number
  readonly hasInitialiser: boolean
}

function endOfInitialiser({ head }: PlacedDeclaration, end: number): number {
  return head === undefined || head.type === 'ForStatement' ? end : head.right.end
}

function isSame(variable: Variable, names: NameIndex): boolean {
  const { binding, scope, head, isInLoop, end } = variable
  const home = functionScopeOf(scope)
  const namesakes = names.bindingsIn(home, binding)
  if (namesakes.some(other => isWithin(other.scope, scope) || isWithin(scope, other.scope))) return false
  if (names.seesOuter(home, binding)) return false
  if (binding.kind === 'const' && binding.references.some(reference => reference.isWrite)) return false
  const isOnlyOne = !isInLoop && namesakes.length === 0
  const isAlwaysSet = variable.hasInitialiser || (head !== undefined && head.type !== 'ForStatement')
  if (!isAlwaysSet && !isOnlyOne) return false
  return binding.references.every(reference => {
    const closure = outermostClosure(reference, home)
    if (closure === undefined) return reference.start >= end
    return isOnlyOne && creationOf(closure, scope) >= end
  })
}

/** The function directly inside `home` from which a reference sees the variable; undefined for one in `home` itself. */
function outermostClosure({ scope }: Reference, home: Scope): Scope | undefined {
  let closure: Scope | undefined
  for (let each = functionScopeOf(scope); each !== home; each = functionScopeOf(each.parent!)) closure = each
  return closure
}

/** Where a function comes into being: a declaration at the start of its block, -1 in the block of the variable. */
function creationOf({ node, parent }: Scope, variableScope: Scope): number {
  if (node.type !== 'FunctionDeclaration') return node.start
  return parent === variableScope ? -1 : parent!.node.start
}

function namesOf(pattern: Pattern): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name]
    case 'ObjectPattern':
      return pattern.properties.flatMap(property =>
        namesOf(property.type === 'RestElement' ? property.argument : property.value),
      )
    case 'ArrayPattern':
      return pattern.elements.flatMap(element => (element ? namesOf(element) : []))
    case 'RestElement':
      return namesOf(pattern.argument)
    case 'AssignmentPattern':
      return namesOf(pattern.left)
    default:
      return []
  }
}

/** Bindings and references of a script by name. */
class NameIndex {
  private readonly bindings: ReadonlyMap<string, readonly Binding[]>
  private readonly references: ReadonlyMap<string, readonly Reference[]>

  constructor({ scopes, references }: ScopeAnalysis) {
    this.bindings = groupByName(scopes.flatMap(scope => [...scope.bindings.values()]))
    this.references = groupByName(references)
  }

  /** The other bindings of the same name in the same function. */
  bindingsIn(home: Scope, binding: Binding): readonly Binding[] {
    const all = this.bindings.get(binding.name) ?? []
    return all.filter(other => other !== binding && functionScopeOf(other.scope) === home)
  }

  /** Whether anything in the function means a variable of this name outside of it. */
  seesOuter(home: Scope, { name }: Binding): boolean {
    const all = this.references.get(name) ?? []
    return all.some(
      reference =>
        isWithin(reference.scope, home) &&
        (reference.binding === undefined || !isWithin(reference.binding.scope, home)),
    )
  }
}

function groupByName<Item extends { readonly name: string }>(items: readonly Item[]): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const group = groups.get(item.name)
    if (group === undefined) groups.set(item.name, [item])
    else group.push(item)
  }
  return groups
}
