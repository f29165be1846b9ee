import { expect, test } from 'vitest'
import { importedHostApis } from '../../src/host/imported-host-apis.ts'
import { assemble, assembleGuest } from '../support/assemble.ts'

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

test('bytes that are no component import nothing', () => {
  expect(importedHostApis(new Uint8Array(20))).toEqual([])
})
