import { ByteWriter } from '../../src/wasm/byte-writer.ts'

/** A section by its id and its content: bytes that no assembler would write so many times. */
export type RawSection = readonly [id: number, content: Uint8Array]

/** A component of these sections. */
export function rawComponent(...sections: readonly RawSection[]): Uint8Array {
  return rawSections([0x00, 0x61, 0x73, 0x6d, 0x0d, 0x00, 0x01, 0x00], sections)
}

/** A core module of these sections. */
export function rawModule(...sections: readonly RawSection[]): Uint8Array {
  return rawSections([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00], sections)
}

/** The content of a section that holds one item many times, by its bytes. */
export function repeated(count: number, ...item: readonly number[]): Uint8Array {
  const items = Buffer.alloc(count * item.length, Uint8Array.from(item))
  return Buffer.concat([new ByteWriter().u32(count).finish(), items])
}

function rawSections(preamble: readonly number[], sections: readonly RawSection[]): Uint8Array {
  const parts = sections.flatMap(([id, content]) => [
    new ByteWriter().u8(id).u32(content.length).finish(),
    content,
  ])
  return Buffer.concat([Uint8Array.from(preamble), ...parts])
}
