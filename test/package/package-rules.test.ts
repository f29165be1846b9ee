import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { asset } from '../../src/assets.io.ts'
import { PACKAGE_RULES } from '../../src/package/package-rules.ts'

const HEADINGS = ['What', 'Why', 'Bad', 'Good', 'Source in Yoi']

describe('every finding about a package', () => {
  test.each(Object.entries(PACKAGE_RULES))('%s has a page that explains it: %s', (rule, title) => {
    const page = readFileSync(asset(`docs/rules/${rule}.md`), 'utf8')
    expect(page.startsWith(`# ${rule}\n\n${title}.\n`)).toBe(true)
    expect([...page.matchAll(/^## (.*)$/gm)].map(match => match[1])).toEqual(HEADINGS)
  })
})
