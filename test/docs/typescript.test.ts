import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { asset } from '../../src/assets.io.ts'
import { HOST_APIS } from '../../src/contract/worlds.ts'
import { buildFiles } from '../support/build-plugin.ts'

const page = readFileSync(asset('docs/typescript.md'), 'utf8')
const examples = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map(match => match[1]!)

describe('docs/typescript.md', () => {
  test.each(examples.map(source => [/^ {2}(\w+): \{$/m.exec(source)![1]!, source]))(
    'shows the tool %s, which builds',
    async (tool, source) => {
      const types = 'export type ToolInputs = Record<string, any>\n'
      const files = { 'src/plugin.ts': source, 'src/generated/tools.ts': types }
      const built = await buildFiles(files, [tool], HOST_APIS)
      expect(built.findings).toEqual([])
      expect(built.ok).toBe(true)
    },
  )
})
