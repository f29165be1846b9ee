// The engine StarlingMonkey as an author has it: componentize-js is installed into a folder of its own (.cache/starlingmonkey, kept
// between runs), and projects below it are made, built, checked, run and packed with dist/cli.js.
// Prints a line per step and, last, "N passed, N failed".
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const CLI = resolve('dist/cli.js')
const PACKAGE = '@bytecodealliance/componentize-js'
const VERSION = JSON.parse(readFileSync('package.json', 'utf8')).peerDependencies[PACKAGE]
const BASE = resolve('.cache/starlingmonkey')
const SETTINGS = '[build]\nengine = "starlingmonkey"\n\n[host]\nrevision = "js-engines"\n'

/** It needs tables of Unicode, which the engine is built without. */
const NOT_HERE = ['cases/unicode.toml']

const TRACES = `import { defineTools } from 'yoi-plugin/pdk'

console.log('at build')

function deep() {
  console.log('printed', 'one', { two: 2 })
  // The next line but one is the ninth.

  throw new Error('boom')
}

export default defineTools({
  say: {
    async run({ text }: { text: string }) {
      if (text === 'throw') deep()
      await new Promise(() => {})
      return { summary: 'never' }
    },
  },
  say_count: { run: () => ({ summary: 'nothing' }) },
})
`

const counts = { passed: 0, failed: 0 }

install()
const projects = mkdtempSync(join(BASE, 'projects-'))
const outside = mkdtempSync(join(tmpdir(), 'yoi-plugin-starlingmonkey-'))
try {
  template()
  torture()
  hostApis()
  traces()
  failures()
  withoutTheEngine()
} finally {
  for (const folder of [projects, outside]) rmSync(folder, { recursive: true, force: true })
}
console.log(`${counts.passed} passed, ${counts.failed} failed`)
process.exitCode = counts.failed === 0 ? 0 : 1

function install() {
  const manifest = join(BASE, 'node_modules', PACKAGE, 'package.json')
  if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).version === VERSION) return
  rmSync(BASE, { recursive: true, force: true })
  mkdirSync(BASE, { recursive: true })
  writeFileSync(join(BASE, 'package.json'), '{ "private": true }\n')
  const args = ['install', '--no-audit', '--no-fund', '--loglevel=error', `${PACKAGE}@${VERSION}`]
  const { status } = spawnSync('npm', args, { cwd: BASE, stdio: 'inherit' })
  count(status === 0, `npm ${args.join(' ')}`)
}

/** `new --engine starlingmonkey` to a package, twice, in folders of different names: the same bytes. */
function template() {
  const hashes = ['first', 'second folder'].map(name => {
    const project = join(projects, name)
    cli('new, engine starlingmonkey', [
      'new',
      project,
      '--engine',
      'starlingmonkey',
      '--id',
      'test.echo',
      '--yes',
    ])
    const wanted = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')).devDependencies?.[PACKAGE]
    count(wanted === VERSION, `package.json asks for ${PACKAGE} ${VERSION}`, String(wanted))
    cli('build', ['build', project])
    return hashOf(join(project, 'plugin.component.wasm'))
  })
  count(hashes[0] === hashes[1], 'two folders, the same bytes', hashes.join('\n'))
  const [project] = ['first'].map(name => join(projects, name))
  const report = JSON.parse(cli('check --json', ['check', project, '--json']))
  count(report.accepted_by.join() === 'js-engines', 'check names the hosts that take it', report.accepted_by)
  count(report.component.imports.count === 0, 'no imports', JSON.stringify(report.component.imports))
  cli('test', ['test', project])
  cli('pack', ['pack', project])
  const released = run(['check', project, '--host-revision', 'yoi-2026-08'])
  const rules = ['package/file-too-large', 'host/memory-too-large', 'host/table-too-large']
  count(released.status === 1, 'the released host refuses it', released.stdout)
  count(
    rules.every(rule => released.stdout.includes(rule)),
    'and is told why',
    released.stdout,
  )
}

/** The same cases as on QuickJS. */
function torture() {
  const project = copy('test/guests/torture', 'torture')
  for (const file of NOT_HERE) rmSync(join(project, file))
  writeFileSync(join(project, 'yoi-plugin.toml'), SETTINGS)
  cli('torture: build', ['build', project])
  const report = JSON.parse(cli('torture: test', ['test', project, '--json']))
  for (const { file, status } of report.cases) count(status === 'passed', `torture: ${file}`, status)
}

