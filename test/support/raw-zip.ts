/** One entry of a hand-made archive; everything that is left out is as the host's packer writes it. */
export interface RawEntry {
  readonly name: string | Uint8Array
  readonly content?: string | Uint8Array
  readonly flags?: number
  readonly method?: number
  readonly crc?: number
  readonly compressedBytes?: number
  readonly uncompressedBytes?: number
  readonly externalAttributes?: number
  readonly madeBy?: number
  readonly extra?: Uint8Array
  readonly comment?: Uint8Array
  readonly localOffset?: number
  readonly localSignature?: number
  readonly localName?: string | Uint8Array
  readonly localFlags?: number
  readonly localMethod?: number
  readonly localExtra?: Uint8Array
  readonly localSizes?: readonly [compressed: number, uncompressed: number]
  readonly centralSignature?: number
  /** Bytes between this entry's content and the next entry, such as a data descriptor. */
  readonly after?: Uint8Array
  /** No local header and no content of its own; `localOffset` says whose it uses. */
  readonly isCentralOnly?: boolean
}

export interface RawEnd {
  readonly signature?: number
  readonly disk?: number
  readonly directoryDisk?: number
  readonly entriesOnDisk?: number
  readonly entries?: number
  readonly directoryBytes?: number
  readonly directoryOffset?: number
  readonly commentBytes?: number
  readonly comment?: Uint8Array
  readonly trailing?: Uint8Array
  /** Bytes before the first entry. */
  readonly prefix?: Uint8Array
}

/** Writes a zip file field by field, with every field open to contradiction; shares no code with the packer. */
export function rawZip(entries: readonly RawEntry[], end: RawEnd = {}): Uint8Array {
  const parts: Buffer[] = [Buffer.from(end.prefix ?? [])]
  const offsets = new Map<RawEntry, number>()
  const size = () => parts.reduce((sum, part) => sum + part.length, 0)
  for (const entry of entries.filter(entry => !entry.isCentralOnly)) {
    offsets.set(entry, size())
    parts.push(localHeader(entry), bytesOf(entry.content), Buffer.from(entry.after ?? []))
  }
  const directoryOffset = size()
  for (const entry of entries) parts.push(centralHeader(entry, entry.localOffset ?? offsets.get(entry) ?? 0))
  const directoryBytes = size() - directoryOffset
  const comment = Buffer.from(end.comment ?? [])
  const record = Buffer.alloc(22)
  record.writeUInt32LE(end.signature ?? 0x06054b50, 0)
  record.writeUInt16LE(end.disk ?? 0, 4)
  record.writeUInt16LE(end.directoryDisk ?? 0, 6)
  record.writeUInt16LE(end.entriesOnDisk ?? entries.length, 8)
  record.writeUInt16LE(end.entries ?? entries.length, 10)
  record.writeUInt32LE(end.directoryBytes ?? directoryBytes, 12)
  record.writeUInt32LE(end.directoryOffset ?? directoryOffset, 16)
  record.writeUInt16LE(end.commentBytes ?? comment.length, 20)
  return new Uint8Array(Buffer.concat([...parts, record, comment, Buffer.from(end.trailing ?? [])]))
}

function localHeader(entry: RawEntry): Buffer {
  const name = bytesOf(entry.localName ?? entry.name)
  const extra = Buffer.from(entry.localExtra ?? [])
  const length = bytesOf(entry.content).length
  const header = Buffer.alloc(30)
  header.writeUInt32LE(entry.localSignature ?? 0x04034b50, 0)
  header.writeUInt16LE(20, 4)
  header.writeUInt16LE(entry.localFlags ?? entry.flags ?? 0x0800, 6)
  header.writeUInt16LE(entry.localMethod ?? entry.method ?? 0, 8)
  header.writeUInt32LE(entry.crc ?? 0, 14)
  header.writeUInt32LE(entry.localSizes?.[0] ?? entry.compressedBytes ?? length, 18)
  header.writeUInt32LE(entry.localSizes?.[1] ?? entry.uncompressedBytes ?? length, 22)
  header.writeUInt16LE(name.length, 26)
  header.writeUInt16LE(extra.length, 28)
  return Buffer.concat([header, name, extra])
}

function centralHeader(entry: RawEntry, localOffset: number): Buffer {
  const name = bytesOf(entry.name)
  const extra = Buffer.from(entry.extra ?? [])
  const comment = Buffer.from(entry.comment ?? [])
  const length = bytesOf(entry.content).length
  const header = Buffer.alloc(46)
  header.writeUInt32LE(entry.centralSignature ?? 0x02014b50, 0)
  header.writeUInt16LE(entry.madeBy ?? 20, 4)
  header.writeUInt16LE(20, 6)
  header.writeUInt16LE(entry.flags ?? 0x0800, 8)
  header.writeUInt16LE(entry.method ?? 0, 10)
  header.writeUInt32LE(entry.crc ?? 0, 16)
  header.writeUInt32LE(entry.compressedBytes ?? length, 20)
  header.writeUInt32LE(entry.uncompressedBytes ?? length, 24)
  header.writeUInt16LE(name.length, 28)
  header.writeUInt16LE(extra.length, 30)
  header.writeUInt16LE(comment.length, 32)
  header.writeUInt32LE(entry.externalAttributes ?? 0, 38)
  header.writeUInt32LE(localOffset, 42)
  return Buffer.concat([header, name, extra, comment])
}

function bytesOf(content: string | Uint8Array | undefined): Buffer {
  return typeof content === 'string' ? Buffer.from(content, 'utf8') : Buffer.from(content ?? [])
}
