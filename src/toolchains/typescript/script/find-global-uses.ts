import type { ScopeAnalysis } from './analyse-scopes.ts'
import { findInitials, isGuarded, type Step } from './guarded-use.ts'
import { type AnyNode, childrenOf, type NodeOf } from './syntax.ts'

/** A place where a script needs a global, alone or as a member of `globalThis`. */
export interface GlobalUse {
  readonly name: string
  /** In UTF-16 units. */
  readonly offset: number
}

/** What is asked about globals that a script names. */
export interface GlobalQuery {
  isWanted(name: string): boolean
  /** Whether uses count that are asked for with `typeof` and the like before, and those that only ask. */
  readonly countsGuarded: boolean
}

/**
 * Where a script uses globals, in the order of the source; those that it defines itself are left out. Without guarded uses, what
 * runs only where the global is known to be there is left out as well: behind `typeof name !== 'undefined'`, in `try`, as an optional call.
 */
export function findGlobalUses(analysis: ScopeAnalysis, query: GlobalQuery): readonly GlobalUse[] {
  const uses: GlobalUse[] = []
  const free = new Map(
    analysis.references
      .map(({ binding, start, name }) => [start, binding === undefined ? name : bundlerName(name)] as const)
      .filter(([, name]) => query.isWanted(name) || name === 'globalThis'),
  )
  if (free.size === 0 && !query.isWanted(DYNAMIC_IMPORT)) return []
  const defined = new Set<string>()
  const initials = findInitials(analysis)
  const path: Step[] = []
  const visit = (node: AnyNode): void => {
    const name = nameOf(node, free, path)
    if (name !== undefined && isDefinition(node, path)) defined.add(name)
    else if (name !== undefined && query.isWanted(name)) {
      const counts = query.countsGuarded || !(onlyAsks(node, path) || isGuarded(name, path, initials))
      if (counts) uses.push({ name, offset: node.start })
    }
    for (const child of childrenOf(node)) {
      path.push({ node, child })
      visit(child)
      path.pop()
    }
  }
  visit(analysis.program)
  return uses.filter(use => !defined.has(use.name))
}

/** esbuild calls a `require()` that it could not resolve by a name of its own. */
function bundlerName(name: string): string {
  return /^__require\d*$/.test(name) ? 'require' : ''
}

/** The name under which `import()` of what is known only in a call is asked for. */
export const DYNAMIC_IMPORT = 'import()'

function nameOf(node: AnyNode, free: ReadonlyMap<number, string>, path: readonly Step[]): string | undefined {
  if (node.type === 'ImportExpression') return DYNAMIC_IMPORT
  if (node.type === 'Identifier') {
    const name = free.get(node.start)
    return name !== undefined && name !== 'globalThis' && !isKey(node, path) ? name : undefined
  }
  if (node.type !== 'MemberExpression' || node.object.type !== 'Identifier') return undefined
  return free.get(node.object.start) === 'globalThis' ? memberName(node) : undefined
}

/** In `{ fetch }` key and value are one place; the value counts. */
function isKey(node: AnyNode, path: readonly Step[]): boolean {
  const parent = path.at(-1)?.node
  return parent?.type === 'Property' && parent.key === node && parent.value !== node
}

export function memberName({ property, computed }: NodeOf<'MemberExpression'>): string | undefined {
  if (!computed) return property.type === 'Identifier' ? property.name : undefined
  return property.type === 'Literal' && typeof property.value === 'string' ? property.value : undefined
}

function isDefinition(node: AnyNode, path: readonly Step[]): boolean {
  const parent = path.at(-1)?.node
  return parent?.type === 'AssignmentExpression' && parent.left === node && node.type === 'MemberExpression'
}

/** Places that do not need the value: `typeof name`; of `globalThis.name`, all but a call and a member of it. */
function onlyAsks(node: AnyNode, path: readonly Step[]): boolean {
  const parent = path.at(-1)?.node
  if (parent?.type === 'UnaryExpression' && parent.operator === 'typeof') return true
  if (node.type !== 'MemberExpression') return false
  if (parent?.type === 'CallExpression') return parent.callee !== node || parent.optional
  if (parent?.type === 'NewExpression') return parent.callee !== node
  return !(parent?.type === 'MemberExpression' && parent.object === node && !parent.optional)
}
