import { describe, expect, test } from 'vitest'
import { readComponent } from '../../src/component/read-component.ts'
import { assemble } from '../support/assemble.ts'

describe('signs of the retired raw ABI', () => {
  test.each([
    ['the entry point', '(module (func (export "yoi_tool_call") (param i32 i32)))', ['yoi_tool_call']],
    ['the tool module', '(module (import "yoi:tool" "input_len" (func (result i32))))', ['yoi:tool']],
    ['the https module', '(module (import "yoi:https" "request" (func)))', ['yoi:https']],
    ['the fs module', '(module (import "yoi:fs" "read" (func)))', ['yoi:fs']],
    [
      'all of a raw plugin, each once',
      `(module (import "yoi:tool" "a" (func)) (import "yoi:tool" "b" (func)) (import "yoi:fs" "c" (func))
        (func (export "yoi_tool_call")))`,
      ['yoi_tool_call', 'yoi:tool', 'yoi:fs'],
    ],
    [
      'the https interface of a component',
      '(component (import "yoi:host/https@1.0.0" (instance)))',
      ['yoi:host/https@1.0.0'],
    ],
    [
      'a raw module wrapped into a component',
      '(component (component (core module (func (export "yoi_tool_call")))))',
      ['yoi_tool_call'],
    ],
    [
      'a raw module in a component that is refused for something else',
      '(component (core module (func (export "yoi_tool_call"))) (import "bad_name" (func)))',
      ['yoi_tool_call'],
    ],
  ])('%s', async (_, text, signs) => {
    expect(readComponent(await assemble(text)).legacySigns).toEqual(signs)
  })

  test.each([
    ['a component of today', '(component (import "yoi:host/request@1.0.0" (instance)))'],
    ['a module with other names', '(module (import "yoi" "tool" (func)) (func (export "call")))'],
    [
      'a name that only begins alike',
      '(module (import "yoi:tools" "x" (func)) (func (export "yoi_tool_call2")))',
    ],
  ])('none in %s', async (_, text) => {
    expect(readComponent(await assemble(text)).legacySigns).toEqual([])
  })
})
