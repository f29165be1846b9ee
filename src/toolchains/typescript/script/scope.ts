import type { AnyNode, NodeOf } from './syntax.ts'

/** What declares a name. `name` is the name of a function or class inside itself. */
export type BindingKind = 'var' | 'let' | 'const' | 'parameter' | 'function' | 'class' | 'catch' | 'name'

/** `function` holds what `var` declares: a function with its parameters, a static block, the value of a field, the script. */
export type ScopeKind = 'function' | 'block' | 'loop' | 'switch' | 'catch' | 'class' | 'name'

/** A region of a script with names of its own. */
export interface Scope {
  readonly kind: ScopeKind
  readonly node: AnyNode
  /** Undefined for the script. */
  readonly parent: Scope | undefined
  readonly bindings: Map<string, Binding>
}

/** One name in one scope, whatever number of declarations it has. */
export interface Binding {
  readonly name: string
  readonly kind: BindingKind
  readonly scope: Scope
  readonly references: Reference[]
}

/** An identifier that stands for a variable. */
export interface Reference {
  readonly name: string
  readonly start: number
  readonly end: number
  readonly scope: Scope
  readonly isWrite: boolean
  /** Undefined for a global. */
  binding: Binding | undefined
}

/** A `let`, `const` or `var` declaration and the scope that it stands in. */
export interface PlacedDeclaration {
  readonly node: NodeOf<'VariableDeclaration'>
  readonly scope: Scope
  /** The head of a `for` loop that it is; undefined for a statement. */
  readonly head: NodeOf<'ForStatement' | 'ForInStatement' | 'ForOfStatement'> | undefined
  /** Whether a loop of the same function is around it. */
  readonly isInLoop: boolean
}

export function makeScope(kind: ScopeKind, node: AnyNode, parent: Scope | undefined): Scope {
  return { kind, node, parent, bindings: new Map() }
}

/** The scope itself or the nearest one around it that holds what `var` declares. */
export function functionScopeOf(scope: Scope): Scope {
  return scope.kind === 'function' || scope.parent === undefined ? scope : functionScopeOf(scope.parent)
}

/** Whether a scope is another one or lies in it. */
export function isWithin(scope: Scope, outer: Scope): boolean {
  for (let each: Scope | undefined = scope; each !== undefined; each = each.parent)
    if (each === outer) return true
  return false
}

/** The binding that a name has in a scope; undefined for a global. */
export function resolveName(name: string, scope: Scope): Binding | undefined {
  for (let each: Scope | undefined = scope; each !== undefined; each = each.parent) {
    const binding = each.bindings.get(name)
    if (binding !== undefined) return binding
  }
  return undefined
}
