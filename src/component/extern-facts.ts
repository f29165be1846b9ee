import type { ExternFact, NamedTypeFact } from './component-facts.ts'
import type { Externs } from './simulate/declared-shape.ts'
import type { ExternShape, InstanceShape, TypeShape } from './simulate/shapes.ts'
import { spellType, type TypeNames } from './spell-type.ts'

/** Imports or exports of a root, in order, with their types spelled. */
export function externFacts(externs: Externs): ExternFact[] {
  return [...externs].map(([name, extern]) => externFact(name, extern))
}

function externFact(name: string, extern: ExternShape): ExternFact {
  switch (extern.sort) {
    case 'instance':
      return instanceFact(name, extern.value)
    case 'func':
    case 'type':
      return { name, kind: extern.sort, type: spellType(extern.value), functions: [] }
    case 'component':
      return { name, kind: 'component', type: 'component', functions: [] }
    case 'core module':
      return { name, kind: 'core-module', type: 'core module', functions: [] }
  }
}

function instanceFact(name: string, instance: InstanceShape): ExternFact {
  const names = typeNames(instance)
  const functions: NamedTypeFact[] = []
  const types: NamedTypeFact[] = []
  for (const [member, extern] of instance.exports) {
    if (extern.sort === 'func') functions.push({ name: member, type: spellType(extern.value, names) })
    if (extern.sort === 'type') types.push({ name: member, type: spellType(extern.value, names) })
  }
  return { name, kind: 'instance', type: 'instance', functions, ...(types.length > 0 && { types }) }
}

function typeNames(instance: InstanceShape): TypeNames {
  const names = new Map<TypeShape, string>()
  for (const [name, extern] of instance.exports) if (extern.sort === 'type') names.set(extern.value, name)
  return names
}
