import type { CoreModule } from '../wasm/core/core-module.ts'
import { OperatorCursor } from '../wasm/core/operator-cursor.ts'

/** Features that the host's engine has and some of the Nodes that we run on have not. @source host contract 6.3 */
export type UncommonFeature = 'multi-memory' | 'memory64' | 'extended-const' | 'relaxed-simd'

const HEADER = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]
const VECTOR_CONSTANT = [0xfd, 0x0c, ...new Array<number>(16).fill(0)]

/** The smallest module that uses each feature. */
const PROBES: Readonly<Record<UncommonFeature, readonly number[]>> = {
  'multi-memory': [5, 5, 2, 0, 1, 0, 1],
  memory64: [5, 3, 1, 4, 1],
  'extended-const': [6, 9, 1, 0x7f, 0, 0x41, 1, 0x41, 1, 0x6a, 11],
  'relaxed-simd': [
    ...[1, 5, 1, 0x60, 0, 1, 0x7b],
    ...[3, 2, 1, 0],
    ...[10, 43, 1, 41, 0, ...VECTOR_CONSTANT, ...VECTOR_CONSTANT, 0xfd, 0x80, 0x02, 11],
  ],
}

/** First and last opcode of relaxed SIMD, as the cursor numbers them. */
const RELAXED_SIMD = { first: (0xfd << 12) | 0x100, last: (0xfd << 12) | 0x113 }

/** Arithmetic in constant expressions: i32 and i64 add, sub, mul. */
const CONSTANT_ARITHMETIC: ReadonlySet<number> = new Set([0x6a, 0x6b, 0x6c, 0x7c, 0x7d, 0x7e])

/** True when this Node knows every uncommon feature that the module uses, so that its verdict counts. */
export function canNodeJudge(module: CoreModule): boolean {
  return missingFeatures(module).length === 0
}

/** What the module uses and this process knows nothing of. */
export function missingFeatures(module: CoreModule): UncommonFeature[] {
  return uncommonFeatures(module).filter(
    feature => !WebAssembly.validate(Uint8Array.from([...HEADER, ...PROBES[feature]])),
  )
}

function uncommonFeatures(module: CoreModule): UncommonFeature[] {
  const imported = module.imports.flatMap(({ description }) =>
    description.kind === 'memory' ? [description.limits] : [],
  )
  const memories = [...imported, ...module.memories]
  const found: [UncommonFeature, boolean][] = [
    ['multi-memory', memories.length > 1],
    ['memory64', [...memories, ...module.tables.map(table => table.limits)].some(limits => limits.is64)],
    [
      'extended-const',
      constantsOf(module).some(code => hasOperator(code, op => CONSTANT_ARITHMETIC.has(op))),
    ],
    ['relaxed-simd', module.bodies.some(body => hasOperator(body.code, isRelaxed))],
  ]
  return found.flatMap(([feature, isUsed]) => (isUsed ? [feature] : []))
}

function constantsOf(module: CoreModule): Uint8Array[] {
  return [
    ...module.globals.map(global => global.initial),
    ...[...module.elements, ...module.data].flatMap(({ mode }) =>
      mode.kind === 'active' ? [mode.offset] : [],
    ),
  ]
}

function isRelaxed(opcode: number): boolean {
  return opcode >= RELAXED_SIMD.first && opcode <= RELAXED_SIMD.last
}

function hasOperator(code: Uint8Array, isWanted: (opcode: number) => boolean): boolean {
  const cursor = new OperatorCursor(code)
  while (cursor.next()) if (isWanted(cursor.opcode)) return true
  return false
}
