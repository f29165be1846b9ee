// Builds the TypeScript template with each supported line of the package typescript, from npm, installed in the project.
// Prints a line per step and, last, "N passed, N failed".
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const VERSIONS = ['5.0', '5.9', '6', '7']
const CLI = resolve('dist/cli.js')

const folder = mkdtempSync(join(tmpdir(), 'yoi-plugin-types-'))
const counts = { passed: 0, failed: 0 }
try {
  for (const version of VERSIONS) checkWith(version)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
console.log(`${counts.passed} passed, ${counts.failed} failed`)
process.exitCode = counts.failed === 0 ? 0 : 1

function checkWith(version) {
  const project = join(folder, version)
  run(process.execPath, [CLI, 'new', project, '--yes', '--id', 'acme.echo', '--tool', 'say'])
  run('npm', ['install', '--prefix', project, '--no-audit', '--no-fund', `typescript@${version}`])
  const good = build(project)
  const used = good.types?.typescript ?? ''
  count(
    good.status === 'built' && used.startsWith(`${version}.`),
    `typescript ${version}: the template is built, checked with ${used}`,
    good,
  )
  const manifest = join(project, 'plugin.toml')
  const text = readFileSync(manifest, 'utf8')
  writeFileSync(manifest, text.replace('type = "string"', 'type = "integer"'))
  const bad = build(project)
  const places = bad.findings.map(({ rule, at }) => `${rule} ${at.file}:${at.line}:${at.column}`)
  const isFound =
    bad.status === 'failed' && places.includes(`build/type-error src/plugin.ts:${placeOf(project)}`)
  count(isFound, `typescript ${version}: a changed schema is a type error at its place`, bad)
}

/** Where the code reads the length of what is a number now. */
function placeOf(project) {
  const before = readFileSync(join(project, 'src/plugin.ts'), 'utf8').split('length')[0].split('\n')
  return `${before.length}:${before.at(-1).length + 1}`
}

function build(project) {
  return JSON.parse(run(process.execPath, [CLI, 'build', project, '--json']).stdout)
}

function run(command, words) {
  return spawnSync(command, words, { encoding: 'utf8' })
}

function count(isGood, what, report) {
  counts[isGood ? 'passed' : 'failed']++
  console.log(`${isGood ? 'ok  ' : 'FAIL'} ${what}${isGood ? '' : `\n${JSON.stringify(report, null, 2)}`}`)
}
