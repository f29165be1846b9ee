import { setMaxListeners } from 'node:events'
import { EXIT, type ExitCode, UserError } from '../../errors.ts'
import type { SpareChild } from '../../host/sandbox/spare-child.io.ts'
import { cacheFolderOf } from '../cache-folder.ts'
import { checkInput, checkInputs } from '../check-inputs.ts'
import { defineCommand } from '../define-command.ts'
import { expandInputs } from '../expand-inputs.ts'
import { diffProjects, fixProjects } from '../fix-projects.ts'
import { CHECK_FORMATS, type CheckFormat, printReports, readCheckFormat } from '../render-check.ts'
import { withSpareChild } from '../with-spare-child.ts'

export const checkCommand = defineCommand({
  arguments: '[...paths]',
  options: [
    ['--static', 'Apply the rules only; run no code of the plugin'],
    ['--strict', 'Report warnings as errors'],
    ['--format <name>', `Output: ${CHECK_FORMATS.join(', ')}; text by default`],
    ['--fix', 'Write what has one right answer into plugin.toml and yoi-plugin.toml'],
    ['--dry-run', 'With --fix: print the changes as a diff and write nothing'],
    ['--host-revision <id>', 'Judge by the limits of this host, whatever the project says'],
    ['--no-config', 'Ignore yoi-plugin.toml, cases and suppressions: for reviewers'],
    ['--as-host-directory', 'Judge a folder as the host packs it, every file in it'],
  ],
  details:
    'Checks project folders (the current one by default), .yoi-plugin files and .wasm files: manifest, component, package,\n' +
    'limits of the host; then runs cases/ and one small call of every other tool in a sandbox. Builds nothing, needs no network.\n' +
    'Patterns with *, ? and ** may be quoted: they stand for the plugins that they match.',
  examples: [
    'yoi-plugin check',
    'yoi-plugin check --static --json',
    "yoi-plugin check 'plugins/*' --strict --format github",
    'yoi-plugin check --fix --dry-run',
    'yoi-plugin check acme.echo-0.1.0.yoi-plugin --no-config',
  ],
  async run({ args, flags }, terminal) {
    const format = readCheckFormat(flags.format, flags.json)
    const { paths, isMany } = expandInputs(args.paths, terminal.cwd)
    const options = {
      isStatic: flags.static,
      isStrict: flags.strict,
      ignoresProject: flags.noConfig,
      asHostDirectory: flags.asHostDirectory,
      ...(flags.hostRevision !== undefined && { hostRevision: flags.hostRevision }),
      cacheFolder: cacheFolderOf(terminal),
      signal: terminal.interrupted,
    }
    if (flags.dryRun) {
      refuseDryRun(flags.fix, format)
      const diff = await diffProjects(paths, options, terminal)
      if (diff !== '') terminal.out(diff)
      return diff === '' ? EXIT.ok : EXIT.problemsFound
    }
    if (flags.fix) await fixProjects(paths, options, terminal)
    // One listener for every plugin that is under way.
    setMaxListeners(0, terminal.interrupted)
    const checkOne = (spare?: SpareChild) => checkInput(paths[0] as string, { ...options, spare }, terminal)
    const checked = isMany
      ? await checkInputs(paths, options, terminal)
      : [await (flags.static ? checkOne() : withSpareChild(checkOne))]
    printReports(
      checked.map(({ report }) => report),
      { format, isMany },
      terminal,
    )
    return Math.max(...checked.map(({ exit }) => exit)) as ExitCode
  },
})

function refuseDryRun(isFix: boolean, format: CheckFormat): void {
  if (!isFix) throw new UserError('dry-run-alone', '--dry-run is given without --fix.', 'Add --fix.')
  if (format !== 'text')
    throw new UserError(
      'dry-run-format',
      `--fix --dry-run prints a diff, not ${format}.`,
      'Leave --format out, or read findings[].edits in the output of --json without --fix.',
    )
}
