import type { TypeDefinition, TypeReference } from '../../wasm/component/component-types.ts'
import type { Layout } from './abi/layout.ts'
import {
  flagsLayout,
  functionLayout,
  handleLayout,
  listLayout,
  recordLayout,
  scalarLayout,
  stringLayout,
  variantLayout,
} from './abi/make-layout.ts'
import { refuse } from './guest-failure.ts'
import type { LinkScope, ResolvedType } from './link-scope.ts'

/**
 * Resolves a type definition within its scope; resources are made by the component that defines them, not here.
 * @throws GuestFailure when the definition refers to something that is not a type of the right kind
 */
export function resolveType(scope: LinkScope, definition: TypeDefinition): ResolvedType {
  switch (definition.kind) {
    case 'primitive':
      return primitive(definition.name)
    case 'func':
      return functionLayout(
        definition.params.map(param => valueLayout(scope, param.type)),
        definition.result === null ? null : valueLayout(scope, definition.result),
      )
    case 'instance':
      return { kind: 'instance-type', declarations: definition.declarations, scope }
    case 'component':
      return { kind: 'component-type' }
    case 'resource':
      return refuse('a resource is defined inside a type')
    default:
      return composite(scope, definition)
  }
}

type CompositeDefinition = Exclude<
  TypeDefinition,
  { kind: 'primitive' | 'func' | 'instance' | 'component' | 'resource' }
>

function composite(scope: LinkScope, definition: CompositeDefinition): Layout {
  const value = (reference: TypeReference) => valueLayout(scope, reference)
  const optional = (reference: TypeReference | null) => (reference === null ? null : value(reference))
  switch (definition.kind) {
    case 'record':
      return recordLayout(definition.fields.map(field => value(field.type)))
    case 'tuple':
      return recordLayout(definition.items.map(value))
    case 'variant':
      return variantLayout(definition.cases.map(entry => optional(entry.type)))
    case 'enum':
      return variantLayout(definition.labels.map(() => null))
    case 'option':
      return variantLayout([null, value(definition.value)])
    case 'result':
      return variantLayout([optional(definition.ok), optional(definition.error)])
    case 'list':
      return listLayout(value(definition.element))
    case 'flags':
      return flagsLayout(definition.labels.length)
    case 'own':
    case 'borrow':
      return handleLayout(definition.kind, scope.resource(definition.resource))
  }
}

function primitive(name: Extract<TypeReference, string>): Layout {
  return name === 'string' ? stringLayout() : scalarLayout(name)
}

function valueLayout(scope: LinkScope, reference: TypeReference): Layout {
  if (typeof reference === 'string') return primitive(reference)
  const type = scope.get('type', reference)
  switch (type.kind) {
    case 'func':
    case 'resource':
    case 'instance-type':
    case 'component-type':
      return refuse(`type ${reference} is not a value type`)
    default:
      return type
  }
}
