import { rustString } from '../quote.ts'
import { markdownText, propertyName } from './source-text.ts'
import { setTomlStrings } from './toml-edit.ts'

/** What the author chooses; already judged by the caller (contract 1.4, 1.5, 1.7). */
export interface TemplateValues {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly tool: string
}

/** Project-relative path, with `/`, to text. */
export type TemplateFiles = ReadonlyMap<string, string>

/** A starter project: a folder below `templates/`, and how the author's values get into its files. */
export interface Template {
  readonly id: string
  readonly summary: string
  readonly language: 'typescript' | 'rust'
  /** New text of a file by the path that it has in `templates/<id>/`; files without an entry are copied. */
  readonly edits: Readonly<Record<string, (text: string, values: TemplateValues) => string>>
  /** Where a file goes when that depends on the values. */
  readonly moves: Readonly<Record<string, (values: TemplateValues) => string>>
}

const MANIFEST_EDITS: Template['edits'] = {
  'plugin.toml': (text, { id, name, description, tool }) =>
    setTomlStrings(text, { id, name, description, 'permissions.1.name': tool, 'tools.0.name': tool }),
  'cases/example_echo.toml': (text, { tool }) => setTomlStrings(text, { tool }),
  'README.md': (text, { name, description }) =>
    [`# ${markdownText(name)}`, markdownText(description), ...text.split('\n\n').slice(2)].join('\n\n'),
}

const CASE_MOVES: Template['moves'] = {
  'cases/example_echo.toml': ({ tool }) => `cases/${fileName(tool)}.toml`,
}

const TS_TOOL: Template = {
  id: 'ts-tool',
  summary: 'One tool in TypeScript',
  language: 'typescript',
  edits: {
    ...MANIFEST_EDITS,
    'package.json': (text, { id, description }) =>
      `${JSON.stringify({ ...JSON.parse(text), name: npmName(id), description }, null, 2)}\n`,
    'src/plugin.ts': (text, { tool }) => replaceOnce(text, '  example_echo: {', `  ${propertyName(tool)}: {`),
  },
  moves: CASE_MOVES,
}

const RUST_TOOL: Template = {
  id: 'rust-tool',
  summary: 'One tool in Rust',
  language: 'rust',
  edits: {
    ...MANIFEST_EDITS,
    'Cargo.toml': (text, { id, description }) =>
      setTomlStrings(text, { 'package.name': crateName(id), 'package.description': description }),
    'src/lib.rs': (text, { tool }) =>
      replaceOnce(text, '    "example_echo" =>', `    ${rustString(tool)} =>`).replace(
        '`example_echo`',
        'the tool',
      ),
  },
  moves: CASE_MOVES,
}

/** Every template of `yoi-plugin new`; the first is the default. */
export const TEMPLATES: readonly Template[] = [TS_TOOL, RUST_TOOL]

/**
 * Puts the author's values into a template.
 * @param files the template as it is stored; dot files and folders are called `_gitignore` there, because npm drops the real names
 * @returns the project, by the paths at which its files are written
 */
export function renderTemplate(
  template: Template,
  files: TemplateFiles,
  values: TemplateValues,
): TemplateFiles {
  return new Map(
    [...files].map(([path, text]) => [
      template.moves[path]?.(values) ?? path.replace(/(^|\/)_/g, '$1.'),
      template.edits[path]?.(text, values) ?? text,
    ]),
  )
}

/** A name that npm accepts for a private package: lower case, its punctuation reduced. */
function npmName(id: string): string {
  return id.toLowerCase().replace(/^[._-]+/, '') || 'plugin'
}

/** A name that cargo accepts for a package; that of the library stays `plugin`. */
function crateName(id: string): string {
  const name = id.toLowerCase().replace(/[^a-z0-9_-]+/g, '-')
  return /^[a-z]/.test(name) ? name : `plugin-${name}`
}

/** Tool names may hold almost any character; file names keep letters, digits, `-` and `_`. */
function fileName(tool: string): string {
  return (
    tool
      .replace(/[^A-Za-z0-9_-]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 64) || 'tool'
  )
}

function replaceOnce(text: string, from: string, to: string): string {
  const start = text.indexOf(from)
  if (start < 0) throw new Error(`the template no longer contains ${JSON.stringify(from)}`)
  return text.slice(0, start) + to + text.slice(start + from.length)
}
