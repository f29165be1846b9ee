import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { asset } from '../../src/assets.io.ts'
import { catalogue } from '../../src/check/catalogue.ts'

const page = readFileSync(asset('docs/migration.md'), 'utf8')
const legacy = catalogue.map(({ id }) => id).filter(id => id.startsWith('legacy/'))

describe('docs/migration.md', () => {
  test.each(legacy)('leads to %s, and is led to from its page', id => {
    expect(page).toContain(`[${id}](rules/${id}.md)`)
    const [, anchor] = /\]\(\.\.\/\.\.\/migration\.md#([a-z-]+)\)/.exec(readRule(id)) ?? []
    expect(anchors(page)).toContain(anchor)
  })

  test('links only to pages that exist', () => {
    const links = [...page.matchAll(/\]\(([^)#]+)\)/g)].map(([, path]) => path as string)
    expect(links.length).toBeGreaterThan(0)
    expect(links.filter(path => !existsSync(asset(`docs/${path}`)))).toEqual([])
  })
})

function readRule(id: string): string {
  return readFileSync(asset(`docs/rules/${id}.md`), 'utf8')
}

function anchors(text: string): string[] {
  return [...text.matchAll(/^## (.*)$/gm)].map(([, heading]) =>
    (heading as string)
      .toLowerCase()
      .replace(/[^a-z -]/g, '')
      .replaceAll(' ', '-'),
  )
}
