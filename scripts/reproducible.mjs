// Builds the TypeScript template and an example on Node 20, 22 and 24, in two folders, as two users, with and without caches, and compares
// the components. The Nodes come from npm, through the package `node`. Prints a line per comparison and, last, "N passed, N failed".
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installNode } from './install-node.mjs'

const VERSIONS = ['20', '22', '24']
/** What a user who is not root is called on most systems: `nobody`. */
const OTHER_USER = 65_534

const folder = mkdtempSync(join(tmpdir(), 'yoi-plugin-reproducible-'))
const counts = { passed: 0, failed: 0 }

try {
  chmodSync(folder, 0o755)
  const tool = copyTool(join(folder, 'tool'))
  const projects = { template: makeTemplate(tool), example: 'examples/text-stats' }
  const nodes = VERSIONS.flatMap(nodeOf)
  for (const [name, project] of Object.entries(projects)) compareBuilds(name, project, nodes, tool)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
if (counts.passed === 0) counts.failed++
console.log(`${counts.passed} passed, ${counts.failed} failed`)
process.exitCode = counts.failed === 0 ? 0 : 1

/** The built tool where another user may read it: a clone can lie in a closed home folder. */
function copyTool(target) {
  for (const path of ['package.json', 'dist', 'templates', 'schema', 'wit', 'docs/rules'])
    cpSync(path, join(target, path), { recursive: true })
  for (const name of ['esbuild', '@esbuild'])
    cpSync(join('node_modules', name), join(target, 'node_modules', name), { recursive: true })
  return join(target, 'dist/cli.js')
}

function makeTemplate(tool) {
  const project = join(folder, 'template')
  const made = spawnSync(process.execPath, [tool, 'new', project, '--yes', '--id', 'acme.echo'], {
    encoding: 'utf8',
  })
  if (made.status !== 0) throw new Error(made.stderr)
  return project
}

/** The program of one version; nothing, and a failure, when there is none. */
function nodeOf(version) {
  const { path, output } = installNode(version, folder)
  count(path !== null, `Node ${version} from npm: ${output}`)
  return path === null ? [] : [{ version, path }]
}

function compareBuilds(name, project, nodes, tool) {
  let expected
  for (const { version, path } of nodes) {
    const first = place(project, `${name}-${version}`)
    const second = place(project, `${name} ${version}/é/deep er`)
    const user = { HOME: join(folder, 'home'), USER: 'somebody', TZ: 'Asia/Tokyo', LC_ALL: 'C' }
    const builds = [
      ['no cache', first, {}, undefined],
      ['with the cache of the build before', first, {}, undefined],
      ['another folder, home and time zone', second, user, undefined],
      ...(process.getuid?.() === 0 ? [['as another user', second, user, OTHER_USER]] : []),
    ]
    for (const [what, target, environment, uid] of builds) {
      const sha256 = build({ path, tool, target, environment, uid })
      expected ??= sha256
      count(sha256 === expected, `${name}, Node ${version}, ${what}: ${sha256}`, `expected ${expected}`)
    }
  }
}

function place(project, path) {
  const target = join(folder, 'projects', path)
  cpSync(project, target, { recursive: true })
  return target
}

/** @returns sha256 of the component, or what the build said */
function build({ path, tool, target, environment, uid }) {
  const cache = join(folder, `cache-of-${uid ?? 'us'}`)
  mkdirSync(cache, { recursive: true })
  rmSync(join(target, 'plugin.component.wasm'), { force: true })
  if (uid !== undefined) for (const each of [cache, ...foldersOf(target)]) chownSync(each, uid, uid)
  const result = spawnSync(path, [tool, 'build', target, '--json'], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: folder, XDG_CACHE_HOME: cache, TMPDIR: tmpdir(), ...environment },
    ...(uid === undefined ? {} : { uid, gid: uid }),
  })
  if (result.status !== 0) return `${result.error ?? ''}${result.stdout}${result.stderr}`
  return createHash('sha256')
    .update(readFileSync(join(target, 'plugin.component.wasm')))
    .digest('hex')
}

/** The folders that a build writes to, and the files that it writes over. */
function foldersOf(target) {
  const paths = [
    '.',
    '.yoi-plugin',
    '.yoi-plugin/build.json',
    '.yoi-plugin/source-map.json',
    'src/generated',
    'src/generated/tools.d.ts',
  ]
  return paths.map(path => join(target, path))
}

function count(isGood, what, output = '') {
  counts[isGood ? 'passed' : 'failed']++
  console.log(`${isGood ? 'ok  ' : 'FAIL'} ${what}${isGood ? '' : `\n${output}`}`)
}
