import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { asset } from '../assets.io.ts'
import type { Template, TemplateFiles } from './catalogue.ts'

/** Reads a template as it is stored in the package. */
export function readTemplate(template: Template): TemplateFiles {
  const folder = asset(`templates/${template.id}`)
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  const paths = files.map(entry => relative(folder, join(entry.parentPath, entry.name)))
  return new Map(
    paths.sort().map(path => [path.split(sep).join('/'), readFileSync(join(folder, path), 'utf8')]),
  )
}
