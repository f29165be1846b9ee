import { basename, join } from 'node:path'
import { renderFinding, type Style } from '../check/reporters/text.ts'
import type { Finding } from '../finding.ts'
import type { ExactJson } from '../manifest/exact-json.ts'
import type { Manifest } from '../manifest/manifest.ts'
import { type EnablementSnippets, enablementSnippets } from '../package/enablement-snippet.ts'
import { reportPackage } from '../package/host-verdict.ts'
import type { PackageFiles } from '../package/loaded-plugin.ts'
import { storeLocations } from '../package/store-locations.ts'
import { escapeText } from '../quote.ts'
import { kibibytes } from './kibibytes.ts'
import type { Terminal } from './terminal.ts'

/** A package that was written. */
export interface WrittenPackage {
  readonly manifest: Manifest
  /** The `input_schema` of each tool with its numbers exact. */
  readonly toolSchemas: readonly ExactJson[]
  readonly files: PackageFiles
  readonly digest: string
  readonly byteLength: number
  /** As typed, or the default name below the folder as typed. */
  readonly outputPath: string
}

export interface PackOutcome {
  readonly inputPath: string
  readonly source: 'project' | 'user'
  readonly wasExercised: boolean
  readonly findings: readonly Finding[]
  /** Absent when a finding is an error: then nothing was written. */
  readonly package?: WrittenPackage
}

/** Stands for a folder that only its owner knows. */
const WORKSPACE = '/path/to/workspace'
const HOME = '/home/you'

/** The report of `pack` for programs: the host's keys, then ours. @source host contract 9.4 */
export function packJson(outcome: PackOutcome, env: Terminal['env']): object {
  const { inputPath, source, findings, package: written } = outcome
  return {
    format: 'yoi-plugin/pack@1',
    command: 'pack',
    status: written ? 'packed' : 'rejected',
    input_path: inputPath,
    output_path: written?.outputPath ?? null,
    package: written ? describe(written, source) : null,
    safety: {
      no_network: true,
      no_plugin_execution: !outcome.wasExercised,
      no_enablement_config_mutation: true,
      no_secrets_generated: true,
    },
    bytes: written?.byteLength ?? null,
    contents: written ? contentsOf(written) : [],
    enablement: written ? { store: storeFolder(source, env), ...snippetsFor(written, source, env) } : null,
    findings,
  }
}

/** The report of `pack` for people. */
export function packText(outcome: PackOutcome, env: Terminal['env'], style: Style): string {
  const { source, findings, package: written } = outcome
  const problems = findings.map(finding => `${renderFinding(finding, undefined, style)}\n`)
  if (!written)
    return [...problems, `${style.severity('error', 'not packed')}, nothing was written`].join('\n')
  const snippets = snippetsFor(written, source, env)
  return [
    ...problems,
    `${style.bold(escapeText(written.outputPath))}  ${kibibytes(written.byteLength)}`,
    `digest ${written.digest}`,
    'contents',
    ...contentsOf(written).map(
      ({ path, bytes }) => `  ${kibibytes(bytes).padStart(12)}  ${escapeText(path)}`,
    ),
    '',
    ...installation(source, env),
    '',
    style.bold('# 1. plugins.enabled, which the host resolves:'),
    snippets.enabled,
    style.bold(
      '# 2. plugins.resolved, which the released host needs today, because it no longer resolves the first by itself:',
    ),
    snippets.resolved.trimEnd(),
  ].join('\n')
}

/** What to do with the file, in as many lines as it needs. @source host contract 4.1, 11.14 */
function installation(source: PackOutcome['source'], env: Terminal['env']): string[] {
  const store = storeFolder(source, env)
  const steps = [
    `To enable it, copy it to ${store}`,
    'and put one of these into the configuration of Yoi (a Worker manifest or a Profile).',
  ]
  if (source === 'project') return [...steps, `${WORKSPACE} stands for the folder of your workspace.`]
  const listed = locationsOf(source, env)[0]!.path
  return listed === store ? steps : [...steps, `\`yoi plugin list\` looks in ${listed} instead.`]
}

function describe(
  { manifest, toolSchemas, files, digest, outputPath }: WrittenPackage,
  source: PackOutcome['source'],
) {
  return reportPackage({
    identity: { source, localId: manifest.id },
    version: manifest.version,
    digest,
    label: basename(outputPath),
    declaredSurfaces: manifest.surfaces,
    path: outputPath,
    manifest,
    toolSchemas,
    entries: [...files.keys()],
  })
}

function contentsOf({ files }: WrittenPackage): { readonly path: string; readonly bytes: number }[] {
  return [...files].map(([path, content]) => ({ path, bytes: content.byteLength }))
}

function snippetsFor(
  written: WrittenPackage,
  source: PackOutcome['source'],
  env: Terminal['env'],
): EnablementSnippets {
  const label = basename(written.outputPath)
  return enablementSnippets({
    manifest: written.manifest,
    toolSchemas: written.toolSchemas,
    digest: written.digest,
    source,
    packageLabel: label,
    packagePath: join(storeFolder(source, env), label),
  })
}

/** The folder that the host's library and documentation call the store. @source host contract 4.1, 11.14 */
function storeFolder(source: PackOutcome['source'], env: Terminal['env']): string {
  return locationsOf(source, env).at(-1)!.path
}

function locationsOf(source: PackOutcome['source'], env: Terminal['env']) {
  return storeLocations(WORKSPACE, { HOME, ...env }).filter(location => location.source === source)
}
