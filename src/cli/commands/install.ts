import { realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import { safeJson } from '../../check/reporters/neutralise-text.ts'
import { renderFinding } from '../../check/reporters/text.ts'
import { PACKAGE_LIMITS } from '../../contract/limits.ts'
import { MANIFEST_FILE } from '../../contract/names.ts'
import { EXIT, type ExitCode, UserError } from '../../errors.ts'
import { asDiscovered } from '../../package/as-discovered.ts'
import { installPackage } from '../../package/install-package.io.ts'
import { loadPlugin } from '../../package/load-plugin.ts'
import type { LoadedPlugin } from '../../package/loaded-plugin.ts'
import { readFileNoFollow } from '../../package/read-file.io.ts'
import { type StoreLocation, storeLocations } from '../../package/store-locations.ts'
import { readArchive } from '../../package/zip/read-archive.ts'
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
    const plugin = loadPacked(bytes, args.file)
    const found = asDiscovered(plugin, source)
    if (!found) return refuse(plugin, flags.json, terminal)
    const installation = installPackage(bytes, found, store, {
      ...(source === 'project' && { workspace }),
      replaces: flags.replace,
    })
    const report = {
      inputPath: args.file,
      findings: plugin.findings,
      installed: { ...installation, found, source },
    }
    terminal.out(
      flags.json ? safeJson(installJson(report)) : installText(report.installed, styleOf(terminal)),
    )
    return EXIT.ok
  },
})

/** The very bytes that will be copied, read as the host reads a package. */
function loadPacked(bytes: Uint8Array, inputPath: string): LoadedPlugin {
  const archive = readArchive(bytes)
  return loadPlugin({
    inputKind: 'package',
    inputPath,
    files: archive.ok ? archive.files : new Map(),
    isWhole: archive.ok,
    unread: new Set(archive.ok ? [] : [MANIFEST_FILE]),
    findings: archive.ok ? archive.warnings : [archive.refusal],
  })
}

function chooseSource(flags: { readonly project: boolean; readonly user: boolean }): 'project' | 'user' {
  if (flags.project && flags.user)
    throw new UserError('two-stores', '--project and --user name two stores.', 'Give one of them.')
  return flags.user ? 'user' : 'project'
}

/** What the host would not list is not copied. */
function refuse({ inputPath, findings }: LoadedPlugin, isJson: boolean, terminal: Terminal): ExitCode {
  const errors = findings.filter(finding => finding.severity === 'error')
  const style = styleOf(terminal)
  terminal.out(
    isJson
      ? safeJson(installJson({ inputPath, findings }))
      : errors.map(finding => renderFinding(finding, undefined, style)).join('\n\n'),
  )
  return EXIT.problemsFound
}

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
