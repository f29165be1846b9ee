import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { asset } from '../../../assets.io.ts'
import { UserError } from '../../../errors.ts'
import { escapeText } from '../../../quote.ts'
import { shellWord } from '../../../shell-word.ts'
import { makeTemporaryFolder } from '../../../temporary-folder.io.ts'
import type { CompiledPlugin, PluginCode } from '../compiled-plugin.ts'
import { noDefaultExport } from '../entry-findings.ts'
import type { ComponentizeJob } from './componentize-job.ts'
import { failureFinding } from './failure-finding.ts'
import { COMPONENTIZE_PACKAGE, findComponentize } from './find-componentize.ts'
import { INITIALIZE_VARIABLES, type Initialized, MODULE_NAME } from './initialized.ts'
import { moduleText, worldText } from './module-text.ts'

/** Name of the engine in settings and records. */
export const STARLINGMONKEY = 'starlingmonkey'

/** Every feature that would bring a WASI import. */
const WASI_FEATURES = ['stdio', 'random', 'clocks', 'http', 'fetch-event'] as const

/** What the module prints first: see src/pdk/starlingmonkey. */
const TOOLS_LINE = 'yoi-plugin:tools '

/** The files of one build, in a folder of its own. */
interface BuildFolder {
  readonly job: string
  readonly component: string
  readonly report: string
  /** For what componentize-js leaves behind. */
  readonly temporary: string
}

/**
 * Makes a component with componentize-js: the engine StarlingMonkey, every WASI feature off, in the state to which the top level of
 * the plugin brings it.
 * @throws UserError when the engine is not installed or does not run on this system
 */
export async function compileWithStarlingMonkey(code: PluginCode): Promise<CompiledPlugin> {
  if (process.platform === 'win32') throw notOnWindows()
  const packagePath = findComponentize(code.projectDir)
  const folder = makeTemporaryFolder('yoi-plugin-')
  try {
    const adapter = readFileSync(asset('dist/pdk/starlingmonkey.js'), 'utf8')
    const { text, sourceMap } = moduleText(adapter, code)
    const files = writeFiles(folder, packagePath, { module: text, world: worldText(code.hostFunctions) })
    const { failed, stderr } = await execa(
      process.execPath,
      [asset('dist/starlingmonkey-build.js'), files.job],
      { cwd: folder, reject: false, stdin: 'ignore', env: { TMPDIR: files.temporary } },
    )
    const printed = readReport(files.report)
    if (failed && printed === null) throw doesNotRun(stderr)
    if (failed) return { ok: false, findings: [failureFinding(printed!, sourceMap, code.entry)] }
    const toolNames = toolNamesOf(printed)
    if (toolNames === null) return { ok: false, findings: [noDefaultExport(code)] }
    const component = readFileSync(files.component)
    return { ok: true, engine: STARLINGMONKEY, toolNames, sourceMap, assemble: () => component }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** componentize-js starts one program, wizer; it gets ours, by a script that needs no argument of its own. */
function writeFiles(
  folder: string,
  packagePath: string,
  { module, world }: { readonly module: string; readonly world: string },
): BuildFolder {
  const files = {
    job: join(folder, 'job.json'),
    component: join(folder, 'component.wasm'),
    report: join(folder, 'report.json'),
    temporary: join(folder, 'temporary'),
  }
  const [modulePath, witPath, wizerBin] = [MODULE_NAME, 'tool.wit', 'initialize'].map(name =>
    join(folder, name),
  )
  const program = [process.execPath, asset('dist/starlingmonkey-initializer.js')].map(shellWord).join(' ')
  const job: ComponentizeJob = {
    packagePath,
    options: {
      sourcePath: modulePath!,
      sourceName: MODULE_NAME,
      witPath: witPath!,
      worldName: 'tool',
      disableFeatures: WASI_FEATURES,
      wizerBin: wizerBin!,
      env: { [INITIALIZE_VARIABLES.module]: modulePath!, [INITIALIZE_VARIABLES.report]: files.report },
    },
    output: files.component,
  }
  mkdirSync(files.temporary)
  writeFileSync(modulePath!, module)
  writeFileSync(witPath!, world)
  writeFileSync(wizerBin!, `#!/bin/sh\nexec ${program} "$@"\n`)
  chmodSync(wizerBin!, 0o755)
  writeFileSync(files.job, JSON.stringify(job))
  return files
}

/** What the engine printed; null when it did not even start. */
function readReport(path: string): Initialized | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

function toolNamesOf(printed: Initialized | null): readonly string[] | null {
  const line = printed?.output.findLast(each => each.startsWith(TOOLS_LINE))
  return line === undefined ? null : JSON.parse(line.slice(TOOLS_LINE.length))
}

/** @param stderr of Node; its line with the error comes after the place in the code */
function doesNotRun(stderr: string): UserError {
  const lines = stderr.split('\n').filter(line => line !== '')
  const reason = lines.find(line => /^\w*Error\b/.test(line)) ?? lines.at(-1) ?? 'no message'
  return new UserError(
    'engine-does-not-run',
    `${COMPONENTIZE_PACKAGE} does not run: ${escapeText(reason)}`,
    `Install it again on this machine: npm install --save-dev ${COMPONENTIZE_PACKAGE}`,
  )
}

function notOnWindows(): UserError {
  return new UserError(
    'engine-not-available',
    'The engine starlingmonkey builds on Linux and macOS only.',
    'Build there, for example in CI or in WSL, or set build.engine = "quickjs".',
  )
}
