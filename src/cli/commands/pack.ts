import { join, resolve } from 'node:path'
import type { CheckReport } from '../../check/check-report.ts'
import { safeJson } from '../../check/reporters/neutralise-text.ts'
import { EXIT, UserError } from '../../errors.ts'
import { checkPath } from '../../exercise/check-path.io.ts'
import type { Finding } from '../../finding.ts'
import type { SpareChild } from '../../host/sandbox/spare-child.io.ts'
import { packPlugin } from '../../package/pack-plugin.ts'
import { writeFileAtomically } from '../../package/write-file.io.ts'
import { quote } from '../../quote.ts'
import { cacheFolderOf } from '../cache-folder.ts'
import { defineCommand } from '../define-command.ts'
import { findProjectFolder } from '../open-project.ts'
import { type PackOutcome, packJson, packText } from '../pack-report.ts'
import { styleOf } from '../style.ts'
import { withSpareChild } from '../with-spare-child.ts'

const SOURCES = ['project', 'user'] as const
type Source = (typeof SOURCES)[number]

export const pack = defineCommand({
  arguments: '[dir]',
  options: [
    ['-o, --output <file>', 'Where to write the package; <id>-<version>.yoi-plugin in [dir] by default'],
    ['--source <store>', 'The store that the snippets are for: project (the default) or user'],
    ['--static', 'Run no guest code: static rules only'],
  ],
  details:
    'Checks the project in [dir] (the current folder by default) and writes what it selects as one package: the same files give\n' +
    'the same bytes everywhere. Prints the digest and two ways to enable the package. Refuses what `check` rejects, and a\n' +
    'component that is older than its sources.',
  examples: ['yoi-plugin pack', 'yoi-plugin pack my-plugin --output dist/my-plugin.yoi-plugin --source user'],
  async run({ args, flags }, terminal) {
    const source = readSource(flags.source)
    const inputPath = args.dir || '.'
    const directory = findProjectFolder(terminal.cwd, inputPath)
    const check = (spare?: SpareChild) =>
      checkPath(directory, {
        inputPath,
        isStatic: flags.static,
        cacheFolder: cacheFolderOf(terminal),
        spare,
        signal: terminal.interrupted,
      })
    const report = await (flags.static ? check() : withSpareChild(check))
    const output =
      flags.output === undefined
        ? undefined
        : { typed: flags.output, path: resolve(terminal.cwd, flags.output) }
    const packed = writePackage(report, directory, output)
    const outcome: PackOutcome = { inputPath, source, wasExercised: report.wasExercised, ...packed }
    terminal.out(
      flags.json
        ? safeJson(packJson(outcome, terminal.env))
        : packText(outcome, terminal.env, styleOf(terminal)),
    )
    return packed.package ? EXIT.ok : EXIT.problemsFound
  },
})

function readSource(typed: string | undefined): Source {
  const source = SOURCES.find(name => name === (typed ?? 'project'))
  if (source) return source
  throw new UserError(
    'unknown-source',
    `There is no store ${quote(typed ?? '')}.`,
    'Use --source project or --source user.',
  )
}

/** What `check` warns about ends a release: the component would not be what its sources say. @source design 3 */
function refuseStale(finding: Finding): Finding {
  return finding.rule === 'build/stale' ? { ...finding, severity: 'error' } : finding
}

interface Output {
  readonly typed: string
  readonly path: string
}

/** Packs the very bytes that were judged, and writes the file only when nothing speaks against it. */
function writePackage(
  report: CheckReport,
  directory: string,
  output: Output | undefined,
): Pick<PackOutcome, 'findings' | 'package'> {
  const { inputPath, manifest, manifestReading, files } = report.plugin
  const findings = report.findings.map(refuseStale)
  if (!manifest || findings.some(finding => finding.severity === 'error')) return { findings }
  const packed = packPlugin(files, manifest, report.packageLimits)
  if (!packed.ok) return { findings: [...findings, packed.refusal] }
  const { bytes, digest, fileName } = packed
  if (output) writeFileAtomically(output.path, bytes, { replace: 'package', shownAs: output.typed })
  else writeFileAtomically(fileName, bytes, { inside: directory, replace: 'package' })
  const outputPath = output?.typed ?? join(inputPath, fileName)
  const toolSchemas = manifestReading?.toolSchemas ?? []
  return {
    findings,
    package: { manifest, toolSchemas, files, digest, byteLength: bytes.byteLength, outputPath },
  }
}
