import { expect, test } from 'vitest'
import { importedHostApis } from '../../src/host/imported-host-apis.ts'
import { assemble, assembleGuest } from '../support/assemble.ts'
import { rawComponent, repeated } from '../support/raw-wasm.ts'

const importing = (...names: readonly string[]) =>
  assemble(`(component ${names.map(name => `(import "${name}" (instance))`).join(' ')})`)

test('host APIs are named in the order of a component’s imports', async () => {
  expect(importedHostApis(await importing('yoi:host/fs@1.0.0', 'yoi:host/request@1.0.0'))).toEqual([
    'fs',
    'request',
  ])
  expect(importedHostApis(await assembleGuest('echo.wat'))).toEqual([])
})

test('what comes after an import that the host refuses is not asked for', async () => {
  const wasi = 'wasi:cli/environment@0.2.0'
  expect(importedHostApis(await importing('yoi:host/fs@1.0.0', wasi, 'yoi:host/request@1.0.0'))).toEqual([
    'fs',
  ])
  expect(importedHostApis(await importing('yoi:host/fs@2.0.0', 'yoi:host/fs@1.0.0'))).toEqual([])
})

test('an import is found behind anything, whatever it is the import of', async () => {
  const bytes = await assemble(`(component
    (core type $m (module)) (type $t (list u8)) (component $c (import "yoi:host/websocket@1.0.0" (instance)))
    (import "yoi:host/fs@1.0.0" (core module (type $m)))
    (import "yoi:host/request@1.0.0" (type (sub resource)))
    (core module $g)
    (import "yoi:host/websocket@1.0.0" (type (eq $t)))
    (import "other" (func)))`)
  expect(importedHostApis(bytes)).toEqual(['fs', 'request', 'websocket'])
})

test('nothing but names is read: a component is not held in memory to learn what it imports', async () => {
  const coreTypes = rawComponent([3, repeated(490_000, 0x60, 0, 0)]).subarray(8)
  const bytes = Buffer.concat([await importing('yoi:host/fs@1.0.0'), coreTypes])
  const before = process.memoryUsage().heapUsed
  expect(importedHostApis(bytes)).toEqual(['fs'])
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(8 * 1024 * 1024)
})

test.each([1, 2, 9])('a component that is cut %i bytes before its end imports nothing', async missing => {
  const bytes = await importing('yoi:host/fs@1.0.0')
  expect(importedHostApis(bytes.subarray(0, -missing))).toEqual([])
})

test('a name that comes over and over is named once', async () => {
  const name = 'yoi:host/fs@1.0.0'
  expect(importedHostApis(await importing(...Array(1_000).fill(name)))).toEqual(['fs'])
})

test('bytes that are no component import nothing', () => {
  expect(importedHostApis(new Uint8Array(20))).toEqual([])
  expect(importedHostApis(new Uint8Array())).toEqual([])
})
