function checksum(bytes: Uint8Array): number {
  let a = 1
  let b = 0
  for (const byte of bytes) {
    a = (a + byte) % 65521
    b = (b + a) % 65521
  }
  return ((b << 16) | a) >>> 0
}

export function typedArrays() {
  const buffer = new ArrayBuffer(16)
  const view = new DataView(buffer)
  view.setFloat64(0, Math.PI)
  view.setInt16(8, -2, true)
  view.setBigUint64(8, 0x0102030405060708n)
  const bytes = new Uint8Array(buffer)
  const clamped = Uint8ClampedArray.of(300, -5, 1.5, 2.5)
  const floats = Float32Array.from([1.1, 2.2], value => value * 2)
  const shared = new Uint16Array(buffer, 8, 2)
  shared[0] = 0xffff
  let range = ''
  try {
    new Uint32Array(buffer, 2)
  } catch (error) {
    range = (error as Error).name
  }
  const resizable = new ArrayBuffer(4, { maxByteLength: 8 })
  const tracking = new Uint8Array(resizable)
  resizable.resize(6)
  return {
    bytes: [...bytes],
    read: [view.getFloat64(0), view.getUint8(9), view.getInt32(12), String(view.getBigInt64(8, true))],
    clamped: [...clamped],
    floats: [...floats].map(value => value.toFixed(3)),
    wrapped: [...Int8Array.of(127, 128, 255, 256)],
    checksum: checksum(Uint8Array.from('Wikipedia', letter => letter.charCodeAt(0))),
    sorted: [...Float64Array.of(3, -0, Number.NaN, -1, 0).sort()].map(String),
    sub: [...bytes.subarray(8, 10), bytes.slice(0, 2).byteOffset],
    big: [...BigInt64Array.of(-1n, 2n ** 63n)].map(String),
    range,
    resized: tracking.length,
    index: [bytes[99] === undefined, bytes.at(-1), Object.keys(new Uint8Array(2))],
    copied: [...new Uint8Array([1, 2, 3, 4, 5]).copyWithin(1, 3)],
    with: [...new Uint8Array([1, 2, 3]).with(1, 9)],
  }
}
