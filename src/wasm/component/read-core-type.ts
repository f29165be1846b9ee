import type { ByteReader } from '../byte-reader.ts'
import { readFunctionType, readGlobalType, readLimits, readTableType } from '../core/read-types.ts'
import type { ComponentScope } from './component-scope.ts'
import type { CoreExternDescription, CoreTypeDefinition, ModuleDeclaration } from './component-types.ts'

const MODULE_TYPE = 0x50

/** A core type of a component: a function or a module signature. GC types are refused. */
export function readCoreType(reader: ByteReader, scope: ComponentScope): CoreTypeDefinition {
  if (reader.peek() !== MODULE_TYPE) return { kind: 'core-func', signature: readFunctionType(reader) }
  reader.u8()
  const inner = scope.child(reader)
  return {
    kind: 'core-module',
    declarations: reader.vector(() => readModuleDeclaration(reader, inner)),
  }
}

function readModuleDeclaration(reader: ByteReader, scope: ComponentScope): ModuleDeclaration {
  const code = reader.u8()
  switch (code) {
    case 0:
      return {
        kind: 'import',
        module: reader.name(),
        name: reader.name(),
        description: readCoreExtern(reader, scope),
      }
    case 1: {
      const signature = readFunctionType(reader)
      scope.define('core type')
      return { kind: 'core-type', signature }
    }
    case 2:
      return readOuterType(reader, scope)
    case 3:
      return { kind: 'export', name: reader.name(), description: readCoreExtern(reader, scope) }
    default:
      throw reader.malformed(`module type declaration ${code}`)
  }
}

function readOuterType(reader: ByteReader, scope: ComponentScope): ModuleDeclaration {
  if (reader.u8() !== 0x10 || reader.u8() !== 0x01) throw reader.malformed('alias in a module type')
  const count = reader.u32()
  const index = scope.outer(reader, count).readIndex(reader, 'core type')
  scope.define('core type')
  return { kind: 'alias-outer', count, index }
}

function readCoreExtern(reader: ByteReader, scope: ComponentScope): CoreExternDescription {
  const code = reader.u8()
  switch (code) {
    case 0:
      return { sort: 'core func', type: scope.readIndex(reader, 'core type') }
    case 1:
      return { sort: 'core table', table: readTableType(reader) }
    case 2:
      return { sort: 'core memory', limits: readLimits(reader) }
    case 3:
      return { sort: 'core global', global: readGlobalType(reader) }
    default:
      throw reader.unsupported(`core import or export kind ${code}`)
  }
}
