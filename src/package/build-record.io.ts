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
const MAX_INPUT_BYTES = 64 * MIB

/**
 * Reads `.yoi-plugin/build.json` and hashes what it names. The file belongs to the plugin's author, so it is not
 * believed: inputs outside the project (contract 1.4) are dropped, and nothing behind a link is opened.
 * @returns undefined when there is no record that can be read, or one of a component outside the project, which no build writes
 */
export function readBuildState(projectDirectory: string): BuildState | undefined {
  const file = readFileInside(projectDirectory, BUILD_RECORD_FILE, MAX_RECORD_BYTES)
  if (!file.ok) return undefined
  const record = parseBuildRecord(new TextDecoder().decode(file.bytes))
  if (record === undefined || isOutside(record.component)) return undefined
  const inputs = record.inputs.filter(input => !isOutside(input))
  const current = new Map<string, string>()
  for (const { path } of [...inputs, record.component]) {
    if (current.has(path)) continue
    const hashing = hashFileInside(projectDirectory, path, MAX_INPUT_BYTES)
    if (hashing.ok) current.set(path, Buffer.from(hashing.hash.sha256).toString('hex'))
  }
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
