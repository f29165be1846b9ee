import { expect, test } from 'vitest'
import { CallObserver } from '../../../src/exercise/answers/call-observer.ts'
import { planManifest } from '../../../src/exercise/infer/plan-manifest.ts'

const MANIFEST = `schema_version = 1
id = "a"
name = "A"
version = "1"
permissions = [{ kind = "surface", surface = "tool" }] # one
[[tools]]
name = "t"
description = "T."
input_schema = { type = "object" }
`
const permissions = [{ kind: 'surface', surface: 'tool' } as const, { kind: 'tool', name: 't' } as const]
const requests = { permissions, request: [], websocket: [] }
const entry = { file: 'cases/a.toml', tool: 't', inputJson: '{}', grants: null, without: [], replies: [] }
const evidence = {
  needed: { manifest: requests, grants: { ...requests, fs: [] } },
  observed: [{ entry: { ...entry, cassette: null, expect: {} }, observer: new CallObserver(), roots: [] }],
  isComplete: true,
}
const plan = (text: string) => planManifest(text, new Set(), evidence)

test('adds what is missing in the place where it belongs', () => {
  expect(plan(MANIFEST)?.text).toBe(MANIFEST.replace('"tool" }]', '"tool" }, { kind = "tool", name = "t" }]'))
})

test('takes away what nothing needs, and changes nothing a second time', () => {
  const wide = MANIFEST.replace('[{', '[{ kind = "external_write" }, {').replace(
    '[[tools]]',
    '[[request]]\nscheme = "*"\nhost = "*"\n\n[[tools]]',
  )
  const first = plan(wide)?.text
  expect(first).not.toContain('external_write')
  expect(plan(first!)?.text).toBe(first)
})

test.each([
  ['is no TOML', 'permissions = ['],
  ['lacks what it must have', 'permissions = []\n'],
  ['has a permission that cannot be read', MANIFEST.replace('"surface",', '"surfaces",')],
])('leaves a manifest alone that %s', (_, text) => {
  expect(plan(text)).toBeNull()
})
