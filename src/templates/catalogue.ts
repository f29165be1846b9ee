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

/** Case files of a second tool, whose names do not follow from the values. */
const SECOND_CASES = ['count-words', 'count-unknown-unit']

const CASE_MOVES: Template['moves'] = {
  'cases/example_echo.toml': ({ tool }) => {
    const name = fileName(tool)
    return `cases/${SECOND_CASES.includes(name) ? `${name}-1` : name}.toml`
  },
}

const TS_TOOL: Template = {
  id: 'ts-tool',
  summary: 'Two tools in TypeScript, with cases, tests and CI',
  language: 'typescript',
  edits: {
    ...MANIFEST_EDITS,
    'plugin.toml': (text, values) => {
      const second = secondTool(values.tool)
      return setTomlStrings(MANIFEST_EDITS['plugin.toml']!(text, values), {
        'permissions.2.name': second,
        'tools.1.name': second,
      })
    },
    ...Object.fromEntries(
      SECOND_CASES.map(name => [
        `cases/${name}.toml`,
        (text: string, { tool }: TemplateValues) => setTomlStrings(text, { tool: secondTool(tool) }),
      ]),
    ),
    'package.json': (text, { id, description }) =>
      `${JSON.stringify({ ...JSON.parse(text), name: npmName(id), description }, null, 2)}\n`,
    'src/plugin.ts': (text, { tool }) =>
      replaceOnce(
        replaceOnce(text, '  example_echo: {', `  ${propertyName(tool)}: {`),
        '  example_count: {',
        `  ${propertyName(secondTool(tool))}: {`,
      ),
    'test/plugin.test.mjs': (text, { tool }) =>
      replaceOnce(text, "'example_count'", JSON.stringify(secondTool(tool))),
  },
  moves: { ...CASE_MOVES, '_github/workflows/check.yml': () => '.github/workflows/check.yml' },
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

/** Longest tool name that model providers take, and what the host takes. @source host contract 1.7 */
const TOOL_NAME_LIMITS = { characters: 64, bytes: 128 } as const

/** The name of the second tool: tools of all plugins of a host share one set of names, so it follows from the first. */
function secondTool(tool: string): string {
  const suffix = tool.endsWith('_count') ? '_total' : '_count'
  const maxLength = tool.length > TOOL_NAME_LIMITS.characters ? tool.length : TOOL_NAME_LIMITS.characters
  const characters = Array.from(tool)
  const name = () => `${characters.join('')}${suffix}`
  while (name().length > maxLength || new TextEncoder().encode(name()).length > TOOL_NAME_LIMITS.bytes)
    characters.pop()
  return name()
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
