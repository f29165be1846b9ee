import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { readRelativePath } from '../../src/host/apis/fs/relative-path.ts'
import { type CompiledHostComponent, compileHostComponent, HostComponent } from '../support/host-component.ts'
import { buildHostTool } from '../support/host-tool.ts'

const RUNS = 300

/** Calls `input.call` with `input.args`; what the host says is answered as JSON, an error as its message. */
const CALLER = `
  const functions: any = { request, readText, open: websocket.open, send: websocket.send }
  try {
    return { summary: 'ok', content: [functions[input.call](...input.args)] }
  } catch (error: any) {
    return { summary: 'refused', content: error.message }
  }`

let compiled: CompiledHostComponent
let host: HostComponent
let answer = ''
beforeAll(async () => {
  compiled = compileHostComponent(await buildHostTool(CALLER))
  host = new HostComponent(compiled, () => answer)
})

/** The descriptor that the host received; null when the SDK refused. */
function sent(name: string, args: readonly unknown[], given: unknown = {}): string | null {
  answer = JSON.stringify(given)
  const calls = host.calls.length
  const { summary } = host.plugin.call('tool', { call: name, args })
  expect(host.calls.length - calls).toBe(summary === 'ok' ? 1 : 0)
  return summary === 'ok' ? String(host.calls.at(-1)!.args.at(-1)) : null
}

const text = fc.string({ unit: 'grapheme', maxLength: 400 })
const anyText = fc.oneof(text, fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ maxLength: 100 }))
const wellFormed = (value: string) => value.replace(/\p{Surrogate}/gu, '\ufffd')

describe('whatever the texts', () => {
  test('a descriptor holds them exactly', () => {
    const header = fc.record({
      name: fc.stringMatching(/^x-[a-z0-9!#$%&'*+.^_`|~-]{1,40}$/),
      value: fc
        .string({ unit: 'grapheme', maxLength: 60 })
        .map(value => value.replace(/[^\x20-\x7e\t\xa0-\uffff]/g, '')),
    })
    fc.assert(
      fc.property(anyText, fc.array(header, { maxLength: 16 }), anyText, (path, headers, body) => {
        const request = { method: 'POST', url: `https://a.example/${path}`, headers, body }
        const { url, ...rest } = JSON.parse(sent('request', [request])!)
        expect(url).toBe(wellFormed(request.url))
        expect(rest).toEqual({
          method: 'POST',
          ...(headers.length > 0 && {
            headers: headers.map(({ name, value }) => ({ name, value: wellFormed(value) })),
          }),
          body: wellFormed(body),
        })
      }),
      { numRuns: RUNS },
    )
  })

  test('a message is sent exactly', () => {
    fc.assert(
      fc.property(anyText, message => {
        expect(sent('send', [{ handle: 1 }, message])).toBe(wellFormed(message))
      }),
      { numRuns: RUNS },
    )
  })

  test('an answer is read as JSON.parse reads it, however it is spelled', () => {
    const member = fc.constantFrom('body', 'content', 'text', 'headers', 'status', 'entries', 'other')
    const value = fc.oneof(
      anyText,
      fc.jsonValue({ maxDepth: 3 }),
      fc.array(fc.record({ name: text, value: text })),
    )
    const spelling = fc.record({ indent: fc.constantFrom(undefined, 1, '\t'), isEscaped: fc.boolean() })
    fc.assert(
      fc.property(fc.dictionary(member, value), spelling, (given, { indent, isEscaped }) => {
        answer = JSON.stringify(given, null, indent)
        if (isEscaped) answer = answer.replace(/[^ -~\n\t]|(?<!\\)\//g, escapeUnits)
        const { content } = host.plugin.call('tool', { call: 'readText', args: ['a'] })
        const [read] = JSON.parse(content!)
        const expected = JSON.parse(answer)
        // The SDK's function request turns the text into the list.
        if (Array.isArray(expected.headers) && typeof read.headers === 'string')
          read.headers = JSON.parse(read.headers)
        expect(read).toEqual(JSON.parse(JSON.stringify(expected)))
      }),
      { numRuns: RUNS },
    )
  })

  test('an answer that is no JSON is an error, never a crash', () => {
    const whole = JSON.stringify({
      body: 'text\n"\u00e9'.repeat(9),
      headers: [{ name: '[', value: ']"' }],
      status: 1,
    })
    fc.assert(
      fc.property(
        fc.nat(whole.length - 1),
        fc.string({ maxLength: 3 }),
        fc.boolean(),
        (at, insert, isCut) => {
          const broken = whole.slice(0, at) + insert + (isCut ? '' : whole.slice(at + 1))
          answer = broken
          const { summary } = host.plugin.call('tool', { call: 'readText', args: ['a'] })
          if (!isJsonObject(broken)) return
          expect(summary).toBe('ok')
        },
      ),
      { numRuns: RUNS },
    )
  })
})

describe('the SDK refuses nothing that the host could take', () => {
  test('of URLs', () => {
    const part = fc.constantFrom(
      ...[
        'http:',
        'https:',
        'HTTP:',
        'ws:',
        '/',
        '//',
        '\\',
        '@',
        ':',
        'u',
        'a.example',
        '80',
        '65535',
        '99999',
        '[::1]',
        '[',
        ']',
      ],
      ...[
        '?',
        '#',
        ' ',
        '\t',
        '\n',
        '%41',
        '%',
        '<',
        '|',
        '^',
        'é',
        '。',
        '..',
        '\u0001',
        '\u007f',
        '`',
        '{',
        '_',
      ],
    )
    const url = fc.oneof(
      fc.array(part, { maxLength: 9 }).map(parts => parts.join('')),
      fc.array(part, { maxLength: 7 }).map(parts => `https://${parts.join('')}`),
      fc.webUrl({ withQueryParameters: true, withFragments: true }),
    )
    fc.assert(
      fc.property(url, value => {
        if (sent('request', [{ method: 'GET', url: value }]) === null) expect(isSendable(value)).toBe(false)
      }),
      { numRuns: RUNS * 5 },
    )
  })

  test('of paths, and all that it must refuse', () => {
    const segment = fc.constantFrom('', '.', '..', 'a', '.a', 'é', '\\', '\0', ' ', '...')
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 6 }), segments => {
        const path = segments.join('/')
        const verdict = readRelativePath(path)
        expect(sent('readText', [path]) !== null, path).toBe(verdict.ok && verdict.names.length > 0)
      }),
      { numRuns: RUNS },
    )
  })
})

/** What a WHATWG parser and the host's own checks say. @source host contract 7.1 */
function isSendable(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, username, password } = new URL(text)
  return /^https?:$/.test(protocol) && hostname !== '' && username === '' && password === ''
}

function escapeUnits(character: string): string {
  return [...Array(character.length).keys()]
    .map(index => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
    .join('')
}

/** What hosts answer; anything else they never send. */
function isJsonObject(value: string): boolean {
  try {
    const parsed: unknown = JSON.parse(value)
    return typeof parsed === 'object' && parsed !== null
  } catch {
    return false
  }
}
