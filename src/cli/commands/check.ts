import { resolve } from 'node:path'
import { isAccepted } from '../../check/check-report.ts'
import { renderJson } from '../../check/reporters/json.ts'
import { renderText } from '../../check/reporters/text.ts'
import { EXIT, UserError } from '../../errors.ts'
import { checkPath } from '../../exercise/check-path.io.ts'
import { quote } from '../../quote.ts'
import { defineCommand } from '../define-command.ts'
import { styleOf } from '../style.ts'

const FORMATS = ['text', 'json'] as const

export const checkCommand = defineCommand({
  arguments: '[path]',
  options: [
    ['--static', 'Apply the rules only; run no code of the plugin'],
    ['--no-config', 'Ignore yoi-plugin.toml and cases: for reviewers'],
    ['--as-host-directory', 'Judge a folder as the host packs it, every file in it'],
    ['--format <name>', `Output: ${FORMATS.join(' or ')}; text by default`],
  ],
  details:
    'Checks a project folder (the current one by default), a .yoi-plugin file or a .wasm file: manifest, component, package,\n' +
    'limits of the host; then runs cases/ and one small call of every other tool in a sandbox. Builds nothing, needs no network.',
  examples: [
    'yoi-plugin check',
    'yoi-plugin check --static --json',
    'yoi-plugin check acme.echo-0.1.0.yoi-plugin',
  ],
  async run({ args, flags }, terminal) {
    const format = flags.json ? 'json' : readFormat(flags.format)
    const typed = args.path || '.'
    const report = await checkPath(resolve(terminal.cwd, typed), {
      inputPath: typed,
      isStatic: flags.static,
      ignoresProject: flags.noConfig,
      asHostDirectory: flags.asHostDirectory,
      signal: terminal.interrupted,
    })
    terminal.out(
      format === 'json' ? JSON.stringify(renderJson(report), null, 2) : renderText(report, styleOf(terminal)),
    )
    return isAccepted(report) ? EXIT.ok : EXIT.problemsFound
  },
})

function readFormat(name: string | undefined): (typeof FORMATS)[number] {
  const format = FORMATS.find(known => known === (name ?? 'text'))
  if (format) return format
  throw new UserError(
    'unknown-format',
    `There is no format ${quote(name ?? '')}.`,
    `Use one of: ${FORMATS.join(', ')}.`,
  )
}
