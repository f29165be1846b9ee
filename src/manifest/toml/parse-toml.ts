import { ParseError, parseTOML } from 'toml-eslint-parser'
import { NAME_LIMITS } from '../../contract/limits.ts'
import { buildTree } from './build-tree.ts'
import { prepareToml } from './prepare-toml.ts'
import type { TomlNode, TomlTable } from './toml-node.ts'

/** A comment with its `#`, and where it stands. */
export interface TomlComment {
  readonly text: string
  readonly start: number
  readonly end: number
}

export interface TomlDocument {
  readonly root: TomlTable
  readonly comments: readonly TomlComment[]
}

/** Why a text is not TOML. The message is a phrase in lower case without a full stop and holds nothing of the text. */
export interface TomlSyntaxError {
  readonly error: string
  readonly start: number
  readonly end: number
}

/** Keys with many parts in tables in tables: what reads a document after this goes down as deep as it does. */
const MAX_DEPTH = 1_000

/**
 * Parses TOML 1.1 exactly as far as the host's library does, within what our own readers can bear; never throws.
 * Numbers that are too large for their type are accepted here, as there; the shape decides about them.
 * @source host contract 1.2
 */
export function parseToml(text: string): TomlDocument | TomlSyntaxError {
  const prepared = prepareToml(text)
  if ('error' in prepared) return prepared
  try {
    const program = parseTOML(prepared.text, { tomlVersion: '1.1' })
    const tree = buildTree(program.body[0], text)
    if ('deepKey' in tree) return tooManyParts(tree.deepKey.range)
    const deepest = findBelow(tree.root, MAX_DEPTH)
    if (deepest !== undefined) return tooDeep(deepest)
    const comments = program.comments.map(({ range: [start, end] }) => ({
      text: text.slice(start, end),
      start,
      end,
    }))
    return { root: tree.root, comments }
  } catch (error) {
    if (!(error instanceof ParseError)) throw error
    return syntaxError(phrase(error.message), Math.min(error.index, text.length), text)
  }
}

function tooManyParts([start, end]: readonly [number, number]): TomlSyntaxError {
  return { error: `a key has more than ${NAME_LIMITS.tomlNestingDepth} parts`, start, end }
}

function tooDeep({ start, end }: TomlNode): TomlSyntaxError {
  return {
    error: `arrays and tables nest deeper than ${MAX_DEPTH}, keys with many parts included`,
    start,
    end,
  }
}

/** The first value more than so many levels below a node. */
function findBelow(node: TomlNode, levels: number): TomlNode | undefined {
  if (levels < 0) return node
  if (node.kind !== 'array' && node.kind !== 'table') return undefined
  const children = node.kind === 'array' ? node.items : [...node.entries.values()].map(({ value }) => value)
  for (const child of children) {
    const found = findBelow(child, levels - 1)
    if (found !== undefined) return found
  }
  return undefined
}

/** What is missing belongs to the line before; the parser notices it at the next token, or at the end of the file. */
function syntaxError(reason: string, index: number, text: string): TomlSyntaxError {
  const before = text.slice(0, index).trimEnd().length
  const isLineBehind = text.slice(before, index).includes('\n')
  const isValueMissing = isLineBehind && text[before - 1] === '='
  const isBefore = isValueMissing || (isLineBehind && /^(expected|unterminated)/.test(reason))
  const start = isBefore ? before : index
  const error = isValueMissing ? 'a value is missing after `=`' : reason
  return { error, start, end: Math.min(start + 1, text.length) }
}

function phrase(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, '')
}
