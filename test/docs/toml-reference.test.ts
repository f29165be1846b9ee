import { expect, test } from 'vitest'
import { PROJECT_SHAPE } from '../../src/manifest/project/project-shape.ts'
import { expectedText } from '../../src/manifest/shape/expected-text.ts'
import { MANIFEST_SHAPE } from '../../src/manifest/shape/manifest-shape.ts'
import type { Field, Fields, Shape, TableShape } from '../../src/manifest/shape/shape.ts'

test('docs/plugin-toml.md lists every key of plugin.toml', async () => {
  const intro =
    'What a package is and what it requests. The Yoi host reads this file and refuses every key that is not listed here.'
  await expect(reference('plugin.toml', intro, MANIFEST_SHAPE)).toMatchFileSnapshot(
    '../../docs/plugin-toml.md',
  )
})

test('docs/yoi-plugin-toml.md lists every key of yoi-plugin.toml', async () => {
  const intro =
    'How a plugin is built, packed and tried locally. The Yoi host never reads this file, it is never packed, and every key is optional.'
  await expect(reference('yoi-plugin.toml', intro, PROJECT_SHAPE)).toMatchFileSnapshot(
    '../../docs/yoi-plugin-toml.md',
  )
})

function reference(title: string, intro: string, shape: TableShape): string {
  const note = 'Generated from `src/manifest`: change it there and run `npx vitest run test/docs -u`.'
  return `${[`# ${title}`, intro, note, ...sectionsOf(shape, 'Top level', '')].join('\n\n')}\n`
}

/** One section for the table, then one for every table inside it. */
function sectionsOf(shape: Shape, title: string, path: string): string[] {
  switch (shape.type) {
    case 'table':
      return [`## ${title}`, rowsOf(shape.fields), ...innerSections(shape.fields, path)]
    case 'tagged': {
      const variants = Object.entries(shape.variants).map(([word, { description, fields }]) => {
        const keys = Object.entries(fields).map(([key, field]) => `\`${key}\` (${typeOf(field.shape)})`)
        return `| \`${word}\` | ${keys.join(', ') || 'none'} | ${description} |`
      })
      const head = `| \`${shape.tag}\` | Further keys, all required | Meaning |\n| --- | --- | --- |`
      return [`## ${title}`, `${head}\n${variants.join('\n')}`]
    }
    default:
      return []
  }
}

function innerSections(fields: Fields, path: string): string[] {
  return Object.entries(fields).flatMap(([key, { shape }]) => {
    const name = path === '' ? key : `${path}.${key}`
    if (shape.type === 'list') return sectionsOf(shape.items, `\`[[${name}]]\``, name)
    if (shape.type === 'record') return sectionsOf(shape.values, `\`[${name}.<id>]\``, `${name}.<id>`)
    return sectionsOf(shape, `\`[${name}]\``, name)
  })
}

function rowsOf(fields: Fields): string {
  const rows = Object.entries(fields).map(
    ([key, field]) => `| \`${key}\` | ${typeOf(field.shape)} | ${absenceOf(field)} | ${field.description} |`,
  )
  return ['| Key | Type | When absent | Meaning |', '| --- | --- | --- | --- |', ...rows].join('\n')
}

function typeOf(shape: Shape): string {
  if (shape.type === 'list' && shape.items.type === 'word') return `array of ${typeOf(shape.items)}`
  return expectedText(shape).replace(/^an? /, '')
}

function absenceOf({ isRequired, absent, shape }: Field): string {
  if (isRequired) return 'required'
  if (absent === null || shape.type === 'table' || shape.type === 'record') return '-'
  return `\`${JSON.stringify(absent)}\``
}
