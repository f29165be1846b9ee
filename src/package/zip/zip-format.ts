/** Layout of the records of a zip file: offsets and sizes in bytes, numbers little-endian. @source host contract 2.2, 2.3 */
export const END_RECORD = {
  signature: 0x06054b50,
  byteLength: 22,
  disk: 4,
  directoryDisk: 6,
  entriesOnDisk: 8,
  entries: 10,
  directoryBytes: 12,
  directoryOffset: 16,
  commentBytes: 20,
} as const

export const CENTRAL_RECORD = {
  signature: 0x02014b50,
  byteLength: 46,
  madeBy: 4,
  needed: 6,
  flags: 8,
  method: 10,
  crc: 16,
  compressedBytes: 20,
  uncompressedBytes: 24,
  nameBytes: 28,
  extraBytes: 30,
  commentBytes: 32,
  externalAttributes: 38,
  localOffset: 42,
} as const

export const LOCAL_RECORD = {
  signature: 0x04034b50,
  byteLength: 30,
  needed: 4,
  flags: 6,
  method: 8,
  crc: 14,
  compressedBytes: 18,
  uncompressedBytes: 22,
  nameBytes: 26,
  extraBytes: 28,
} as const

export const ENCRYPTED_FLAG = 0x0001
export const UTF8_FLAG = 0x0800
export const STORED = 0
/** The only version that stored entries need; also what the host writes as "made by". */
export const ZIP_VERSION = 20

/** The longest comment that a zip file can carry; the host looks this far back for the end record. */
export const MAX_COMMENT_BYTES = 65_535
