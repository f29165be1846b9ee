import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { asset } from '../assets.io.ts'
import type { Finding } from '../finding.ts'
import { quote } from '../quote.ts'
import { makeTemporaryFolder } from '../temporary-folder.io.ts'
import { firstDifference } from '../wasm/first-difference.ts'

export interface VerifiedBuild {
  /** Absolute. */
  readonly directory: string
  readonly language: 'typescript' | 'rust'
  /** `runtime.component` as the build wrote it. */
  readonly componentPath: string
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** What a build makes or does not read; a second build has its own. Packages are linked, not copied. */
const LEFT_OUT = ['.git', '.yoi-plugin', 'node_modules', 'target']

/**
 * Builds a project again, in a process of its own and from a copy in another folder, with empty caches, another home, user and time zone
 * (Rust keeps home and user, where its toolchain is), and compares the components.
 * @returns nothing when the bytes are the same; else the first difference, or why there was no second component
 */
export async function verifyBuild(build: VerifiedBuild): Promise<Finding[]> {
  const folder = makeTemporaryFolder('yoi-plugin-verify-')
  try {
    const copy = copyProject(build.directory, folder)
    const again = await buildAgain(copy, environmentOf(build, folder))
    if (!again.ok) return [notBuiltAgain(again.reason)]
    const first = readFileSync(join(build.directory, build.componentPath))
    const second = readFileSync(join(copy, build.componentPath))
    return first.equals(second) ? [] : [different(build.componentPath, first, second)]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function copyProject(directory: string, folder: string): string {
  const copy = join(folder, 'elsewhere', `again-${basename(directory)}`)
  const isWanted = (path: string) => !LEFT_OUT.includes(relative(directory, path).split(/[\\/]/, 1)[0]!)
  cpSync(directory, copy, { recursive: true, filter: isWanted })
  const packages = nearestPackages(directory)
  if (packages !== undefined) symlinkSync(packages, join(copy, 'node_modules'), 'junction')
  return copy
}

/** `node_modules` of the project or, as in a workspace, of a folder above it. */
function nearestPackages(directory: string): string | undefined {
  const candidate = join(directory, 'node_modules')
  if (existsSync(candidate)) return candidate
  const parent = dirname(directory)
  return parent === directory ? undefined : nearestPackages(parent)
}

function environmentOf({ language, environment }: VerifiedBuild, folder: string): NodeJS.ProcessEnv {
  if (language === 'rust') return { ...environment, CARGO_TARGET_DIR: join(folder, 'target') }
  const [home, cache] = ['home', 'cache'].map(name => join(folder, name))
  for (const path of [home!, cache!]) mkdirSync(path)
  const user = { HOME: home, USERPROFILE: home, XDG_CACHE_HOME: cache, LOCALAPPDATA: cache, USER: 'somebody' }
  return { ...environment, ...user, LOGNAME: 'somebody', TZ: 'Pacific/Kiritimati', LANG: 'C', LC_ALL: 'C' }
}

type Again = { readonly ok: true } | { readonly ok: false; readonly reason: string }

async function buildAgain(copy: string, environment: NodeJS.ProcessEnv): Promise<Again> {
  const words = [asset('dist/cli.js'), 'build', copy, '--json', '--no-types']
  const child = spawn(process.execPath, words, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  const output = { out: '', err: '' }
  child.stdout.on('data', (chunk: Buffer) => (output.out += chunk))
  child.stderr.on('data', (chunk: Buffer) => (output.err += chunk))
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  return code === 0 ? { ok: true } : { ok: false, reason: reasonOf(output) }
}

/** The first problem of a report, or what the process said. */
function reasonOf({ out, err }: { readonly out: string; readonly err: string }): string {
  try {
    const { findings = [], message } = JSON.parse(out) as Partial<{ findings: Finding[]; message: string }>
    return findings.find(({ severity }) => severity === 'error')?.message ?? message ?? quote(out)
  } catch {
    return quote(err || out)
  }
}

function notBuiltAgain(reason: string): Finding {
  return finding(
    `A second build, from a copy of the project in another folder, failed: ${reason}`,
    'Keep everything that the build reads inside the project folder, and name it by relative paths.',
  )
}

function different(path: string, first: Uint8Array, second: Uint8Array): Finding {
  const difference = firstDifference(first, second)
  if (difference === null) throw new Error('the components differ, but none of their sections does')
  const { section, offset, address, first: ours, second: theirs } = difference
  const place = address === null ? '' : `, memory address ${address}`
  const bytes = `${ours || 'nothing'}, then ${theirs || 'nothing'}`
  return finding(
    `A second build gives other bytes: ${first.length} and ${second.length}; ${quote(path)} first differs at byte ${offset} (${section}${place}): ${bytes}.`,
    'Look for what the build takes from its surroundings: files outside the project, the clock, the environment, a build script.',
  )
}

function finding(message: string, fix: string): Finding {
  return {
    rule: 'build/not-reproducible',
    severity: 'error',
    message,
    why: 'Nobody can check that this package was made from this source, and each build needs a new grant: grants name the digest.',
    fix,
  }
}
