import { checkPackagePath } from '../manifest/package-path.ts'
import {
  BUILD_RECORD_FILE,
  type BuildRecord,
  type BuildState,
  formatBuildRecord,
  parseBuildRecord,
  type RecordedFile,
} from './build-record.ts'
import { hashFileInside } from './hash-file.io.ts'
import { readFileInside } from './read-file-inside.io.ts'
import { writeFileAtomically } from './write-file.io.ts'

const MIB = 1024 * 1024
/** A record names every bundled module; this is room for about 50,000 of them. */
const MAX_RECORD_BYTES = 8 * MIB
const MAX_COMPONENT_BYTES = 64 * MIB
/** Of all inputs together: sources of a plugin have far less, and a record can name much more than a disk holds. */
const MAX_INPUTS_BYTES = 64 * MIB

/**
 * Reads `.yoi-plugin/build.json` and hashes what it names. The file belongs to the plugin's author, so it is not
 * believed: inputs outside the project (contract 1.4) are dropped, nothing behind a link is opened, and inputs beyond
 * 64 MiB of all together are not read, so that they count as changed.
 * @returns undefined when there is no record that can be read, or one of a component outside the project, which no build writes
 */
export function readBuildState(projectDirectory: string): BuildState | undefined {
  const file = readFileInside(projectDirectory, BUILD_RECORD_FILE, MAX_RECORD_BYTES)
  if (!file.ok) return undefined
  const record = parseBuildRecord(new TextDecoder().decode(file.bytes))
  if (record === undefined || isOutside(record.component)) return undefined
  const inputs = record.inputs.filter(input => !isOutside(input))
  const current = new Map<string, string>()
  /** @returns how many bytes were hashed */
  const hash = (path: string, limitBytes: number): number => {
    if (current.has(path)) return 0
    const hashing = hashFileInside(projectDirectory, path, limitBytes)
    if (!hashing.ok) return 0
    current.set(path, Buffer.from(hashing.hash.sha256).toString('hex'))
    return hashing.hash.byteLength
  }
  hash(record.component.path, MAX_COMPONENT_BYTES)
  let leftBytes = MAX_INPUTS_BYTES
  for (const { path } of inputs) leftBytes -= hash(path, leftBytes)
  return { record: { ...record, inputs }, current }
}

function isOutside({ path }: RecordedFile): boolean {
  return checkPackagePath(path) !== undefined
}

/** Writes `.yoi-plugin/build.json`, whole or not at all. @throws UserError when the disk refuses */
export function writeBuildRecord(projectDirectory: string, record: BuildRecord): void {
  writeFileAtomically(BUILD_RECORD_FILE, new TextEncoder().encode(formatBuildRecord(record)), {
    inside: projectDirectory,
  })
}
