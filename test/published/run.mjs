// Installs the packed tarball in an empty folder, without the repository, and follows the README there.
// Prints a line per check and, last, "N passed, N failed".
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const MAX_INSTALLED_BYTES = 30 * 1024 * 1024
const MAX_PACKAGES = 10

const counts = { passed: 0, failed: 0 }
const folder = mkdtempSync(join(tmpdir(), 'yoi-plugin-published-'))
try {
  run()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
console.log(`${counts.passed} passed, ${counts.failed} failed`)
process.exit(counts.failed === 0 ? 0 : 1)

function run() {
  const packed = execute(process.cwd(), 'npm', 'pack', '--silent', '--pack-destination', folder)
  check('npm pack writes a tarball', packed.status === 0, packed)
  const tarball = readdirSync(folder).find(name => name.endsWith('.tgz'))
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
  const installed = execute(
    folder,
    'npm',
    'install',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    `./${tarball}`,
  )
  check('the tarball installs without install scripts', installed.status === 0, installed)
  checkSize()
  const tool = (cwd, ...args) => execute(cwd, join(folder, 'node_modules', '.bin', 'yoi-plugin'), ...args)
  const project = join(folder, 'my-plugin')
  const made = tool(folder, 'new', 'my-plugin', '--yes', '--id', 'acme.my-plugin', '--tool', 'echo_text')
  check('new makes a project', made.status === 0, made)
  for (const command of ['build', 'check', 'pack']) {
    const result = tool(project, command)
    check(`${command} exits 0`, result.status === 0, result)
  }
  const archive = join(project, 'acme.my-plugin-0.1.0.yoi-plugin')
  check('pack writes <id>-<version>.yoi-plugin', existsSync(archive))
  const tested = execute(project, 'unzip', '-t', archive)
  check('unzip accepts the packed file', tested.status === 0, tested)
  const checked = tool(folder, 'check', archive)
  check('check accepts the packed file', checked.status === 0, checked)
}

function checkSize() {
  const root = join(folder, 'node_modules')
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  const bytes = files.reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
  const packages = files.filter(entry => entry.name === 'package.json' && isPackage(entry.parentPath)).length
  const size = `${(bytes / 1024 / 1024).toFixed(1)} MiB in ${packages} packages`
  check(`the install is small: ${size}`, bytes <= MAX_INSTALLED_BYTES && packages <= MAX_PACKAGES)
}

function isPackage(path) {
  return /node_modules[\\/](@[^\\/]+[\\/])?[^\\/@]+$/.test(path)
}

function execute(cwd, command, ...args) {
  return spawnSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

function check(name, holds, result) {
  counts[holds ? 'passed' : 'failed']++
  console.log(`${holds ? 'ok  ' : 'FAIL'} ${name}`)
  if (!holds && result) console.log(`${result.stdout}\n${result.stderr}`)
}
