import { expect, test } from 'vitest'
import { reportError } from '../../src/cli/report-error.ts'
import { UserError } from '../../src/errors.ts'
import { fakeTerminal } from '../support/fake-terminal.ts'

test('a mistake at the keyboard is two lines and exit code 2', () => {
  const terminal = fakeTerminal()
  expect(reportError(new UserError('bad-thing', 'It is bad.', 'Make it good.'), terminal, false)).toBe(2)
  expect(terminal.written()).toEqual({ out: '', err: 'error: It is bad.\nfix: Make it good.\n' })
})

test('a refusal of the system is not called our bug', () => {
  const terminal = fakeTerminal()
  const error = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
  expect(reportError(error, terminal, false)).toBe(2)
  expect(terminal.written().err).toContain('no space left on the disk')
})

test('our bug is one paragraph without a stack trace and exit code 3', () => {
  const terminal = fakeTerminal()
  expect(reportError(new TypeError('x is\nnot a function'), terminal, false)).toBe(3)
  expect(terminal.written().err).toMatch(/^error: .*x is\\nnot a function.*our bug.*\n$/)
  expect(terminal.written().err).not.toMatch(/ {4}at /)
})

test('YOI_PLUGIN_DEBUG=1 adds the stack trace, on stderr also with --json', () => {
  const terminal = fakeTerminal({ YOI_PLUGIN_DEBUG: '1' })
  expect(reportError(new TypeError('boom'), terminal, true)).toBe(3)
  expect(terminal.written().err).toMatch(/ {4}at /)
  expect(JSON.parse(terminal.written().out)).toMatchObject({ format: 'yoi-plugin/error@1', code: 'internal' })
})

test.each([['a string'], [undefined], [null], [{ code: 7 }]])('anything thrown is reported: %j', thrown => {
  const terminal = fakeTerminal()
  expect(reportError(thrown, terminal, false)).toBe(3)
  expect(terminal.written().err).toMatch(/our bug/)
})
