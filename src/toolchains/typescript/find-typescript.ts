import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { quote } from '../../quote.ts'

export interface InstalledTypeScript {
  readonly version: string
  /** Absolute path of the script behind `tsc`. */
  readonly compilerPath: string
}

const OLDEST_MAJOR = 5

/** The package `typescript` as a module of the project would import it, or why there is none to use. */
export function findTypeScript(projectDir: string): InstalledTypeScript | string {
  const folder = findPackage(projectDir)
  if (folder === undefined)
    return 'no typescript is installed in the project (npm install --save-dev typescript)'
  const { version, bin } = readManifest(folder)
  const script = typeof bin === 'object' && bin !== null && 'tsc' in bin ? bin.tsc : undefined
  if (typeof version !== 'string' || typeof script !== 'string')
    return 'the package typescript of the project is damaged (npm install)'
  if (!(Number.parseInt(version, 10) >= OLDEST_MAJOR))
    return `the project has typescript ${quote(version)}, and ${OLDEST_MAJOR}.0 or newer is needed`
  return { version, compilerPath: join(folder, script) }
}

/** In `node_modules` of the project, or of a folder above it, as in a workspace. */
function findPackage(folder: string): string | undefined {
  const candidate = join(folder, 'node_modules', 'typescript')
  if (existsSync(join(candidate, 'package.json'))) return candidate
  const parent = dirname(folder)
  return parent === folder ? undefined : findPackage(parent)
}

function readManifest(folder: string): { readonly version?: unknown; readonly bin?: unknown } {
  try {
    const value: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    return typeof value === 'object' && value !== null ? value : {}
  } catch (error) {
    if (error instanceof SyntaxError) return {}
    throw error
  }
}
