import type { Identifier, Pattern } from 'acorn'
import {
  type BindingKind,
  functionScopeOf,
  makeScope,
  type PlacedDeclaration,
  type Reference,
  resolveName,
  type Scope,
} from './scope.ts'
import { type AnyNode, childrenOf, type NodeOf, type Program } from './syntax.ts'

type FunctionNode = NodeOf<'FunctionDeclaration' | 'FunctionExpression' | 'ArrowFunctionExpression'>
type ClassNode = NodeOf<'ClassDeclaration' | 'ClassExpression'>

/** What the names of a script stand for. */
export interface ScopeAnalysis {
  readonly program: Program
  readonly scopes: readonly Scope[]
  /** Each with what it refers to. */
  readonly references: readonly Reference[]
  readonly declarations: readonly PlacedDeclaration[]
}

/** Names of a strict script and what they stand for. Parameters and body of a function share a scope. */
export function analyseScopes(program: Program): ScopeAnalysis {
  const walk = new ScopeWalk(program)
  for (const reference of walk.references) {
    reference.binding = resolveName(reference.name, reference.scope)
    reference.binding?.references.push(reference)
  }
  return walk
}

class ScopeWalk implements ScopeAnalysis {
  readonly scopes: Scope[] = []
  readonly references: Reference[] = []
  readonly declarations: PlacedDeclaration[] = []
  private loopDepth = 0

  constructor(readonly program: Program) {
    const scope = this.open('function', program, undefined)
    for (const node of program.body) this.visit(node, scope)
  }

  private open(kind: Scope['kind'], node: AnyNode, parent: Scope | undefined): Scope {
    const scope = makeScope(kind, node, parent)
    this.scopes.push(scope)
    return scope
  }

  private declare(name: string, kind: BindingKind, scope: Scope): void {
    const home = kind === 'var' ? functionScopeOf(scope) : scope
    if (!home.bindings.has(name)) home.bindings.set(name, { name, kind, scope: home, references: [] })
  }

  private refer({ name, start, end }: Identifier, scope: Scope, isWrite: boolean): void {
    this.references.push({ name, start, end, scope, isWrite, binding: undefined })
  }

  private all(nodes: readonly (AnyNode | null)[], scope: Scope): void {
    for (const node of nodes) if (node !== null) this.visit(node, scope)
  }

  private visit(node: AnyNode, scope: Scope): void {
    switch (node.type) {
      case 'Identifier':
        this.refer(node, scope, false)
        return
      case 'FunctionDeclaration':
        if (node.id) this.declare(node.id.name, 'function', scope)
        this.functionBody(node, scope)
        return
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        this.functionBody(node, node.id ? this.named(node.id, node, scope) : scope)
        return
      case 'ClassDeclaration':
      case 'ClassExpression':
        this.classBody(node, scope)
        return
      case 'StaticBlock':
        this.inFunction(() => this.all(node.body, this.open('function', node, scope)))
        return
      case 'BlockStatement':
        this.all(node.body, this.open('block', node, scope))
        return
      case 'SwitchStatement': {
        this.visit(node.discriminant, scope)
        this.all(node.cases, this.open('switch', node, scope))
        return
      }
      case 'CatchClause': {
        const inner = this.open('catch', node, scope)
        if (node.param) this.pattern(node.param, inner, 'catch')
        this.visit(node.body, inner)
        return
      }
      case 'VariableDeclaration':
        this.variables(node, scope, undefined)
        return
      case 'ForStatement':
      case 'ForInStatement':
      case 'ForOfStatement':
        this.forLoop(node, this.open('loop', node, scope), scope)
        return
      case 'WhileStatement':
      case 'DoWhileStatement':
        this.inLoop(() => this.all(childrenOf(node), scope))
        return
      case 'AssignmentExpression':
        if (node.operator !== '=' && node.left.type === 'Identifier') this.refer(node.left, scope, false)
        this.pattern(node.left, scope, null)
        this.visit(node.right, scope)
        return
      case 'UpdateExpression':
        this.visit(node.argument, scope)
        if (node.argument.type === 'Identifier') this.refer(node.argument, scope, true)
        return
      case 'MemberExpression':
        this.visit(node.object, scope)
        if (node.computed) this.visit(node.property, scope)
        return
      case 'Property':
        if (node.computed) this.visit(node.key, scope)
        this.visit(node.value, scope)
        return
      case 'LabeledStatement':
        this.visit(node.body, scope)
        return
      case 'BreakStatement':
      case 'ContinueStatement':
      case 'MetaProperty':
        return
      default:
        this.all(childrenOf(node), scope)
    }
  }

