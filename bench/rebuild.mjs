// Times of building the template's echo again and again in one process, as a watch mode would: the first build and the median of the later
// ones, beside their processor time, which other work on the machine changes less. Prints a Markdown table.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 11)
const BUDGET_MS = 250

const folder = mkdtempSync(join(tmpdir(), 'yoi-plugin-bench-'))
try {
  await main()
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function main() {
  const buildTypeScript = await loadBuild()
  const project = {
    projectDir: resolve('examples/echo'),
    entry: 'src/plugin.ts',
    engine: 'quickjs',
    manifest: {
      tools: [
        { name: 'example_echo', description: '', input_schema: { type: 'object' }, external_write: false },
      ],
      permissions: [],
      request: [],
      websocket: [],
    },
  }
  const tools = { pdkPath: resolve('dist/pdk/index.js'), engineDir: resolve('dist/engine') }
  const times = []
  for (let round = 0; round <= ROUNDS; round++) {
    const [start, cpu] = [performance.now(), process.cpuUsage()]
    const { ok } = await buildTypeScript(project, tools)
    if (!ok) throw new Error('the echo does not build')
    const { user, system } = process.cpuUsage(cpu)
    times.push({ wall: performance.now() - start, cpu: (user + system) / 1000 })
  }
  const [first, ...later] = times
  console.log(
    '\n| build of the echo in one process | wall ms | processor ms | budget ms |\n| --- | --- | --- | --- |',
  )
  console.log(`| first | ${first.wall.toFixed(0)} | ${first.cpu.toFixed(0)} | - |`)
  console.log(
    `| later, median of ${ROUNDS} | ${median(later, 'wall')} | ${median(later, 'cpu')} | ${BUDGET_MS} |`,
  )
}

function median(times, part) {
  const sorted = times.map(time => time[part]).sort((left, right) => left - right)
  return sorted[sorted.length >> 1].toFixed(0)
}

/** Node does not run TypeScript: the library call is bundled. */
async function loadBuild() {
  const { outputFiles } = await build({
    entryPoints: ['src/toolchains/typescript/build-typescript.ts'],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    external: ['esbuild'],
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  })
  // Beside the modules that it imports.
  const path = resolve('dist', `bench-${process.pid}.mjs`)
  writeFileSync(path, outputFiles[0].contents)
  try {
    return (await import(pathToFileURL(path).href)).buildTypeScript
  } finally {
    rmSync(path)
  }
}
