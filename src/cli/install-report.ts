import type { Style } from '../check/reporters/text.ts'
import type { Finding } from '../finding.ts'
import type { DiscoveredPackage } from '../package/discovered-package.ts'
import { enablementSnippets } from '../package/enablement-snippet.ts'
import { reportPackage } from '../package/host-verdict.ts'
import type { Installation } from '../package/install-package.io.ts'
import { escapeText } from '../quote.ts'

export interface InstalledPackage extends Installation {
  readonly found: DiscoveredPackage
  readonly source: 'project' | 'user'
}

export interface InstallReport {
  readonly inputPath: string
  /** Absent when the host would refuse the package. */
  readonly installed?: InstalledPackage
  readonly findings: readonly Finding[]
}

/** The report of `install` for programs. */
export function installJson({ inputPath, installed, findings }: InstallReport): object {
  return {
    format: 'yoi-plugin/install@1',
    command: 'install',
    status: installed ? 'installed' : 'rejected',
    input_path: inputPath,
    output_path: installed?.path ?? null,
    package: installed ? reportPackage({ ...installed.found, path: installed.path }) : null,
    safety: {
      no_network: true,
      no_plugin_execution: true,
      no_enablement_config_mutation: true,
      no_secrets_generated: true,
    },
    was_there: installed?.wasThere ?? false,
    removed: installed?.removed ?? [],
    enablement: installed ? snippetsFor(installed) : null,
    findings,
  }
}

/** The report of `install` for people: where it is now, and what to add to a configuration. */
export function installText(installed: InstalledPackage, style: Style): string {
  const snippets = snippetsFor(installed)
  return [
    `${style.bold(escapeText(installed.path, MAX_PATH))}  ${installed.wasThere ? 'was there already' : 'installed'}`,
    ...installed.removed.map(label => `removed ${escapeText(label)}`),
    `digest ${installed.found.digest}`,
    '',
    'It does not run yet. To enable it, add one of these to the configuration of Yoi.',
    '',
    style.bold('# 1. plugins.enabled, which the host resolves:'),
    snippets.enabled,
    style.bold('# 2. plugins.resolved, which the released host needs today:'),
    snippets.resolved.trimEnd(),
  ].join('\n')
}

const MAX_PATH = 4_096

function snippetsFor({ found, source, path, label }: InstalledPackage) {
  return enablementSnippets({
    manifest: found.manifest,
    toolSchemas: found.toolSchemas,
    digest: found.digest,
    source,
    packagePath: path,
    packageLabel: label,
  })
}
