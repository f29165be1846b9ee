import type { ScopeAnalysis } from './analyse-scopes.ts'
import { type AnyNode, childrenOf } from './syntax.ts'

/** A use of what never changes in a component; the offset is in UTF-16 units. */
export interface FixedValueUse {
  readonly kind: 'random' | 'time'
  /** As it is written, e.g. `new Date()`. */
  readonly what: string
  readonly offset: number
}

/** Where a script asks for a random number or for the time, in the order of the source. `new Date(value)` asks for neither. */
export function findFixedValues({ program, references }: ScopeAnalysis): readonly FixedValueUse[] {
  const globals = new Set(references.filter(each => each.binding === undefined).map(each => each.start))
  const uses: FixedValueUse[] = []
  const visit = (node: AnyNode): void => {
    const use = useOf(node, globals)
    if (use !== undefined) uses.push({ ...use, offset: node.start })
    for (const child of childrenOf(node)) visit(child)
  }
  visit(program)
  return uses
}

type Use = Omit<FixedValueUse, 'offset'>

const MEMBERS: Readonly<Record<string, Use>> = {
  'Math.random': { kind: 'random', what: 'Math.random' },
  'Date.now': { kind: 'time', what: 'Date.now' },
  'performance.now': { kind: 'time', what: 'performance.now' },
}

function useOf(node: AnyNode, globals: ReadonlySet<number>): Use | undefined {
  switch (node.type) {
    case 'MemberExpression':
      return MEMBERS[`${globalOf(node.object, globals)}.${memberName(node)}`]
    case 'VariableDeclarator':
      return node.init ? taken(node.id, node.init, globals) : undefined
    case 'AssignmentExpression':
      return taken(node.left, node.right, globals)
    case 'NewExpression':
    case 'CallExpression': {
      const isNew = node.type === 'NewExpression'
      if (globalOf(node.callee, globals) !== 'Date' || (isNew && node.arguments.length > 0)) return undefined
      return { kind: 'time', what: isNew ? 'new Date()' : 'Date()' }
    }
    default:
      return undefined
  }
}

/** `const { random } = Math`. */
function taken(target: AnyNode, value: AnyNode, globals: ReadonlySet<number>): Use | undefined {
  const owner = target.type === 'ObjectPattern' ? globalOf(value, globals) : undefined
  if (owner === undefined || target.type !== 'ObjectPattern') return undefined
  for (const property of target.properties) {
    const isNamed = property.type === 'Property' && !property.computed && property.key.type === 'Identifier'
    const use = isNamed && 'name' in property.key ? MEMBERS[`${owner}.${property.key.name}`] : undefined
    if (use !== undefined) return use
  }
  return undefined
}

/** The name of a global object, plain or as a member of `globalThis`. */
function globalOf(node: AnyNode, globals: ReadonlySet<number>): string | undefined {
  if (node.type === 'Identifier') return globals.has(node.start) ? node.name : undefined
  const isMember = node.type === 'MemberExpression' && globalOf(node.object, globals) === 'globalThis'
  return isMember ? memberName(node) : undefined
}

function memberName({
  property,
  computed,
}: Extract<AnyNode, { type: 'MemberExpression' }>): string | undefined {
  if (!computed) return property.type === 'Identifier' ? property.name : undefined
  return property.type === 'Literal' && typeof property.value === 'string' ? property.value : undefined
}
