import type { HostDiagnosticKind, HostPhase } from '../contract/diagnostics.ts'
import type { Finding } from '../finding.ts'
import { escapeText } from '../quote.ts'
import type { PackageRule } from './package-rules.ts'

/** What a person reads: what is wrong, what the host makes of it, what to type or change. */
export interface Advice {
  readonly what: string
  readonly why: string
  readonly fix: string
  /** The file it is about, as a path inside the package or the project. */
  readonly file?: string
}

/** An error that the host reports too, as `kind` in `phase`. Discovery is where it reads archives and folders. */
export function refusal(
  kind: HostDiagnosticKind,
  rule: PackageRule,
  advice: Advice,
  phase: HostPhase = 'discovery',
): Finding {
  return { ...finding('error', rule, advice), host: { kind, phase } }
}

/** Something that the host accepts and a person should know. */
export function warning(rule: PackageRule, advice: Advice): Finding {
  return finding('warning', rule, advice)
}

/** An error of ours, about files that the host never sees. */
export function mistake(rule: PackageRule, advice: Advice): Finding {
  return finding('error', rule, advice)
}

function finding(severity: Finding['severity'], rule: PackageRule, advice: Advice): Finding {
  const { what, why, fix, file } = advice
  return {
    rule,
    severity,
    message: what,
    why,
    fix,
    ...(file === undefined ? {} : { at: { file: escapeText(file) } }),
  }
}