  private named(id: Identifier, node: AnyNode, scope: Scope): Scope {
    const inner = this.open('name', node, scope)
    this.declare(id.name, 'name', inner)
    return inner
  }

  private functionBody(node: FunctionNode, parent: Scope): void {
    const scope = this.open('function', node, parent)
    this.inFunction(() => {
      for (const parameter of node.params) this.pattern(parameter, scope, 'parameter')
      if (node.body.type === 'BlockStatement') this.all(node.body.body, scope)
      else this.visit(node.body, scope)
    })
  }

  private classBody(node: ClassNode, outer: Scope): void {
    if (node.type === 'ClassDeclaration' && node.id) this.declare(node.id.name, 'class', outer)
    const scope = this.open('class', node, outer)
    if (node.id) this.declare(node.id.name, 'name', scope)
    if (node.superClass) this.visit(node.superClass, scope)
    for (const element of node.body.body) {
      if (element.type === 'StaticBlock') {
        this.visit(element, scope)
        continue
      }
      if (element.computed) this.visit(element.key, scope)
      const { value } = element
      if (element.type === 'MethodDefinition') this.visit(element.value, scope)
      else if (value) this.inFunction(() => this.visit(value, this.open('function', element, scope)))
    }
  }

  private variables(
    node: NodeOf<'VariableDeclaration'>,
    scope: Scope,
    head: PlacedDeclaration['head'],
  ): void {
    this.declarations.push({ node, scope, head, isInLoop: head !== undefined || this.loopDepth > 0 })
    const kind = node.kind === 'var' || node.kind === 'let' ? node.kind : 'const'
    for (const { id, init } of node.declarations) {
      this.pattern(id, scope, kind)
      if (init) this.visit(init, scope)
    }
  }

  private forLoop(
    node: NodeOf<'ForStatement' | 'ForInStatement' | 'ForOfStatement'>,
    scope: Scope,
    outer: Scope,
  ): void {
    const start = node.type === 'ForStatement' ? node.init : node.left
    // A `var` of the head stands outside of what `let` would make anew.
    const home = start?.type === 'VariableDeclaration' && start.kind === 'var' ? outer : scope
    this.inLoop(() => {
      if (start?.type === 'VariableDeclaration') this.variables(start, home, node)
      else if (start && node.type === 'ForStatement') this.visit(start, scope)
      else if (start) this.pattern(start as Pattern, scope, null)
      if (node.type === 'ForStatement') this.all([node.test ?? null, node.update ?? null], scope)
      else this.visit(node.right, scope)
      this.visit(node.body, scope)
    })
  }

  /** Declares the names of a pattern, or writes to them where `kind` is null. */
  private pattern(node: Pattern, scope: Scope, kind: BindingKind | null): void {
    switch (node.type) {
      case 'Identifier':
        if (kind === null) this.refer(node, scope, true)
        else this.declare(node.name, kind, scope)
        return
      case 'ObjectPattern':
        for (const property of node.properties) {
          if (property.type === 'RestElement') this.pattern(property.argument, scope, kind)
          else {
            if (property.computed) this.visit(property.key, scope)
            this.pattern(property.value, scope, kind)
          }
        }
        return
      case 'ArrayPattern':
        for (const element of node.elements) if (element) this.pattern(element, scope, kind)
        return
      case 'RestElement':
        this.pattern(node.argument, scope, kind)
        return
      case 'AssignmentPattern':
        this.pattern(node.left, scope, kind)
        this.visit(node.right, scope)
        return
      default:
        this.visit(node, scope)
    }
  }

  private inLoop(action: () => void): void {
    this.loopDepth++
    action()
    this.loopDepth--
  }

  private inFunction(action: () => void): void {
    const { loopDepth } = this
    this.loopDepth = 0
    action()
    this.loopDepth = loopDepth
  }
}
