import type { HostDiagnosticKind } from '../contract/diagnostics.ts'
import { MANIFEST_FILE } from '../contract/names.ts'
import { completeManifest, type ExactManifest } from './complete-manifest.ts'
import type { ManifestProblem, ManifestReading } from './manifest-reading.ts'
import type { ManifestRule } from './manifest-rules.ts'
import { namedFiles } from './named-files.ts'
import { checkSemantics } from './semantics/check-semantics.ts'
import type { DraftManifest } from './semantics/draft-manifest.ts'
import type { SemanticProblem } from './semantics/semantic-problem.ts'
import { MANIFEST_SHAPE } from './shape/manifest-shape.ts'
import {
  failedReading,
  readTomlFile,
  type TextFormat,
  type TextProblem,
  type TextReading,
} from './text/read-toml-file.ts'

const FORMAT: TextFormat = {
  area: 'manifest',
  file: MANIFEST_FILE,
  why: 'Yoi cannot read the manifest and refuses the package.',
  shape: MANIFEST_SHAPE,
  leniency: 'toml',
}

/**
 * Reads `plugin.toml` as the host does and reports every problem, not only the first. Pure; never throws.
 * @param bytes content of `plugin.toml`; undefined when the package has no such file
 * @param paths every path of the package
 * @source host contract 1.1 to 1.5, 1.8
 */
export function readManifest(bytes: Uint8Array | undefined, paths: ReadonlySet<string>): ManifestReading {
  const text = bytes === undefined ? missingManifest() : readTomlFile(bytes, FORMAT)
  const shapeProblems = text.problems.map(problem => refusalOf(problem))
  const draft = isTable(text.draft) ? (text.draft as unknown as DraftManifest) : undefined
  const semanticProblems = draft ? checkSemantics(draft, paths).map(problem => placed(problem, text)) : []
  const isComplete = text.draft !== undefined && !shapeProblems.some(({ severity }) => severity === 'error')
  const exact = isComplete ? (text.draft as ExactManifest) : undefined
  return {
    ...(exact && { manifest: completeManifest(exact) }),
    toolSchemas: exact?.tools.map(tool => tool.input_schema) ?? [],
    namedFiles: draft ? namedFiles(draft) : { hooks: [] },
    problems: markHostFirst([...shapeProblems, ...semanticProblems]),
    comments: text.comments,
    locate: text.locate,
    editor: text.editor,
  }
}

function missingManifest(): TextReading {
  const problem = {
    rule: 'manifest/missing',
    message: `The package has no file "${MANIFEST_FILE}" at its root.`,
    fix: `Create ${MANIFEST_FILE}, for example with \`yoi-plugin new\`.`,
    at: { file: MANIFEST_FILE },
  }
  return failedReading(problem, { ...FORMAT, why: 'Without a manifest Yoi does not take it for a package.' })
}

/** Problems of the text and what the host calls them; every other one is `malformed`. @source host contract 1.1 */
const TEXT_KINDS: ReadonlyMap<string, HostDiagnosticKind> = new Map<ManifestRule, HostDiagnosticKind>([
  ['manifest/missing', 'missing'],
  ['manifest/too-large', 'bounds'],
])

type Unmarked = Omit<ManifestProblem, 'isHostFirst'>

function refusalOf(problem: TextProblem): Unmarked {
  if (problem.severity === 'warning') return { ...problem, hasIdentity: false }
  const kind = TEXT_KINDS.get(problem.rule) ?? 'malformed'
  return { ...problem, kind, phase: 'manifest', hasIdentity: false }
}

function placed(problem: SemanticProblem, { locate, spanOf, editor }: TextReading): Unmarked {
  const { path, part, replacement, isSurplus, ...rest } = problem
  const span = replacement === undefined ? undefined : spanOf(path)
  const removal = isSurplus ? editor.removeEntry(path) : []
  return {
    ...rest,
    severity: 'error',
    phase: 'manifest',
    at: locate(path, part),
    ...(removal.length > 0 && { edits: removal }),
    ...(span && { edits: [{ file: MANIFEST_FILE, ...span, text: replacement as string }] }),
  }
}

/** The host stops at the first refusal: of the text, else of the shape, else of the semantic checks. */
function markHostFirst(problems: readonly Unmarked[]): ManifestProblem[] {
  const first = problems.findIndex(({ severity }) => severity === 'error')
  return problems.map((problem, index) => ({ ...problem, isHostFirst: index === first }))
}

function isTable(draft: unknown): boolean {
  return typeof draft === 'object' && draft !== null && !Array.isArray(draft)
}
