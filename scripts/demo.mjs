// The main job on a real plugin, printed step by step: new -> write the tools -> build -> check -> pack.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const CLI = fileURLToPath(new URL('../dist/cli.js', import.meta.url))
const EXAMPLE = fileURLToPath(new URL('../examples/text-stats', import.meta.url))
const SOURCES = ['plugin.toml', 'src/plugin.ts', 'src/count-words.ts', 'cases']

const folder = mkdtempSync(join(tmpdir(), 'yoi-plugin-demo-'))
try {
  step('new', ['new', 'text-stats', '--yes', '--id', 'example.text-stats', '--tool', 'text_stats'], folder)
  const project = join(folder, 'text-stats')
  console.log('$ # write plugin.toml, src/ and cases/ (here: from examples/text-stats)\n')
  rmSync(join(project, 'cases'), { recursive: true })
  for (const path of SOURCES) cpSync(join(EXAMPLE, path), join(project, path), { recursive: true })
  for (const command of ['build', 'check', 'pack']) step(command, [command], project)
  console.log('Every step passed.')
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function step(name, args, cwd) {
  console.log(`$ yoi-plugin ${args.join(' ')}`)
  const start = performance.now()
  const result = spawnSync(process.execPath, [CLI, ...args], { cwd, stdio: 'inherit' })
  const seconds = ((performance.now() - start) / 1000).toFixed(2)
  console.log(`-> ${name}: exit ${result.status} in ${seconds} s\n`)
  if (result.status === 0) return
  rmSync(folder, { recursive: true, force: true })
  process.exit(1)
}
