import { createHash } from 'node:crypto'
import { UserError } from '../errors.ts'
import type { Tool } from '../manifest/manifest.ts'
import { writeBuildRecord } from '../package/build-record.io.ts'
import { BUILD_RECORD_FORMAT } from '../package/build-record.ts'
import { comparePaths } from '../package/compare-paths.ts'
import { readFileInside } from '../package/read-file-inside.io.ts'
import { writeSourceMap } from '../package/source-map.io.ts'
import { writeFileAtomically } from '../package/write-file.io.ts'
import type { BuiltComponent } from '../toolchains/build-result.ts'
import { generateInputStructs, RUST_MARK } from '../toolchains/rust/generate-input-structs.ts'
import { GENERATED_MARK, generateToolTypes } from '../toolchains/typescript/generate-tool-types.ts'
import { TOOL_TYPES_FILE } from './complete-project.ts'
import { toolVersion } from './tool-version.ts'

/** Where `build --emit-types` writes the input types of a Rust project. */
export const INPUT_STRUCTS_FILE = 'src/inputs.rs'

const MAX_TYPES_BYTES = 8 * 1024 * 1024

/**
 * Writes the component and then what is known about it: after a crash in between, the record names other bytes and the build counts as stale.
 * @param componentPath `runtime.component`, a safe path (contract 1.4)
 * @returns sha256 of the component, 64 lower-case hex digits
 * @throws UserError when something stands there that is not WebAssembly, or the way leads through a link
 */
export function writeBuild(projectDirectory: string, componentPath: string, built: BuiltComponent): string {
  const sha256 = createHash('sha256').update(built.component).digest('hex')
  writeFileAtomically(componentPath, built.component, { inside: projectDirectory, replace: 'wasm' })
  if (built.sourceMap !== undefined) writeSourceMap(projectDirectory, built.sourceMap, sha256)
  writeBuildRecord(projectDirectory, {
    format: BUILD_RECORD_FORMAT,
    tool: toolVersion(),
    engine: built.engine,
    component: { path: componentPath, sha256 },
    inputs: [...built.inputs].sort((a, b) => comparePaths(a.path, b.path)),
  })
  return sha256
}

/** A file that `build` writes into the sources, and the first line by which it knows its own. */
export interface GeneratedFile {
  readonly path: string
  readonly text: string
  readonly mark: string
}

/** Input types of a TypeScript project. */
export function toolTypes(tools: readonly Tool[]): GeneratedFile {
  return { path: TOOL_TYPES_FILE, text: generateToolTypes(tools), mark: GENERATED_MARK }
}

/** Input types of a Rust project. */
export function inputStructs(tools: readonly Tool[]): GeneratedFile {
  return { path: INPUT_STRUCTS_FILE, text: generateInputStructs(tools), mark: RUST_MARK }
}

/**
 * Brings a generated file up to date; leaves it alone when it is.
 * @throws UserError when a file stands there that `build` did not write
 */
export function writeGenerated(projectDirectory: string, { path, text, mark }: GeneratedFile): void {
  const file = readFileInside(projectDirectory, path, MAX_TYPES_BYTES)
  const present = file.ok ? new TextDecoder().decode(file.bytes) : undefined
  if (present === text) return
  if (present !== undefined && !present.startsWith(mark))
    throw new UserError(
      'output-not-ours',
      `${path} was not written by \`yoi-plugin build\`; it is left as it is.`,
      'Move your own types to another file, and remove this one.',
    )
  writeFileAtomically(path, new TextEncoder().encode(text), { inside: projectDirectory })
}
