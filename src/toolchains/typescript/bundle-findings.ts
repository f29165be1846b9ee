import { isBuiltin } from 'node:module'
import type { BuildFailure, Location, Message } from 'esbuild'
import type { Finding, Place, Severity } from '../../finding.ts'
import { escapeText, quote } from '../../quote.ts'
import { describeChain, type Importers, importChain, packageNameOf } from './import-chain.ts'
import { messageText } from './message-text.ts'
import { PDK_EXPORTS } from './pdk-exports.ts'

const UNRESOLVED = /^Could not resolve "(.*)"/s
const NO_LOADER = /^No loader is configured for "[^"]*" files: (.*)$/s
const NO_EXPORT = /^No matching export in "(.*)" for import "(.*)"$/s
/** What esbuild calls `yoi-plugin/pdk`. */
const PDK_MODULE = 'yoi-plugin:pdk'

/** True for what esbuild throws when the source is at fault. */
export function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && 'errors' in error && Array.isArray(error.errors)
}

/** How the files of a bundle hang together. */
export interface BundleGraph {
  readonly entry: string
  readonly importers: Importers
}

/** Messages of esbuild as findings, with their places in the project. */
export function bundleFindings(
  messages: readonly Message[],
  severity: Severity,
  graph: BundleGraph = { entry: '', importers: new Map() },
): Finding[] {
  return messages.map(message => ({
    ...(explainPackage(message, graph) ?? explain(message, severity)),
    severity,
    ...(message.location ? { at: placeOf(message.location) } : {}),
  }))
}

function explain({ text }: Message, severity: Severity): Omit<Finding, 'severity'> {
  const specifier = UNRESOLVED.exec(text)?.[1]
  if (specifier !== undefined) return unresolved(specifier)
  const [, file, name] = NO_EXPORT.exec(text) ?? []
  if (file === PDK_MODULE) return absentFromPdk(name!)
  if (file !== undefined) {
    return {
      rule: 'build/unresolved-import',
      message: `${messageText(text)}.`,
      why: 'The bundle would be missing a value that the code uses.',
      fix: 'Export the name from that file, or correct the import.',
    }
  }
  return {
    rule: severity === 'error' ? 'build/syntax' : 'build/suspicious-code',
    message: `${messageText(text)}.`,
    why:
      severity === 'error'
        ? 'The source cannot be compiled.'
        : 'The code compiles, but probably does not do what it says.',
    fix: 'Correct the source at this place.',
  }
}

function absentFromPdk(name: string): Omit<Finding, 'severity'> {
  return {
    rule: 'build/unresolved-import',
    message: `yoi-plugin/pdk exports no ${quote(name)}.`,
    why: 'The bundle would be missing a value that the code uses.',
    fix: `Import what there is: ${PDK_EXPORTS.join(', ')}; of types, with \`import type\`.`,
  }
}

/** What a package needs that no component can have, or that is not installed, with the way to it. */
function explainPackage(
  { text, location }: Message,
  { entry, importers }: BundleGraph,
): Omit<Finding, 'severity'> | undefined {
  const packageName = packageNameOf(location?.file ?? '')
  const needed = UNRESOLVED.exec(text)?.[1] ?? NO_LOADER.exec(text)?.[1]
  if (packageName === undefined || needed === undefined) return undefined
  const what = describeNeed(needed)
  if (what === undefined) return undefined
  const chain = importChain(importers, entry, location!.file)
  return {
    rule: 'build/impure-package',
    message: `The package ${quote(packageName)} needs ${quote(needed)}, ${what}${describeChain(chain)}.`,
    why: 'A package becomes part of the component, so it must be JavaScript that needs nothing but JavaScript.',
    fix: 'Use a package in pure JavaScript (its page often says "browser" or "isomorphic"), or import another entry of this one.',
  }
}

function describeNeed(path: string): string | undefined {
  if (isBuiltin(path)) return 'a module of Node, which does not exist inside a component'
  if (path.endsWith('.node')) return 'a native addon, which runs in Node only'
  if (path.endsWith('.wasm')) return 'a WebAssembly file, which a component cannot load'
  return undefined
}

function unresolved(specifier: string): Omit<Finding, 'severity'> {
  if (isBuiltin(specifier)) {
    return {
      rule: 'build/unresolved-import',
      message: `${quote(specifier)} is a module of Node, which does not exist inside a component.`,
      why: 'Yoi runs plugins without files, network, processes and environment; they reach outside through host APIs only.',
      fix: 'Remove the import; use what yoi-plugin/pdk offers, or a package that runs in every JavaScript engine.',
    }
  }
  const isRelative = /^\.{0,2}\//.test(specifier) || specifier.startsWith('.')
  return {
    rule: 'build/unresolved-import',
    message: `The import ${quote(specifier)} was not found.`,
    why: 'Everything that a plugin uses becomes part of its component, so every import must be there at build time.',
    fix: isRelative
      ? 'Correct the path, or create the file.'
      : `Install it, for example: npm install ${escapeText(packageOf(specifier))}`,
  }
}

/** `@scope/name/file` or `name/file` without the file. */
function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

/** esbuild counts columns from 0 in UTF-8 bytes. */
function placeOf(location: Location): Place {
  const { file, line, column, length, lineText } = location
  const bytes = Buffer.from(lineText)
  const unitsBefore = (byteOffset: number) => bytes.subarray(0, byteOffset).toString().length
  const start = unitsBefore(column) + 1
  const end = unitsBefore(column + length) + 1
  return { file, line, column: start, ...(length > 0 ? { endLine: line, endColumn: end } : {}) }
}
