import { PACKAGE_LIMITS } from '../../contract/limits.ts'
import type { Edit, Place } from '../../finding.ts'
import { checkShape } from '../shape/check-shape.ts'
import type { Leniency } from '../shape/read-scalar.ts'
import type { Shape } from '../shape/shape.ts'
import type { ShapeProblem } from '../shape/shape-problem.ts'
import { createLineMap, type LineMap } from '../toml/line-map.ts'
import { parseToml } from '../toml/parse-toml.ts'
import { decodeToml } from './decode-toml.ts'
import { createLocate, type Locate, spanOf } from './locate.ts'
import { type Audience, adviseShape } from './shape-advice.ts'
import { syntaxFix } from './syntax-fix.ts'
import { createTomlEditor, NO_EDITOR, type TomlEditor } from './toml-editor.ts'

/** A problem with its words and its place, not yet anyone's finding. */
export interface TextProblem {
  readonly rule: string
  readonly severity: 'error' | 'warning'
  readonly message: string
  readonly why: string
  readonly fix: string
  readonly at: Place
  readonly edits?: readonly Edit[]
}

/** A comment with its `#`, and what takes it away. */
export interface TextComment {
  readonly text: string
  readonly at: Place
  readonly removal: readonly Edit[]
}

export interface TextReading {
  /** Absent when the text is not TOML; see `ShapeReading`. */
  readonly draft?: unknown
  readonly problems: readonly TextProblem[]
  readonly comments: readonly TextComment[]
  readonly locate: Locate
  /** Offsets of the value at a key path; undefined when there is none. */
  readonly spanOf: (path: string) => { readonly start: number; readonly end: number } | undefined
  readonly editor: TomlEditor
}

/** How a file is to be read. */
export interface TextFormat extends Audience {
  readonly shape: Shape
  /** See `checkShape`. */
  readonly leniency: Leniency
}

/** Reads a TOML file of at most 64 KiB by its shape: size, encoding, syntax, shape. Pure; never throws. */
export function readTomlFile(bytes: Uint8Array, format: TextFormat): TextReading {
  const decoded = decodeToml(bytes, PACKAGE_LIMITS.manifestBytes)
  if ('problem' in decoded) {
    const { problem, line, message, fix } = decoded
    const at = line === undefined ? { file: format.file } : { file: format.file, line }
    return failedReading(
      { rule: `${format.area}/${problem}`, message: `${format.file} ${message}`, fix, at },
      format,
    )
  }
  const lines = createLineMap(format.file, decoded.text)
  const document = parseToml(decoded.text)
  if ('error' in document) {
    const at = lines.placeOf(document.start, document.end)
    const message = `${format.file} is not TOML: ${document.error} in line ${at.line}, column ${at.column}.`
    return failedReading(
      { rule: `${format.area}/syntax`, message, fix: syntaxFix(document.error), at },
      format,
    )
  }
  const { draft, problems } = checkShape(document.root, format.shape, format.leniency)
  const editor = createTomlEditor(format.file, decoded.text, document.root)
  return {
    draft,
    problems: toTextProblems(problems, format, lines),
    comments: document.comments.map(({ text, start, end }) => ({
      text,
      at: lines.placeOf(start, end),
      removal: editor.removeComment(start, end),
    })),
    locate: createLocate(document.root, lines),
    spanOf: path => spanOf(document.root, path),
    editor,
  }
}

/** The reading of a file of which nothing could be used. */
export function failedReading(
  problem: Pick<TextProblem, 'rule' | 'message' | 'fix' | 'at'>,
  { file, why }: Audience,
): TextReading {
  return {
    problems: [{ severity: 'error', why, ...problem }],
    comments: [],
    locate: () => ({ file }),
    spanOf: () => undefined,
    editor: NO_EDITOR,
  }
}

/** More help nobody: a text of 64 KiB can have tens of thousands, all alike. */
const MAX_PROBLEMS = 1_000

function toTextProblems(
  problems: readonly ShapeProblem[],
  format: TextFormat,
  lines: LineMap,
): readonly TextProblem[] {
  const omitted = problems.length - MAX_PROBLEMS
  const listed = problems.slice(0, MAX_PROBLEMS).map(problem => toTextProblem(problem, format, lines))
  const last = listed.at(-1)
  if (omitted <= 0 || !last) return listed
  const message = `${last.message} The file has ${omitted} more problems of this kind, which are not listed.`
  return [...listed.slice(0, -1), { ...last, message }]
}

function toTextProblem(problem: ShapeProblem, format: TextFormat, lines: LineMap): TextProblem {
  const { rule, message, why, fix, replacement } = adviseShape(problem, format)
  const { start, end } = problem
  return {
    rule,
    severity: problem.problem === 'lenient-form' ? 'warning' : 'error',
    message,
    why,
    fix,
    at: lines.placeOf(start, end),
    ...(replacement !== undefined && { edits: [{ file: format.file, start, end, text: replacement }] }),
  }
}
