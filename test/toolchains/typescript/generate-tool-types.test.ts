import { describe, expect, test } from 'vitest'
import type { JsonValue } from '../../../src/manifest/manifest.ts'
import { generateToolTypes } from '../../../src/toolchains/typescript/generate-tool-types.ts'

function typeOf(input_schema: JsonValue): string {
  const text = generateToolTypes([{ name: 'tool', description: '', input_schema }])
  return /^ {2}tool: ([\s\S]*)\n}\n$/m.exec(text)?.[1] ?? text
}

describe('the input type of a tool', () => {
  test.each<[JsonValue, string]>([
    [{ type: 'string' }, 'string'],
    [{ type: 'integer' }, 'number'],
    [{ type: 'number' }, 'number'],
    [{ type: 'null' }, 'null'],
    [{ type: 'array' }, 'Array<unknown>'],
    [{ type: 'array', items: { type: 'boolean' } }, 'Array<boolean>'],
    [{ type: 'array', items: { enum: ['a', 'b'], type: 'string' } }, 'Array<"a" | "b">'],
    [{ type: 'object' }, 'Record<string, unknown>'],
    [{ type: 'object', additionalProperties: false }, 'Record<string, never>'],
    [{ type: 'object', additionalProperties: { type: 'number' } }, 'Record<string, number>'],
    [{ type: 'string', enum: ['x"y', null, 1, [], {}] }, '"x\\"y"'],
    [{ type: 'integer', enum: [1, 2.5, -3, '1'] }, '1 | -3'],
    [{ type: 'number', enum: [1, 2.5] }, '1 | 2.5'],
    [{ type: 'boolean', enum: [true] }, 'true'],
    [{ type: 'null', enum: [1] }, 'never'],
    [{ type: 'array', enum: [[1, { a: true }], 'x'] }, '[1, { a: true }]'],
    [{ type: 'object', enum: [{}, { a: null }, []] }, 'Record<string, never> | { a: null }'],
    [{ type: 'date', enum: [1] }, 'never'],
    [{ type: 'string', enum: [] }, 'never'],
    [{ type: 'date' }, 'unknown'],
    [{}, 'unknown'],
    [null, 'unknown'],
    [['string'], 'unknown'],
    [{ type: ['string', 'null'] }, 'unknown'],
  ])('of %j is %s', (schema, expected) => {
    expect(typeOf(schema)).toBe(expected)
  })

  test('lists required and optional properties with their descriptions', () => {
    const text = typeOf({
      type: 'object',
      required: ['text'],
      properties: {
        text: { type: 'string', description: 'What to say */ import "x"\nand more' },
        'max-length': { type: 'integer' },
        nested: { type: 'object', properties: { deep: { type: 'boolean' } } },
      },
    })
    expect(text).toBe(
      [
        '{',
        '    /** What to say *\\/ import "x" and more */',
        '    text: string',
        '    "max-length"?: number',
        '    nested?: {',
        '      deep?: boolean',
        '    }',
        '  }',
      ].join('\n'),
    )
  })

  test('knows a required name that has no schema', () => {
    const of = (additionalProperties: JsonValue) =>
      typeOf({ type: 'object', required: ['id', 'id'], additionalProperties })
    expect(typeOf({ type: 'object', required: ['id'] })).toBe('{\n    id: unknown\n  }')
    expect(of(false)).toBe('{\n    id: never\n  }')
    expect(of({ type: 'null' })).toBe('{\n    id: null\n    [name: string]: null\n  }')
  })

  test('says what else may be there when the schema does', () => {
    const of = (additionalProperties: JsonValue, required: string[] = []) =>
      typeOf({ type: 'object', required, properties: { a: { type: 'string' } }, additionalProperties })
    expect(of(false)).toBe('{\n    a?: string\n  }')
    expect(of(true)).toBe('{\n    a?: string\n    [name: string]: unknown\n  }')
    expect(of({ type: 'integer' })).toBe(
      '{\n    a?: string\n    [name: string]: number | string | undefined\n  }',
    )
    expect(of({ type: 'string' }, ['a'])).toBe('{\n    a: string\n    [name: string]: string\n  }')
    expect(of({})).toBe('{\n    a?: string\n    [name: string]: unknown\n  }')
  })
})

test('every tool has one member, whatever its name holds', () => {
  const schema = { type: 'object', additionalProperties: false }
  expect(
    generateToolTypes([
      { name: 'plain', description: 'Says hello.', input_schema: schema },
      { name: 'a"b\\c', description: '', input_schema: schema },
    ]),
  ).toBe(`// Written by \`yoi-plugin build\` from the input schemas in plugin.toml; edits are lost.

export interface ToolInputs {
  /** Says hello. */
  plain: Record<string, never>
  "a\\"b\\\\c": Record<string, never>
}
`)
})
