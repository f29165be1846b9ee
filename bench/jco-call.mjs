// node bench/jco-call.mjs COMPONENT TOOL INPUT ROUNDS: transpiles with jco, calls, and prints the median of warm calls in ms.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { $init, generate } from '@bytecodealliance/jco-transpile/component'

const [path, tool, input, rounds] = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'yoi-bench-jco-'))
try {
  await $init
  const options = { name: 'plugin', noTypescript: true, instantiation: { tag: 'sync' } }
  const { files } = generate(readFileSync(path), options)
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes)
  const { instantiate } = await import(pathToFileURL(join(folder, 'plugin.js')).href)
  const plugin = instantiate(name => new WebAssembly.Module(readFileSync(join(folder, name))), {})
  const times = []
  for (let round = 0; round <= Number(rounds); round++) {
    const start = performance.now()
    plugin.call(tool, input)
    times.push(performance.now() - start)
  }
  times.sort((left, right) => left - right)
  console.log(times[times.length >> 1])
} finally {
  rmSync(folder, { recursive: true, force: true })
}
