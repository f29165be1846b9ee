import { applyEdits } from '../check/apply-edits.ts'
import { checkPlugin } from '../check/check-plugin.ts'
import { knownRules } from '../check/known-rules.ts'
import { settleFindings } from '../check/settle-findings.ts'
import { PACKAGE_LIMITS } from '../contract/limits.ts'
import { MANIFEST_FILE, PROJECT_FILE } from '../contract/names.ts'
import type { Finding } from '../finding.ts'
import { checkPackagePath } from '../manifest/package-path.ts'
import { readManifest } from '../manifest/read-manifest.ts'
import { readProjectSettings } from '../manifest/read-project-settings.ts'
import { componentReadBytes } from '../package/component-read-bytes.ts'
import { loadPlugin } from '../package/load-plugin.ts'
import type { PackageFiles } from '../package/loaded-plugin.ts'
import type { PackageReading } from '../package/package-reading.ts'
import { readFacts } from '../package/read-facts.ts'
import { readFileInside } from '../package/read-file-inside.io.ts'
import { readPackage } from '../package/read-package.io.ts'
import type { CheckOptions } from './check-path.io.ts'
import { chooseHostRevision } from './choose-host-revision.ts'
import { applyHostSettings } from './host-limits.ts'

/** A file of the project as it is and as it should be. */
export interface FileFix {
  /** Relative to the project. */
  readonly file: string
  readonly before: string
  readonly after: string
  /** How many findings this settles. */
  readonly count: number
}

type Texts = ReadonlyMap<string, string>

/** One correction can bring the next to light; a project needs two or three rounds. */
const MAX_ROUNDS = 20

/**
 * What `--fix` would write: the edits of all static findings that are not suppressed, until none is left. Writes nothing,
 * runs nothing.
 * @param directory absolute path of a project
 * @source design 7
 */
export async function planFixes(directory: string, options: CheckOptions): Promise<readonly FileFix[]> {
  const before = readTexts(directory, options)
  const settings = readProjectSettings(encode(before.get(PROJECT_FILE))).settings
  const reading = await readPackage(directory, {
    inputPath: options.inputPath,
    include: settings.pack.include,
    asHostDirectory: options.asHostDirectory ?? false,
  })
  const counts = new Map<string, number>()
  const tried = new Set<string>()
  let texts = before
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const open = judge(directory, reading, texts, options).filter(
      finding => finding.edits && !tried.has(keyOf(finding)),
    )
    const next = new Map(
      [...texts].map(([file, text]) => [file, editFile(file, text, open, { tried, counts })]),
    )
    if ([...next].every(([file, text]) => texts.get(file) === text)) break
    texts = next
  }
  return [...texts].flatMap(([file, after]) => {
    const text = before.get(file) as string
    return text === after ? [] : [{ file, before: text, after, count: counts.get(file) ?? 0 }]
  })
}

/** Only these two are text that findings give edits for; what is not UTF-8 is left alone. */
function readTexts(directory: string, { ignoresProject }: CheckOptions): Texts {
  const files = ignoresProject ? [MANIFEST_FILE] : [MANIFEST_FILE, PROJECT_FILE]
  return new Map(
    files.flatMap((file): [string, string][] => {
      const read = readFileInside(directory, file, PACKAGE_LIMITS.manifestBytes)
      const text = read.ok ? decode(read.bytes) : undefined
      return text === undefined ? [] : [[file, text]]
    }),
  )
}

/** The findings of the static rules, were the files as in `texts`. */
function judge(
  directory: string,
  reading: PackageReading,
  texts: Texts,
  options: CheckOptions,
): readonly Finding[] {
  const manifest = encode(texts.get(MANIFEST_FILE))
  const files = new Map(reading.files)
  if (manifest && files.has(MANIFEST_FILE)) files.set(MANIFEST_FILE, manifest)
  const plugin = readFacts(loadPlugin({ ...reading, files: withComponent(directory, files) }))
  const project = readProjectSettings(encode(texts.get(PROJECT_FILE)))
  const { revision } = chooseHostRevision(options.hostRevision, project)
  const findings = [
    ...project.findings,
    ...checkPlugin(plugin, applyHostSettings(revision, project.settings.host)),
  ]
  return settleFindings(findings, {
    plugin,
    project,
    known: knownRules(),
    wasExercised: false,
    ignoresProject: options.ignoresProject ?? false,
    isStrict: false,
  }).findings
}

/** A manifest that can be read only now names the component only now. */
function withComponent(directory: string, files: Map<string, Uint8Array>): PackageFiles {
  const path = readManifest(files.get(MANIFEST_FILE), new Set(files.keys())).manifest?.runtime?.component
  if (!path || files.has(path) || checkPackagePath(path) !== undefined) return files
  const read = readFileInside(directory, path, componentReadBytes(PACKAGE_LIMITS))
  return read.ok ? files.set(path, read.bytes) : files
}

/** Carries out what can be done in one round. A finding that is still there afterwards is not tried again. */
function editFile(
  file: string,
  text: string,
  findings: readonly Finding[],
  { tried, counts }: { readonly tried: Set<string>; readonly counts: Map<string, number> },
): string {
  const own = findings.filter(({ edits }) => edits?.every(edit => edit.file === file))
  const edited = applyEdits(
    text,
    own.map(({ edits }) => edits ?? []),
  )
  for (const index of edited.applied) tried.add(keyOf(own[index] as Finding))
  counts.set(file, (counts.get(file) ?? 0) + edited.applied.length)
  return edited.text
}

/** Edits move what stands below them, so the place is no part of the key. */
function keyOf({ rule, message }: Finding): string {
  return `${rule}\n${message}`
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function encode(text: string | undefined): Uint8Array | undefined {
  return text === undefined ? undefined : new TextEncoder().encode(text)
}
