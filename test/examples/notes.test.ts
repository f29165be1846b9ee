import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { asset } from '../../src/assets.io.ts'
import { emptyFolder, readTree } from '../support/run-cli.ts'
import { runInProcess } from '../support/run-in-process.ts'

interface RecordedCall {
  readonly tool: string
  readonly input: string
  readonly summary: string
  /** Null: not compared. */
  readonly content: string | null
  readonly replies: readonly { readonly function: string }[]
}

const calls: readonly RecordedCall[] = JSON.parse(
  readFileSync(asset('examples/notes/wasmtime-calls.json'), 'utf8'),
)

let folder = ''

/** The example, built, with nothing in its folder that another build left. */
beforeAll(async () => {
  folder = emptyFolder()
  cpSync(asset('examples/notes'), join(folder, 'notes'), { recursive: true })
  rmSync(join(folder, 'notes/plugin.component.wasm'), { force: true })
  expect(await runInProcess(folder, 'build', 'notes')).toMatchObject({ exitCode: 0 })
})

const runJson = async (tool: string, input: string, ...words: readonly string[]) =>
  JSON.parse((await runInProcess(folder, 'run', tool, './notes', '--input', input, '--json', ...words)).out)

const granting = (tool: string, ...more: readonly string[]) =>
  ['surfaces.tool', 'host_api.fs', `tool.${tool}`, ...more].flatMap(word => ['--grant', word])

describe('the example notes', () => {
  test.each(calls.map(call => [call.tool, call.input, call] as const))(
    '%s %s answers from real files what the second engine answers from replies',
    async (tool, input, { summary, content, replies }) => {
      const { output, meters } = await runJson(tool, input)
      expect(output.summary).toBe(summary)
      if (content !== null) expect(output.content).toBe(content)
      expect(meters.hostCalls).toBe(replies.length)
    },
  )

  test('writes to the folder of whoever runs it, and only there', async () => {
    const mine = join(folder, 'mine')
    cpSync(join(folder, 'notes/notes'), mine, { recursive: true })
    const before = readTree(join(folder, 'notes'))
    const words = granting('write_note', 'external_write', 'fs:list,write=mine')
    const report = await runJson('write_note', '{"title": "Milk", "text": "2 litres"}', ...words)
    expect(report.output).toEqual({ summary: 'Wrote Milk, 8 bytes', content: null })
    expect(readTree(mine)['Milk.md']).toBe('2 litres')
    expect(readTree(join(folder, 'notes'))).toEqual(before)
  })

  test('says that a long note is only its beginning', async () => {
    const mine = join(folder, 'long')
    cpSync(join(folder, 'notes/notes'), mine, { recursive: true })
    writeFileSync(join(mine, 'Long.md'), 'x'.repeat(70_000))
    const { output } = await runJson(
      'read_note',
      '{"title": "Long"}',
      ...granting('read_note', 'fs:read,list=long'),
    )
    expect(output.summary).toBe('Long (its beginning)')
  })

  test('searches as much text as the fuel of a call is good for, and names the notes that are left', async () => {
    const many = join(folder, 'many')
    mkdirSync(many)
    for (const name of ['A', 'B', 'C'])
      writeFileSync(join(many, `${name}.md`), `${'The same. '.repeat(1_800)}\nNeedle\n`)
    writeFileSync(join(many, 'D.md'), 'Needle')
    const { status, output, meters } = await runJson(
      'search_notes',
      '{"text": "Needle"}',
      ...granting('search_notes', 'fs:read,list=many'),
    )
    expect(status).toBe('ok')
    expect(output.summary).toBe('1 note with "Needle"; 3 notes not searched to the end')
    expect(JSON.parse(output.content)).toEqual({
      found: [{ title: 'A', line: 'Needle' }],
      incomplete: ['B', 'C', 'D'],
    })
    expect(meters.hostCalls).toBe(3)
  })
})
