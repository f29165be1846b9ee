import type { ScopeAnalysis } from './analyse-scopes.ts'
import { resolveName } from './scope.ts'
import { type AnyNode, childrenOf } from './syntax.ts'

/** One step on the way down to a node. */
export interface Step {
  readonly node: AnyNode
  readonly child: AnyNode
}

/** What never changes variables hold, by the places at which they are read. */
export type Initials = ReadonlyMap<number, AnyNode>

/** For every read of a variable that is set once, where it is declared: the expression that it holds. */
export function findInitials({ declarations, references }: ScopeAnalysis): Initials {
  const initials = new Map<number, AnyNode>()
  for (const { node, scope } of declarations)
    for (const { id, init } of node.declarations) {
      const binding = id.type === 'Identifier' && init ? resolveName(id.name, scope) : undefined
      if (binding === undefined || binding.references.some(({ isWrite }) => isWrite)) continue
      for (const { start } of binding.references) initials.set(start, init!)
    }
  return references.length === 0 ? new Map() : initials
}

/** Whether what stands at the end of a path runs only where a global is there, or where its absence is caught. */
export function isGuarded(name: string, path: readonly Step[], initials: Initials): boolean {
  const guard: Guard = { name, initials }
  let isSameFunction = true
  for (let index = path.length - 1; index >= 0; index--) {
    const { node, child } = path[index]!
    if (isSameFunction && node.type === 'TryStatement' && node.block === child && node.handler) return true
    if (guardsChild(node, child, guard)) return true
    if (FUNCTIONS.includes(node.type)) isSameFunction = false
  }
  return false
}

const FUNCTIONS = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']

interface Guard {
  readonly name: string
  readonly initials: Initials
}

function guardsChild(node: AnyNode, child: AnyNode, guard: Guard): boolean {
  switch (node.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      if (child === node.consequent) return tells(node.test, true, guard)
      return child === node.alternate && tells(node.test, false, guard)
    case 'LogicalExpression':
      return child === node.right && node.operator !== '??' && tells(node.left, node.operator === '&&', guard)
    case 'Program':
    case 'BlockStatement':
      return node.body
        .slice(0, node.body.indexOf(child as never))
        .some(
          each =>
            each.type === 'IfStatement' &&
            !each.alternate &&
            leaves(each.consequent) &&
            tells(each.test, false, guard),
        )
    default:
      return false
  }
}

function leaves(node: AnyNode): boolean {
  if (node.type === 'BlockStatement') return node.body.some(leaves)
  return node.type === 'ReturnStatement' || node.type === 'ThrowStatement'
}

/** Whether the global is there when the test comes out like this. */
function tells(test: AnyNode, outcome: boolean, guard: Guard): boolean {
  switch (test.type) {
    case 'UnaryExpression':
      return test.operator === '!' && tells(test.argument, !outcome, guard)
    case 'LogicalExpression': {
      const sides = [test.left, test.right]
      if (test.operator === '??') return false
      const isBoth = (test.operator === '&&') === outcome
      return isBoth
        ? sides.some(side => tells(side, outcome, guard))
        : sides.every(side => tells(side, outcome, guard))
    }
    case 'BinaryExpression':
      return tellsByComparison(test.operator, [test.left, test.right], outcome, guard)
    case 'MemberExpression':
    case 'ChainExpression':
      return outcome && mentionsMember(test, guard.name)
    case 'Identifier': {
      const initial = guard.initials.get(test.start)
      return initial !== undefined && tells(initial, outcome, { ...guard, initials: new Map() })
    }
    default:
      return false
  }
}

function tellsByComparison(
  operator: string,
  [left, right]: readonly AnyNode[],
  outcome: boolean,
  { name }: Guard,
): boolean {
  if (operator === 'in') return outcome && left?.type === 'Literal' && left.value === name
  const isEqual = /^===?$/.test(operator)
  if (!isEqual && !/^!==?$/.test(operator)) return false
  for (const [asked, literal] of [
    [left, right],
    [right, left],
  ]) {
    if (asked?.type === 'UnaryExpression' && asked.operator === 'typeof' && isNamed(asked.argument, name)) {
      const isUndefined = literal?.type === 'Literal' && literal.value === 'undefined'
      return isUndefined ? isEqual !== outcome : isEqual === outcome
    }
  }
  return false
}

function isNamed(node: AnyNode, name: string): boolean {
  return (node.type === 'Identifier' && node.name === name) || mentionsMember(node, name)
}

/** `globalThis.name`, or a member of it, which needs it to be there. */
function mentionsMember(node: AnyNode, name: string): boolean {
  if (node.type === 'MemberExpression' && node.property.type === 'Identifier' && node.property.name === name)
    return node.object.type === 'Identifier' && node.object.name === 'globalThis'
  return (
    (node.type === 'MemberExpression' || node.type === 'ChainExpression') &&
    childrenOf(node).some(child => mentionsMember(child, name))
  )
}
