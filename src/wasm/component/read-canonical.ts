import type { ByteReader } from '../byte-reader.ts'
import type { CanonicalOptions, DefinitionBody } from './component-binary.ts'
import type { ComponentScope } from './component-scope.ts'

/** Built-ins that need features which the host leaves off (contract 6.3), by the first code of their group. */
const REFUSED_GROUPS: readonly (readonly [first: number, name: string])[] = [
  [0x40, 'thread built-in'],
  [0x26, 'cooperative thread built-in'],
  [0x24, 'backpressure built-in'],
  [0x1f, 'waitable-set built-in'],
  [0x1c, 'error-context built-in'],
  [0x15, 'future built-in'],
  [0x0e, 'stream built-in'],
  [0x05, 'async built-in'],
]

const STRING_ENCODINGS = ['utf8', 'utf16', 'latin1+utf16'] as const

/** A canonical definition: lift, lower, or one of the three resource built-ins. */
export function readCanonical(reader: ByteReader, scope: ComponentScope): DefinitionBody {
  const code = reader.u8()
  switch (code) {
    case 0: {
      expectZero(reader)
      const coreFunction = scope.readIndex(reader, 'core func')
      const options = readOptions(reader, scope)
      return { kind: 'lift', coreFunction, options, type: scope.readIndex(reader, 'type') }
    }
    case 1: {
      expectZero(reader)
      const target = scope.readIndex(reader, 'func')
      return { kind: 'lower', function: target, options: readOptions(reader, scope) }
    }
    case 2:
      return { kind: 'resource-new', resource: scope.readIndex(reader, 'type') }
    case 3:
      return { kind: 'resource-drop', resource: scope.readIndex(reader, 'type') }
    case 4:
      return { kind: 'resource-rep', resource: scope.readIndex(reader, 'type') }
    default: {
      const group = REFUSED_GROUPS.find(([first]) => code >= first)
      throw reader.unsupported(`${group?.[1] ?? 'built-in'} 0x${code.toString(16)}`)
    }
  }
}

function expectZero(reader: ByteReader): void {
  if (reader.u8() !== 0) throw reader.malformed('canonical definition of an unknown sort')
}

function readOptions(reader: ByteReader, scope: ComponentScope): CanonicalOptions {
  const found: { -readonly [Key in keyof CanonicalOptions]?: CanonicalOptions[Key] } = {}
  const set = <Key extends keyof CanonicalOptions>(key: Key, value: CanonicalOptions[Key]) => {
    if (found[key] !== undefined) throw reader.malformed(`canonical option ${key} given twice`)
    found[key] = value
  }
  reader.vector(() => {
    const code = reader.u8()
    if (code <= 2) set('stringEncoding', STRING_ENCODINGS[code as 0 | 1 | 2])
    else if (code === 3) set('memory', scope.readIndex(reader, 'core memory'))
    else if (code === 4) set('realloc', scope.readIndex(reader, 'core func'))
    else if (code === 5) set('postReturn', scope.readIndex(reader, 'core func'))
    else throw reader.unsupported(code <= 7 ? 'async canonical option' : `canonical option ${code}`)
  })
  return {
    stringEncoding: found.stringEncoding ?? 'utf8',
    memory: found.memory ?? null,
    realloc: found.realloc ?? null,
    postReturn: found.postReturn ?? null,
  }
}
