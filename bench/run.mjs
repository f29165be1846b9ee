// Whole-process times of the commands beside `node -e 0`, and the sizes and fuel of the echo plugin. Prints a Markdown table.
// Each command runs alternately with the others, so that a busy moment of the machine hits all of them.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { measuredEnvironment } from './measured-environment.mjs'

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 11)
const CLI = resolve('dist/cli.js')

const folder = mkdtempSync(join(tmpdir(), 'yoi-plugin-bench-'))
process.env.XDG_CACHE_HOME = join(folder, 'cache')
try {
  main()
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function main() {
  const project = join(folder, 'echo')
  tool('new', project, '--yes', '--id', 'example.echo', '--tool', 'example_echo')
  tool('build', project)
  tool('pack', project)
  printTimes(project)
  printRebuilds(project)
  printFigures(project)
}

function printTimes(project) {
  let count = 0
  mkdirSync(join(folder, 'new'))
  const call = ['example_echo', project, '--input', '{"text": "hi"}']
  const commands = [
    ['node -e 0', null, () => node('-e', '0')],
    ['yoi-plugin --help', 100, () => tool('--help')],
    ['yoi-plugin new', 300, () => tool('new', join(folder, 'new', String(count++)), '--yes')],
    ['yoi-plugin build', 600, () => tool('build', project)],
    ['yoi-plugin check --static', 250, () => tool('check', project, '--static')],
    ['yoi-plugin check', null, () => tool('check', project)],
    ['yoi-plugin pack --static', 200, () => tool('pack', project, '--static')],
    ['yoi-plugin run, rewrite cached', 150, () => tool('run', ...call)],
    ['yoi-plugin run, nothing cached', 250, () => inCache(`cache-${count++}`, CLI, 'run', ...call)],
  ]
  const times = commands.map(() => [])
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, [, , run]] of commands.entries()) times[index].push(run())
  }
  console.log(
    `\n| command (whole process, ${ROUNDS} runs) | median ms | least ms | budget ms |\n| --- | --- | --- | --- |`,
  )
  for (const [index, [name, budget]] of commands.entries()) {
    const sorted = times[index].sort((left, right) => left - right)
    console.log(
      `| ${name} | ${sorted[sorted.length >> 1].toFixed(0)} | ${sorted[0].toFixed(0)} | ${budget ?? '-'} |`,
    )
  }
}

/** A build in a process that stays: the library call. */
function printRebuilds(project) {
  const result = execute('bench/rebuild.mjs', project, String(ROUNDS + 1))
  if (result.status !== 0) throw new Error(result.stderr)
  const [, ...times] = JSON.parse(result.stdout)
  const sorted = times.sort((left, right) => left - right)
  const [median, least] = [sorted[sorted.length >> 1], sorted[0]].map(time => time.toFixed(0))
  console.log(
    `\n| library call (${times.length} runs) | median ms | least ms | budget ms |\n| --- | --- | --- | --- |`,
  )
  console.log(`| buildPath, after the first | ${median} | ${least} | 250 |`)
}

function printFigures(project) {
  const report = JSON.parse(execute(CLI, 'check', project, '--json').stdout)
  const component = statSync(join(project, 'plugin.component.wasm')).size
  const archive = statSync(join(project, 'example.echo-0.1.0.yoi-plugin')).size
  const calls = JSON.parse(execute(CLI, 'check', 'examples/echo', '--json').stdout).cases
  console.log('\n| echo plugin | value | budget |\n| --- | --- | --- |')
  console.log(`| component | ${component} bytes | 650 KB |`)
  console.log(`| package | ${archive} bytes | 650 KB |`)
  console.log(`| footprint | ${JSON.stringify(report.footprint)} | 1 instance, 20 pages, no table |`)
  for (const call of calls) console.log(`| fuel of ${call.file} | ${call.fuel} | ${budgetOf(call.file)} |`)
}

function budgetOf(file) {
  return /max_fuel = ([\d_]+)/.exec(readFileSync(join('examples/echo', file), 'utf8'))?.[1] ?? '-'
}

function tool(...args) {
  return node(CLI, ...args)
}

/** Keeps the user's own cache out of the figures. */
function inCache(name, ...args) {
  const before = process.env.XDG_CACHE_HOME
  process.env.XDG_CACHE_HOME = join(folder, name)
  try {
    return node(...args)
  } finally {
    process.env.XDG_CACHE_HOME = before
  }
}

/** Runs Node to its end; milliseconds of wall time. A failing command ends the bench. */
function node(...args) {
  const start = performance.now()
  const result = execute(...args)
  const elapsed = performance.now() - start
  if (result.status !== 0)
    throw new Error(`node ${args.join(' ')} exits ${result.status}\n${result.stdout}${result.stderr}`)
  return elapsed
}

function execute(...args) {
  return spawnSync(process.execPath, args, {
    encoding: 'utf8',
    env: measuredEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}
