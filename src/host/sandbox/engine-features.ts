interface Feature {
  readonly flag: string
  /** A smallest module that uses the feature. */
  readonly probe: readonly number[]
}

const HEADER = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]

/** Features of the host's engine that some supported Node has only behind a flag. @source host contract 6.3 */
const FEATURES: readonly Feature[] = [
  {
    flag: '--experimental-wasm-extended-const',
    // (global i32 (i32.add (i32.const 1) (i32.const 1)))
    probe: [...HEADER, 6, 9, 1, 0x7f, 0, 0x41, 1, 0x41, 1, 0x6a, 0x0b],
  },
  {
    flag: '--experimental-wasm-relaxed-simd',
    // (func (param v128 v128) (result v128) (i8x16.relaxed_swizzle (local.get 0) (local.get 1)))
    probe: [
      ...HEADER,
      ...[1, 7, 1, 0x60, 2, 0x7b, 0x7b, 1, 0x7b],
      ...[3, 2, 1, 0],
      ...[10, 11, 1, 9, 0, 0x20, 0, 0x20, 1, 0xfd, 0x80, 0x02, 0x0b],
    ],
  },
]

/** @returns the V8 flags that a process of this Node needs to run what the host runs; others know no such flag and refuse to start with it */
export function missingEngineFlags(): string[] {
  return FEATURES.filter(({ probe }) => !WebAssembly.validate(Uint8Array.from(probe))).map(({ flag }) => flag)
}
