import { realpathSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { renderFinding } from '../../check/reporters/text.ts'
import type { HostDiagnostic } from '../../contract/diagnostics.ts'
import { PACKAGE_LIMITS } from '../../contract/limits.ts'
import { EXIT, type ExitCode, UserError } from '../../errors.ts'
import { installPackage } from '../../package/install-package.io.ts'
import { readFileNoFollow } from '../../package/read-file.io.ts'
import { readStorePackage } from '../../package/read-store-package.ts'
import { type StoreLocation, storeLocations } from '../../package/store-locations.ts'
import { quote } from '../../quote.ts'
import { defineCommand } from '../define-command.ts'
import { installJson, installText } from '../install-report.ts'
import { findWorkspace } from '../read-config.ts'
import { styleOf } from '../style.ts'
import type { Terminal } from '../terminal.ts'

export const install = defineCommand({
  arguments: '<file>',
  options: [
    ['--project', 'Into <workspace>/.yoi/plugins (the default)'],
    ['--user', 'Into the user store, for every workspace'],
    ['--workspace <path>', 'Workspace of the project store; the current folder by default'],
    ['--replace', 'Take the place of another version of the same package'],
  ],
  details:
    'Copies a .yoi-plugin file into a store, whole or not at all, and prints what enables it. Changes no configuration: nothing\n' +
    'runs until you enable it there. No code of the plugin is run.',
  examples: [
    'yoi-plugin install acme.echo-0.1.0.yoi-plugin',
    'yoi-plugin install acme.echo-0.2.0.yoi-plugin --user --replace',
  ],
  run({ args, flags }, terminal) {
    const source = chooseSource(flags)
    const workspace = findWorkspace(flags.workspace, terminal)
    const store = findStore(source, storeLocations(workspace, terminal.env))
    const bytes = readBytes(resolve(terminal.cwd, args.file), args.file)
    const outcome = readStorePackage(bytes, { source, path: args.file, label: basename(args.file) })
    if (!outcome.ok) return refuse(args.file, outcome.diagnostic, flags.json, terminal)
    const installation = installPackage(bytes, outcome.package, store, {
      ...(source === 'project' && { workspace }),
      replaces: flags.replace,
    })
    const installed = { ...installation, found: outcome.package, source }
    terminal.out(
      flags.json
        ? JSON.stringify(installJson({ inputPath: args.file, findings: [], installed }), null, 2)
        : installText(installed, styleOf(terminal)),
    )
    return EXIT.ok
  },
})

function chooseSource(flags: { readonly project: boolean; readonly user: boolean }): 'project' | 'user' {
  if (flags.project && flags.user)
    throw new UserError('two-stores', '--project and --user name two stores.', 'Give one of them.')
  return flags.user ? 'user' : 'project'
}

function refuse(
  inputPath: string,
  diagnostic: HostDiagnostic,
  isJson: boolean,
  terminal: Terminal,
): ExitCode {
  const { kind, phase, message } = diagnostic
  const finding = { ...REFUSED, message, host: { kind, phase }, isHostFirst: true }
  terminal.out(
    isJson
      ? JSON.stringify(installJson({ inputPath, findings: [finding] }), null, 2)
      : renderFinding(finding, undefined, styleOf(terminal)),
  )
  return EXIT.problemsFound
}

const REFUSED = {
  rule: 'package/refused',
  severity: 'error',
  why: 'The host would not list the package, so nothing was copied.',
  fix: 'Run `yoi-plugin check` on the file for every problem in it.',
} as const

/** Of the two user stores the one that the host's library and documentation name; `pack` names the same. */
function findStore(source: StoreLocation['source'], stores: readonly StoreLocation[]): StoreLocation {
  const store = stores.filter(location => location.source === source).at(-1)
  if (store) return store
  throw new UserError(
    'no-user-store',
    'Neither HOME nor XDG_DATA_HOME is set.',
    'Set one of them, or use --project.',
  )
}

function readBytes(path: string, typed: string): Uint8Array {
  let file: ReturnType<typeof readFileNoFollow>
  try {
    file = readFileNoFollow(realpathSync(path), PACKAGE_LIMITS.packageBytes)
  } catch {
    throw new UserError('input-missing', `There is no file ${quote(typed)}.`, 'Name a .yoi-plugin file.')
  }
  if (file.ok) return file.bytes
  throw new UserError(
    'input-unreadable',
    `${quote(typed)} is not a readable file of at most ${PACKAGE_LIMITS.packageBytes} bytes.`,
    'Name a .yoi-plugin file.',
  )
}
