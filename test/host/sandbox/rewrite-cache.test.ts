import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { packModules, unpackModules } from '../../../src/host/sandbox/module-bundle.ts'
import { RewriteCache } from '../../../src/host/sandbox/rewrite-cache.io.ts'
import { Sandbox } from '../../../src/host/sandbox/sandbox.io.ts'
import type { SandboxLimits } from '../../../src/host/sandbox/sandbox-limits.ts'
import type { SandboxResult } from '../../../src/host/sandbox/sandbox-result.ts'
import { assembleGuest } from '../../support/assemble.ts'
import { bundleScript } from '../../support/bundle-script.ts'
import { sandboxOptions } from '../../support/sandbox-options.ts'
import { TOOL_LIMITS } from '../../support/tool-limits.ts'

const LIMITS: SandboxLimits = { ...TOOL_LIMITS, coreInstances: 8, memories: 4, tables: 4 }

let folder: string
let elsewhere: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rewrite-cache-'))
  elsewhere = mkdtempSync(join(tmpdir(), 'rewrite-cache-'))
})
afterEach(() => {
  for (const used of [folder, elsewhere]) rmSync(used, { recursive: true, force: true })
})

async function run(
  component: Uint8Array,
  limits: Parameters<RewriteCache['entry']>[1] = LIMITS,
): Promise<SandboxResult> {
  const sandbox = new Sandbox({ ...sandboxOptions(component), limits, cache: RewriteCache.open(folder) })
  try {
    return await sandbox.call({
      target: { name: 'call', params: ['string', 'string'], result: 'string' },
      args: ['tool', '{}'],
      fuel: 5_000_000,
      deadlineMs: 10_000,
      waitedMs: 0,
    })
  } finally {
    sandbox.close()
  }
}

/** An entry that carries its own hash, whatever is in it. */
function withHash(content: Uint8Array): Buffer {
  return Buffer.concat([createHash('sha256').update(content).digest(), content])
}

/** A function whose body leaves nothing, though its type says i32. */
const UNSOUND_MODULE = Buffer.from('0061736d010000000105016000017f030201000a040102000b', 'hex')

const entries = () => readdirSync(folder).map(name => join(folder, name))

describe('the cache of rewritten modules', () => {
  test('changes nothing about a call, nested components included', async () => {
    for (const guest of ['echo.wat', 'composed.wat']) {
      const component = await assembleGuest(guest)
      const first = await run(component)
      expect(first).toMatchObject({ ok: true })
      expect(await run(component)).toEqual(first)
    }
    expect(entries()).toHaveLength(2)
    expect(statSync(entries()[0]!).mode & 0o777).toBe(0o600)
  })

  test('is what a second process runs', async () => {
    const component = await assembleGuest('echo.wat')
    await run(component)
    const cache = RewriteCache.open(folder)!
    const entry = cache.entry(component, LIMITS)
    const modules = unpackModules(entry.read()!)!
    // The same code with a summary of its own, to see where it comes from.
    const marked = modules.map(module =>
      Buffer.from(Buffer.from(module).toString('latin1').replace('echo', 'ECHO'), 'latin1'),
    )
    entry.write(packModules(marked))
    const result = await run(component)
    expect(result.ok && Buffer.from(result.output).toString()).toContain('ECHO')
  })

  test('has an entry of its own for other limits', async () => {
    const component = await assembleGuest('echo.wat')
    await run(component)
    await run(component, { ...LIMITS, memoryPages: 16 })
    await run(component, { ...LIMITS, costs: 'wasmtime-49' })
    expect(entries()).toHaveLength(3)
  })

  test.each([
    ['damaged', (path: string) => writeFileSync(path, readFileSync(path).fill(0, 40, 44))],
    ['cut off', (path: string) => writeFileSync(path, readFileSync(path).subarray(0, 50))],
    ['empty', (path: string) => writeFileSync(path, '')],
    ['no bundle', (path: string) => writeFileSync(path, withHash(Buffer.from('no bundle')))],
    [
      'a bundle of what is no module',
      (path: string) => writeFileSync(path, withHash(packModules([Buffer.from('no module')]))),
    ],
    [
      'a bundle of a module that cannot be compiled',
      (path: string) => writeFileSync(path, withHash(packModules([UNSOUND_MODULE]))),
    ],
    ['a bundle of too few modules', (path: string) => writeFileSync(path, withHash(packModules([])))],
    [
      'replaced by a symlink',
      (path: string) => {
        const copy = join(elsewhere, 'copy')
        writeFileSync(copy, readFileSync(path))
        rmSync(path)
        symlinkSync(copy, path)
      },
    ],
  ])('ignores and replaces an entry that is %s', async (_, damage) => {
    const component = await assembleGuest('echo.wat')
    const first = await run(component)
    const sound = readFileSync(entries()[0]!)
    damage(entries()[0]!)
    expect(await run(component)).toEqual(first)
    expect(readFileSync(entries()[0]!).equals(sound)).toBe(true)
  })

  test('does not wait for a FIFO in the place of an entry, and replaces it', async () => {
    const component = await assembleGuest('echo.wat')
    const first = await run(component)
    const [path] = entries() as [string]
    rmSync(path)
    execFileSync('mkfifo', [path])
    // In a process of its own: whoever waits to open a FIFO hears of no deadline.
    const program =
      await bundleScript(`import { readCacheEntry } from './src/host/sandbox/read-cache-entry.io.ts'
      process.stdout.write(String(readCacheEntry(process.argv[2])))`)
    const { stdout } = spawnSync(process.execPath, [program.path, path], {
      timeout: 10_000,
      killSignal: 'SIGKILL',
      encoding: 'utf8',
    })
    program.remove()
    expect(stdout).toBe('null')
    expect(await run(component)).toEqual(first)
    expect(statSync(path).isFile()).toBe(true)
  })

  test('is not used in a folder that others may read, nor behind a symlink, nor where there is a file', () => {
    expect(RewriteCache.open(folder)).not.toBeNull()
    const link = join(elsewhere, 'link')
    symlinkSync(folder, link)
    expect(RewriteCache.open(link)).toBeNull()
    chmodSync(folder, 0o750)
    expect(RewriteCache.open(folder)).toBeNull()
    writeFileSync(join(folder, 'file'), '')
    expect(RewriteCache.open(join(folder, 'file'))).toBeNull()
  })

  test('keeps the 32 entries that were used last', () => {
    const cache = RewriteCache.open(folder)!
    for (let index = 0; index < 40; index++)
      cache.entry(Uint8Array.of(index), LIMITS).write(packModules([Uint8Array.of(index)]))
    expect(entries()).toHaveLength(32)
  })
})

describe('module bundles', () => {
  test.each([[[]], [[[]]], [[[1], [], [2, 3]]]])('keep %j', modules => {
    const bundle = packModules(modules.map(bytes => Uint8Array.from(bytes)))
    expect(unpackModules(bundle)!.map(bytes => [...bytes])).toEqual(modules)
  })

  test('are refused when they are cut off or too long', () => {
    const bundle = packModules([Uint8Array.of(1, 2), Uint8Array.of(3)])
    for (let length = 0; length < bundle.length; length++)
      expect(unpackModules(bundle.subarray(0, length))).toBeNull()
    expect(unpackModules(Uint8Array.from([...bundle, 0]))).toBeNull()
  })
})
