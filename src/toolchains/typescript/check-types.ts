import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../../errors.ts'
import type { Finding } from '../../finding.ts'
import { quote } from '../../quote.ts'
import { findTypeScript, type InstalledTypeScript } from './find-typescript.ts'
import { typeFindings } from './type-findings.ts'

/** Whether the types of a project were checked, and what came of it. */
export type TypeCheck =
  | { readonly status: 'checked'; readonly typescript: string; readonly findings: readonly Finding[] }
  /** `reason` goes on after "types not checked: ". */
  | { readonly status: 'not-checked'; readonly reason: string }

/** A check that runs in a process of its own. */
export interface RunningTypeCheck {
  readonly result: Promise<TypeCheck>
  /** Ends the process; the result is then without meaning. */
  stop(): void
}

/** A compiler that has not ended by then never will; bytes of its output that are looked at. */
const BOUNDS = { timeMs: 300_000, outputBytes: 4 * 1024 * 1024 } as const

/**
 * Starts the type-checker of the project's own `typescript`, when it is installed there: 5.0 or newer, with the project's
 * tsconfig.json, writing nothing. It reads what it likes and runs as the person who builds.
 * `result` rejects with a UserError when the compiler cannot be run.
 * @param projectDir absolute
 */
export function startTypeCheck(projectDir: string): RunningTypeCheck {
  const found = findTypeScript(projectDir)
  if (typeof found === 'string') return notChecked(found)
  if (!existsSync(join(projectDir, 'tsconfig.json')))
    return notChecked('the project has no tsconfig.json, by which typescript would check')
  const compiler = spawn(
    process.execPath,
    [found.compilerPath, '--project', 'tsconfig.json', '--noEmit', '--pretty', 'false'],
    { cwd: projectDir, stdio: ['ignore', 'pipe', 'pipe'], timeout: BOUNDS.timeMs, killSignal: 'SIGKILL' },
  )
  const result = outcomeOf(compiler, found)
  // A build that fails before it asks for the result stops the process, which makes this reject with nobody to see it.
  result.catch(() => {})
  return { result, stop: () => void compiler.kill('SIGKILL') }
}

function notChecked(reason: string): RunningTypeCheck {
  return { result: Promise.resolve({ status: 'not-checked', reason }), stop: () => {} }
}

async function outcomeOf(compiler: ChildProcess, { version }: InstalledTypeScript): Promise<TypeCheck> {
  const output = collect(compiler)
  const code = await new Promise<number | null>((resolve, reject) => {
    compiler.once('error', reject)
    compiler.once('close', resolve)
  })
  const findings = typeFindings(output.text())
  if (code === 0 || findings.length > 0) return { status: 'checked', typescript: version, findings }
  const [line = ''] = output.text().trim().split('\n', 1)
  throw new UserError(
    'typescript-does-not-run',
    `The typescript ${version} of this project does not run: ${code === null ? 'it was killed' : `it ended with ${code}`}${line ? ` and said ${quote(line)}` : ''}.`,
    'Install it again (npm install), or build with --no-types.',
  )
}

/** Both outputs of a process, up to a bound. */
function collect(child: ChildProcess): { text(): string } {
  const chunks: Buffer[] = []
  let byteLength = 0
  for (const stream of [child.stdout!, child.stderr!])
    stream.on('data', (chunk: Buffer) => {
      byteLength += chunk.length
      if (byteLength <= BOUNDS.outputBytes) chunks.push(chunk)
    })
  return { text: () => Buffer.concat(chunks).toString() }
}