/** Every example whose host calls need no other settings; its patterns without tables of Unicode. */
function hostApis() {
  const project = copy('examples/notes', 'notes')
  const settings = readFileSync(join(project, 'yoi-plugin.toml'), 'utf8')
  writeFileSync(
    join(project, 'yoi-plugin.toml'),
    `${settings.replace('engine = "quickjs"', 'engine = "starlingmonkey"')}\n[host]\nrevision = "js-engines"\n`,
  )
  replaceIn(join(project, 'src/note-files.ts'), /\/\^.*\$\/u/, '/^[a-zA-ZÀ-ÿ0-9][a-zA-ZÀ-ÿ0-9 _-]{0,79}$/')
  cli('notes: build', ['build', project])
  const report = JSON.parse(cli('notes: check', ['check', project, '--json']))
  const functions = report.component.imports.items.flatMap(({ functions }) =>
    functions.items.map(({ name }) => name),
  )
  count(functions.join() === 'read,list,write', 'notes: imports what it uses', functions.join())
}

/** What a call prints and where it throws reaches the author; a promise that never settles is told as on QuickJS. */
function traces() {
  const project = join(projects, 'traces')
  cli('traces: new', [
    'new',
    project,
    '--engine',
    'starlingmonkey',
    '--id',
    'test.traces',
    '--tool',
    'say',
    '--yes',
  ])
  writeFileSync(join(project, 'src/plugin.ts'), TRACES)
  cli('traces: build', ['build', project])
  const call = text => run(['run', 'say', project, '--input', JSON.stringify({ text })]).stdout
  const thrown = call('throw')
  count(/printed one \{ two: 2 \}/.test(thrown) && !thrown.includes('at build'), 'traces: console', thrown)
  count(/src\/plugin\.ts:9:\d+/.test(thrown), 'traces: the place of an error', thrown)
  const never = call('never')
  count(never.includes('the tool returned a promise that never settled'), 'traces: never settles', never)
}

/** Errors of the top level are placed in the source, and an old component stays. */
function failures() {
  const project = join(projects, 'first')
  const before = hashOf(join(project, 'plugin.component.wasm'))
  const source = readFileSync(join(project, 'src/plugin.ts'), 'utf8')
  const expectations = [
    ['throw new Error("boom")', /src\/plugin\.ts:(\d+):\d+ +error +build\/top-level-throws\n.*boom/],
    ['for (;;);', /build\/top-level-fuel/],
    ['const kept = []; for (;;) kept.push(new Array(1e5).fill(1))', /out of memory/],
  ]
  for (const [code, expected] of expectations) {
    writeFileSync(join(project, 'src/plugin.ts'), `${source}\n${code}\n`)
    const { status, stdout } = run(['build', project])
    count(status === 1 && expected.test(stdout), `top level: ${code}`, stdout)
  }
  count(hashOf(join(project, 'plugin.component.wasm')) === before, 'a failed build keeps the component')
}

function withoutTheEngine() {
  const project = join(outside, 'alone')
  cli('new, elsewhere', ['new', project, '--engine', 'starlingmonkey', '--yes'])
  const { status, stderr } = run(['build', project])
  count(
    status === 2 && stderr.includes(`npm install --save-dev ${PACKAGE}`),
    'the engine is missing: what to type',
    stderr,
  )
}

function copy(from, name) {
  const project = join(projects, name)
  cpSync(from, project, { recursive: true })
  rmSync(join(project, 'plugin.component.wasm'), { force: true })
  return project
}

function replaceIn(path, pattern, text) {
  const before = readFileSync(path, 'utf8')
  if (!pattern.test(before)) throw new Error(`${path} has no ${pattern}`)
  writeFileSync(
    path,
    before.replace(pattern, () => text),
  )
}

function cli(what, args) {
  const { status, stdout, stderr } = run(args)
  count(status === 0, what, stdout + stderr)
  return stdout
}

function run(args) {
  return spawnSync(process.execPath, [CLI, ...args], { encoding: 'utf8', maxBuffer: 1 << 26 })
}

function hashOf(path) {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}

function count(isGood, what, output = '') {
  counts[isGood ? 'passed' : 'failed'] += 1
  console.log(`${isGood ? 'ok  ' : 'FAIL'} ${what}${isGood ? '' : `\n${output}`}`)
}
