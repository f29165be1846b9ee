import { realpathSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { PACKAGE_LIMITS, type PackageLimits } from '../contract/limits.ts'
import { MANIFEST_FILE, PROJECT_FILE } from '../contract/names.ts'
import { UserError } from '../errors.ts'
import type { Finding } from '../finding.ts'
import { quote } from '../quote.ts'
import { componentReadBytes } from './component-read-bytes.ts'
import { explainArchiveProblem, explainFileProblem } from './file-problem.ts'
import type { InputKind, PackageFiles } from './loaded-plugin.ts'
import type { PackageReading } from './package-reading.ts'
import { osReason, readFileNoFollow } from './read-file.io.ts'
import { readHostDirectory } from './read-host-directory.io.ts'
import { readProject } from './read-project.io.ts'
import { readArchive } from './zip/read-archive.ts'

export interface ReadOptions {
  /** The input as the user typed it, for reports; default the path itself. */
  readonly inputPath?: string
  /** Patterns of `[pack] include`. @source design 3 */
  readonly include?: readonly string[]
  /** Read a folder as the host's own packer does, everything in it. @source host contract 2.4 */
  readonly asHostDirectory?: boolean
  /** Bounds of the host that the package is for. */
  readonly limits?: PackageLimits
  /** Refuse a bare component, which says nothing of tools and permissions. */
  readonly needsManifest?: boolean
}

const WASM_EXTENSION = /\.wasm$/i
const WASM_MAGIC = Buffer.from('\0asm')

/**
 * Reads a project folder, a `.yoi-plugin` archive or a bare `.wasm` file. Each file is opened once, no link inside the
 * input is followed and nothing is read beyond its limit. Runs nothing.
 * @returns the files and a finding for everything that could not be taken
 * @throws UserError `input-missing` when there is nothing at `path`, `input-is-manifest` when it is a part of a project,
 *   `input-is-component` when a manifest is needed
 * @source design 3, host contract 2
 */
export async function readPackage(path: string, options: ReadOptions = {}): Promise<PackageReading> {
  const inputPath = options.inputPath ?? path
  const limits = options.limits ?? PACKAGE_LIMITS
  if (isDirectory(path, inputPath, options)) {
    const read = options.asHostDirectory
      ? readHostDirectory(path, limits)
      : readProject(path, options.include ?? [], limits)
    return { inputKind: 'directory', inputPath, ...read }
  }
  const reading = readSingleFile(path, inputPath, limits)
  if (options.needsManifest && reading.inputKind === 'component') throw namedComponent(inputPath)
  return reading
}

const PLUGIN_FORMS = 'Name a project folder or a .yoi-plugin file.'

function isDirectory(path: string, inputPath: string, { needsManifest }: ReadOptions): boolean {
  try {
    return statSync(path).isDirectory()
  } catch (error) {
    throw new UserError(
      'input-missing',
      `${quote(inputPath)} cannot be read: ${osReason(error)}.`,
      needsManifest ? PLUGIN_FORMS : 'Name a project folder, a .yoi-plugin file or a .wasm file.',
    )
  }
}

function readSingleFile(path: string, inputPath: string, limits: PackageLimits): PackageReading {
  const name = basename(path)
  if (name === MANIFEST_FILE || name === PROJECT_FILE) throw namedManifest(inputPath)
  const isComponent = WASM_EXTENSION.test(name)
  const file = readFileNoFollow(
    realpathSync(path),
    isComponent ? componentReadBytes(limits) : limits.packageBytes,
  )
  if (!file.ok) {
    const explain = isComponent ? explainFileProblem : explainArchiveProblem
    return failed(isComponent ? 'component' : 'package', inputPath, explain(name, file.problem, limits))
  }
  if (isComponent || WASM_MAGIC.equals(file.bytes.subarray(0, WASM_MAGIC.byteLength)))
    return whole('component', inputPath, new Map([[name, file.bytes]]), [])
  const reading = readArchive(file.bytes, limits)
  return reading.ok
    ? whole('package', inputPath, reading.files, reading.warnings)
    : failed('package', inputPath, reading.refusal)
}

function namedManifest(inputPath: string): UserError {
  return new UserError(
    'input-is-manifest',
    `${quote(inputPath)} is one file of a plugin, not a plugin.`,
    'Name the folder that holds it.',
  )
}

function namedComponent(inputPath: string): UserError {
  return new UserError(
    'input-is-component',
    `${quote(inputPath)} is a component alone: its tools and permissions stand in the manifest of a plugin.`,
    PLUGIN_FORMS,
  )
}

function whole(
  inputKind: InputKind,
  inputPath: string,
  files: PackageFiles,
  findings: readonly Finding[],
): PackageReading {
  return { inputKind, inputPath, files, isWhole: true, unread: new Set(), findings }
}

function failed(inputKind: InputKind, inputPath: string, finding: Finding): PackageReading {
  return {
    inputKind,
    inputPath,
    files: new Map(),
    isWhole: false,
    unread: new Set([MANIFEST_FILE]),
    findings: [finding],
  }
}
