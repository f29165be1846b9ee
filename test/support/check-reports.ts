import type { CheckReport } from '../../src/check/check-report.ts'
import { PACKAGE_LIMITS } from '../../src/contract/limits.ts'
import type { Finding } from '../../src/finding.ts'

/** Everything that a plugin could write to be taken for something else. */
export const HOSTILE =
  'a\u001b[2Jb\u009bc\u202ed\u200be\u{e0041}\r::error::f ##[stop-commands]g ]]></failure><script>&"\' | ](https://evil.example) ![x](y) @team `code` 100%'

export const TOML = 'schema_version = 1\nid = "acme.echo"\n\tname = "Acme \u001b[31m"\n'

/** A finding with nothing in it that a test does not ask for. */
export function finding(parts: Partial<Finding> = {}): Finding {
  return {
    rule: 'manifest/unknown-key',
    severity: 'error',
    message: 'The message.',
    why: 'The reason.',
    fix: 'The remedy.',
    ...parts,
  }
}

/** A report on a folder that holds a small plugin.toml. */
export function reportOf(findings: readonly Finding[], parts: Partial<CheckReport> = {}): CheckReport {
  return {
    plugin: {
      inputKind: 'directory',
      inputPath: 'plugins/echo',
      files: new Map([['plugin.toml', new TextEncoder().encode(TOML)]]),
      findings: [],
    },
    findings,
    suppressed: [],
    cases: [],
    footprint: null,
    hostRevision: 'yoi-2026-08',
    acceptedBy: ['yoi-2026-08'],
    packageLimits: PACKAGE_LIMITS,
    fuelPerCall: 5_000_000,
    wasExercised: false,
    ...parts,
  }
}

/** The same report on an input of another kind. */
export function inputOf(
  inputKind: CheckReport['plugin']['inputKind'],
  inputPath: string,
): Pick<CheckReport, 'plugin'> {
  return { plugin: { inputKind, inputPath, files: new Map(), findings: [] } }
}
