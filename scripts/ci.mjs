// The steps of .ci/run: each counts what it ran; the last line adds them up.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'

const VITEST_REPORT = '.cache/vitest.json'
const VENV = '.cache/wasmtime-venv'
const PYTHON = `${VENV}/bin/python`
const WASMTIME = 'wasmtime==49.0.0'

const totals = { passed: 0, failed: 0 }

mkdirSync('.cache', { recursive: true })

for (const script of ['test', 'test:slow']) {
  rmSync(VITEST_REPORT, { force: true })
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${VITEST_REPORT}`]
  step(`npm run ${script}`, 'npm', ['run', '--silent', script, '--', ...reporters], () => {
    const report = JSON.parse(readFileSync(VITEST_REPORT, 'utf8'))
    return { passed: report.numPassedTests, failed: report.numFailedTests }
  })
}
step('conformance', 'npm', ['run', '--silent', 'conformance'], countFromLastLine)
step('fuzz: components', 'node', ['test/component/fuzz/run.mjs'], countFromLastLine)
step('attacks', 'node', ['test/attacks/run.mjs'], countFromLastLine)
step('attacks on Node 24', 'node', ['test/attacks/run-on-node.mjs', '24'], countFromLastLine)
step('fuzz', 'node', ['test/fuzz/run.mjs'], countFromLastLine)
step('demo', 'npm', ['run', '--silent', 'demo'])
step('examples', 'node', ['scripts/examples.mjs'], countFromLastLine)
step('same bytes on Node 20, 22 and 24', 'node', ['scripts/reproducible.mjs'], countFromLastLine)
step('type-checkers', 'node', ['scripts/type-checkers.mjs'], countFromLastLine)
step('cassettes of examples', 'node', ['scripts/record-examples.mjs', '--check'], countFromLastLine)
installSystemPackages()
step('published tarball', 'node', ['test/published/run.mjs'], countFromLastLine)
step('second engine: install', 'sh', [
  '-c',
  `python3 -m venv ${VENV} && ${PYTHON} -m pip install --quiet ${WASMTIME}`,
])
step('second engine', 'node', ['test/engines/run.mjs', PYTHON], countFromLastLine)
step('second engine: fuel', 'node', ['test/engines/fuel.mjs', PYTHON], countFromLastLine)
step('starlingmonkey', 'node', ['scripts/starlingmonkey.mjs'], countFromLastLine)
step('rust', 'node', ['scripts/rust.mjs', PYTHON], countFromLastLine)
// After what builds the examples: it judges their components, too.
step('second engine: validity', 'node', ['test/engines/validity.mjs', PYTHON], countFromLastLine)

console.log(`${totals.passed} passed, ${totals.failed} failed`)
process.exit(totals.failed === 0 ? 0 : 1)

/** Runs a command, shows its output, adds its counts. A command that fails without a failed count is one failure. */
function step(name, command, args, count = () => ({ passed: 1, failed: 0 })) {
  const start = Date.now()
  console.log(`\n=== ${name}`)
  const result = spawnSync(command, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 1 << 28,
  })
  process.stdout.write(result.stdout ?? '')
  const counts = countOf(result, count)
  totals.passed += counts.passed
  totals.failed += counts.failed
  const seconds = ((Date.now() - start) / 1000).toFixed(1)
  console.log(`=== ${name}: ${counts.failed === 0 ? 'ok' : 'FAILED'} in ${seconds} s`)
}

function countOf(result, count) {
  const hasFailed = result.status !== 0
  try {
    const counts = count(result.stdout)
    return hasFailed
      ? { ...counts, failed: Math.max(1, counts.failed), passed: counts.failed > 0 ? counts.passed : 0 }
      : counts
  } catch (error) {
    console.log(String(error))
    return { passed: 0, failed: 1 }
  }
}

function countFromLastLine(output) {
  const match = [...output.matchAll(/^(\d+) passed, (\d+) failed/gm)].at(-1)
  if (!match) throw new Error('no line "N passed, N failed" was printed')
  return { passed: Number(match[1]), failed: Number(match[2]) }
}

/** `unzip` and Python's venv are not on every bare machine. */
function installSystemPackages() {
  const isThere = (command, ...args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0
  const missing = [
    ...(isThere('unzip', '-v') ? [] : ['unzip']),
    ...(isThere('cc', '--version') ? [] : ['gcc', 'libc6-dev']),
    ...(isThere('python3', '-c', 'import venv, ensurepip') ? [] : ['python3', 'python3-venv']),
  ]
  if (missing.length === 0) return
  step('system packages', 'sh', ['-c', `apt-get update -qq && apt-get install -y -qq ${missing.join(' ')}`])
}
