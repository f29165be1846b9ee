import { escapeText, quote } from '../../quote.ts'
import { type KeyPath, showKeyPath } from '../key-path.ts'
import { nearestWord } from '../nearest-word.ts'
import type { ShapeProblem } from '../shape/shape-problem.ts'
import { TOML_TYPE_NAMES } from '../toml/toml-node.ts'

/** Who reads a file: part of every rule id, and the reason given when nothing more exact is known. */
export interface Audience {
  /** `manifest` or `project`: the first half of rule ids. */
  readonly area: string
  readonly file: string
  /** One sentence: what happens when the file departs from its shape. */
  readonly why: string
}

export interface Advice {
  readonly rule: string
  readonly message: string
  readonly why: string
  readonly fix: string
  /** Text to put in the place of the offending key or value. */
  readonly replacement?: string
}

const BY_ACCIDENT = 'Yoi reads this form only by an accident of its libraries; another version may refuse it.'

/** Puts a shape problem into words. */
export function adviseShape(problem: ShapeProblem, { area, file, why }: Audience): Advice {
  const subject = subjectOf(problem.path, file)
  switch (problem.problem) {
    case 'unknown-key':
      return { why, rule: `${area}/unknown-key`, ...adviseUnknownKey(problem, file) }
    case 'missing-key':
      return { why, rule: `${area}/missing-key`, ...adviseMissingKey(problem, subject) }
    case 'wrong-type': {
      const message = `${subject} is ${TOML_TYPE_NAMES[problem.found]}; expected ${problem.expected}.`
      return { rule: `${area}/wrong-type`, message, why, fix: `Write ${problem.expected}.` }
    }
    case 'unknown-word':
      return { why, rule: `${area}/unknown-value`, ...adviseUnknownWord(problem, subject) }
    case 'out-of-range': {
      const range = `a number from ${problem.min} to ${problem.max}`
      const message = `${subject} is ${escapeText(problem.found)}; expected ${range}.`
      return { rule: `${area}/out-of-range`, message, why, fix: `Write ${range}.` }
    }
    case 'stranger-key': {
      const { rule = `${area}/unknown-key`, why, fix } = problem.stranger
      return { rule, message: `${subject} is no key of ${file}.`, why, fix }
    }
    case 'stranger-word': {
      const { rule = `${area}/unknown-value`, ...advice } = problem.stranger
      const message = `${subject} is ${quote(problem.word)}; expected one of ${wordList(problem.known)}.`
      return { rule, message, ...advice }
    }
    case 'lenient-form':
      return { why: BY_ACCIDENT, rule: `${area}/lenient-form`, ...adviseLenientForm(problem, subject) }
  }
}

type Phrases = Pick<Advice, 'message' | 'fix' | 'replacement'>

function adviseUnknownKey(problem: ShapeProblem & { problem: 'unknown-key' }, file: string): Phrases {
  const where = subjectOf(problem.path.slice(0, -1), file)
  const known = problem.known.length === 0 ? 'no further key' : problem.known.join(', ')
  const message = `${where} has the unknown key ${quote(problem.key)}; expected ${known}.`
  const meant = nearestWord(problem.key, problem.unused)
  return meant === undefined
    ? { message, fix: 'Remove it.' }
    : { message, fix: `Rename it to "${meant}".`, replacement: meant }
}

function adviseMissingKey(
  { key, expected }: ShapeProblem & { problem: 'missing-key' },
  subject: string,
): Phrases {
  return {
    message: `${subject} has no key "${key}"; expected ${expected}.`,
    fix: `Add "${key}" to ${subject}.`,
  }
}

function adviseLenientForm(problem: ShapeProblem & { problem: 'lenient-form' }, subject: string): Phrases {
  const { found, expected } = problem
  return {
    message: `${subject} is ${found}; expected ${expected}.`,
    fix: expected === 'none' ? 'Remove it.' : `Write ${expected}.`,
  }
}

function adviseUnknownWord(problem: ShapeProblem & { problem: 'unknown-word' }, subject: string): Phrases {
  const known = wordList(problem.known)
  const message = `${subject} is ${quote(problem.word)}; expected one of ${known}.`
  const meant = nearestWord(problem.word, problem.known)
  return meant === undefined
    ? { message, fix: `Write one of ${known}.` }
    : { message, fix: `Write "${meant}".`, replacement: `"${meant}"` }
}

function wordList(words: readonly string[]): string {
  return words.map(word => `"${word}"`).join(', ')
}

function subjectOf(path: KeyPath, file: string): string {
  return path.length === 0 ? file : showKeyPath(path)
}
