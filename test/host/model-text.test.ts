import { describe, expect, test } from 'vitest'
import type { CallOutcome } from '../../src/host/call-outcome.ts'
import { modelText } from '../../src/host/model-text.ts'

const plugin = { identity: 'project:example.echo', digest: 'sha256:00' }
const meters = { fuel: 1, memoryPages: 1, wallMs: 1, hostCalls: 0 }
const prefix =
  'tool execution failed: execution failed: plugin tool echo (project:example.echo, sha256:00) failed closed: '
const backtrace = `${prefix}WASM execution: error while executing at wasm backtrace`

const TEXTS: readonly (readonly [string, CallOutcome, string])[] = [
  [
    'a success shows its summary and its content',
    { status: 'ok', output: { summary: 's', content: 'c' }, meters },
    's\nc',
  ],
  ['or its summary alone', { status: 'ok', output: { summary: 's', content: null }, meters }, 's'],
  ['a trap hides its cause', { status: 'trap', message: 'unreachable', meters }, backtrace],
  [
    'so does used-up fuel',
    { status: 'limit', limit: 'fuel', value: 5, most: 5, message: 'used', meters },
    backtrace,
  ],
  ['so does a denial', { status: 'denied', label: 'host_api.fs', message: 'no', meters }, backtrace],
  [
    'limits of instantiation are shown',
    { status: 'limit', limit: 'core-instances', value: 2, most: 1, message: 'too many', meters },
    `${prefix}WASM execution: too many`,
  ],
  [
    'so are memory and tables that are too large before any code has run',
    {
      status: 'limit',
      limit: 'memory',
      value: 33,
      most: 32,
      message: 'starts with 33 pages',
      meters: { ...meters, fuel: 0 },
    },
    `${prefix}WASM execution: starts with 33 pages`,
  ],
  [
    'what grows too large while it runs is a trap',
    { status: 'limit', limit: 'table', value: 300, most: 256, message: 'table.grow', meters },
    backtrace,
  ],
  [
    'a package that is not what was enabled is no module error',
    {
      status: 'load-refused',
      host: { kind: 'digest', phase: 'resolution' },
      message: 'another digest',
      meters,
    },
    `${prefix}package load: another digest`,
  ],
  [
    'bad output is shown',
    { status: 'bad-output', message: 'no summary', meters },
    `${prefix}WASM output: no summary`,
  ],
  [
    'output over its limit is shown',
    { status: 'limit', limit: 'summary', value: 2, most: 1, message: 'long', meters },
    `${prefix}WASM output: long`,
  ],
  [
    'a component that does not load is shown',
    { status: 'load-refused', message: 'no export', meters },
    `${prefix}WASM module: no export`,
  ],
  [
    'the timeout is shown',
    { status: 'limit', limit: 'wall', value: 2, most: 1, message: 'took long', meters },
    `${prefix}took long`,
  ],
  [
    'bad input is an invalid argument',
    { status: 'bad-input', message: 'not JSON', meters },
    'tool execution failed: invalid argument: not JSON',
  ],
  [
    'and so is long input',
    { status: 'limit', limit: 'input', value: 2, most: 1, message: 'long', meters },
    'tool execution failed: invalid argument: long',
  ],
]

describe('what the model would see', () => {
  test.each(TEXTS)('%s', (_, outcome, text) => {
    expect(modelText(outcome, 'echo', plugin)).toBe(text)
  })

  test('is bounded', () => {
    const outcome: CallOutcome = { status: 'bad-output', message: 'x'.repeat(2_000), meters }
    expect(modelText(outcome, 'echo', plugin)).toBe(`${prefix}WASM output: ${'x'.repeat(512)}…`)
  })
})
