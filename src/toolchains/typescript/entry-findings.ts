import type { Finding, Place } from '../../finding.ts'
import type { Tool } from '../../manifest/manifest.ts'
import { escapeText, quote } from '../../quote.ts'

/** The entry file: its path in the project and its text. */
export interface EntrySource {
  readonly entry: string
  readonly source: string
}

export function entryMissing(entry: string): Finding {
  return {
    rule: 'build/entry-missing',
    severity: 'error',
    message: `The entry ${quote(entry)} does not exist.`,
    why: 'The build starts from this file and follows its imports.',
    fix: 'Create the file, or set build.entry in yoi-plugin.toml.',
    at: { file: 'yoi-plugin.toml' },
  }
}

export function noDefaultExport({ entry, source }: EntrySource): Finding {
  return {
    rule: 'build/no-default-export',
    severity: 'error',
    message: `${escapeText(entry)} has no default export made by defineTools().`,
    why: 'The component calls the tools of the default export; without one it has nothing to call.',
    fix: "Write: export default defineTools({ ... }), with import { defineTools } from 'yoi-plugin/pdk'.",
    at: placeOf({ entry, source }, /\bexport\s+default\b/),
  }
}

/** Differences between the tools of the code and those of plugin.toml. @source host contract 1.7, 6.4 */
export function toolFindings(
  where: EntrySource,
  implemented: readonly string[],
  declared: readonly Pick<Tool, 'name'>[],
): Finding[] {
  const names = declared.map(tool => tool.name)
  return [
    ...names.filter(name => !implemented.includes(name)).map(name => notImplemented(where, name)),
    ...implemented.filter(name => !names.includes(name)).map(name => notDeclared(where, name)),
  ]
}

function notImplemented(where: EntrySource, name: string): Finding {
  return {
    rule: 'build/tool-not-implemented',
    severity: 'error',
    message: `plugin.toml declares the tool ${quote(name)}, but defineTools() has no such tool.`,
    why: 'Yoi would offer the tool to the model, and every call would end with unsupported_tool.',
    fix: `Add ${escapeText(name)}: { run(input) { ... } } to defineTools(), or remove the tool from plugin.toml.`,
    at: placeOf(where, /\bdefineTools\b(?=\s*[<(])/),
  }
}

function notDeclared(where: EntrySource, name: string): Finding {
  return {
    rule: 'build/tool-not-declared',
    severity: 'warning',
    message: `defineTools() has the tool ${quote(name)}, but plugin.toml does not declare it.`,
    why: 'Yoi only knows the tools of plugin.toml, so this one is never called.',
    fix: 'Add a [[tools]] entry and a permission for it to plugin.toml, or remove the code.',
    at: placeOf(where, new RegExp(`(?<![\\w$])["']?${escapePattern(name)}["']?\\s*:`)),
  }
}

/** The first match, else the start of the file. */
function placeOf({ entry, source }: EntrySource, pattern: RegExp): Place {
  const before = source.slice(0, pattern.exec(source)?.index ?? 0).split('\n')
  return { file: entry, line: before.length, column: before.at(-1)!.length + 1 }
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
