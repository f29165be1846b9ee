import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../../wit/yoi-plugin', import.meta.url))

const PACKAGE_LINE = /^package ([a-z:-]+@[0-9.]+);$/m

/** Our WIT files by path, relative to wit/yoi-plugin. */
export function witFiles(): ReadonlyMap<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name =>
    name.endsWith('.wit'),
  )
  return new Map(names.map(name => [name, readFileSync(`${folder}/${name}`, 'utf8')]))
}

/**
 * All our WIT as one text: the tooling takes a text or a path, and resolves paths from its own idea of a working folder.
 * Packages of deps/ become nested packages.
 */
export function witSource(): string {
  const files = [...witFiles()]
  const main = files.filter(([name]) => !name.startsWith('deps')).map(([, text]) => text)
  const nested = new Map<string, string[]>()
  for (const [, text] of files.filter(([name]) => name.startsWith('deps'))) {
    const name = PACKAGE_LINE.exec(text)?.[1] ?? ''
    nested.set(name, [...(nested.get(name) ?? []), text.replace(PACKAGE_LINE, '')])
  }
  return [...main, ...[...nested].map(([name, texts]) => `package ${name} {\n${texts.join('\n')}\n}`)].join(
    '\n',
  )
}
