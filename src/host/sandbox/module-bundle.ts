/** Puts byte strings into one: their number, their lengths (u32 little-endian), themselves. */
export function packModules(modules: readonly Uint8Array[]): Uint8Array {
  const header = Buffer.alloc(4 + 4 * modules.length)
  header.writeUInt32LE(modules.length, 0)
  modules.forEach((module, index) => {
    header.writeUInt32LE(module.length, 4 + 4 * index)
  })
  return Buffer.concat([header, ...modules])
}

/** @returns views into `bundle`, or null when it is not one */
export function unpackModules(bundle: Uint8Array): Uint8Array[] | null {
  const view = new DataView(bundle.buffer, bundle.byteOffset, bundle.length)
  if (bundle.length < 4) return null
  const count = view.getUint32(0, true)
  let at = 4 + 4 * count
  if (at > bundle.length) return null
  const modules: Uint8Array[] = []
  for (let index = 0; index < count; index++) {
    const length = view.getUint32(4 + 4 * index, true)
    modules.push(bundle.subarray(at, at + length))
    at += length
  }
  return at === bundle.length ? modules : null
}
