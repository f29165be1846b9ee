import { type AnyNode, type Program, parse } from 'acorn'

export type { AnyNode, Program }
export type NodeOf<Type extends AnyNode['type']> = Extract<AnyNode, { type: Type }>

/** The syntax tree of a script; undefined for what is no JavaScript, which the engine explains better. */
export function parseScript(code: string): Program | undefined {
  try {
    return parse(code, { ecmaVersion: 'latest', sourceType: 'script' })
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** The nodes right below a node, in the order of the source. */
export function childrenOf(node: AnyNode): readonly AnyNode[] {
  const children: AnyNode[] = []
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) children.push(...value.filter(isNode))
    else if (isNode(value)) children.push(value)
  }
  return children
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}
