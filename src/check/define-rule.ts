import type { ComponentFacts } from '../component/component-facts.ts'
import type { HostDiagnosticKind, HostPhase } from '../contract/diagnostics.ts'
import type { HostRevision } from '../contract/host-revisions.ts'
import type { Edit, Finding, Place, Severity } from '../finding.ts'
import type { Manifest } from '../manifest/manifest.ts'
import type { ManifestReading } from '../manifest/manifest-reading.ts'
import type { PluginWithFacts } from '../package/loaded-plugin.ts'

/** Everything a rule may ask for; a part is absent when its input could not be read. */
export interface RuleInputs {
  readonly plugin: PluginWithFacts
  readonly manifest: Manifest
  readonly reading: ManifestReading
  readonly component: ComponentFacts
  readonly revision: HostRevision
}

export type Need = keyof RuleInputs

/** What a rule found: where, and the data that its wording uses. */
export interface Found<Data> {
  readonly at?: Place
  readonly data: Data
  readonly severity?: Severity
  readonly edits?: readonly Edit[]
  /** What the host reports here, where that differs from place to place. */
  readonly host?: HostRefusal
}

export interface HostRefusal {
  readonly kind: HostDiagnosticKind
  readonly phase: HostPhase
}

export interface Advice {
  /** What is wrong: found and expected. */
  readonly what: string
  /** What Yoi would do. */
  readonly why: string
  /** Something to type or to change. */
  readonly fix: string
}

export interface Rule {
  readonly id: string
  readonly severity: Severity
  /** A security rule cannot be silenced. */
  readonly isSecurity: boolean
  readonly check: (inputs: Partial<RuleInputs>) => Finding[]
}

interface RuleDefinition<Needs extends Need, Data> {
  readonly id: string
  readonly severity: Severity
  readonly security?: boolean
  /** The lines that it points to hold secrets, which no report may show. */
  readonly hidesLines?: boolean
  /** The rule stays silent when one of these could not be read. */
  readonly needs: readonly Needs[]
  /** What the host itself reports for this problem. */
  readonly host?: HostRefusal
  readonly find: (inputs: Pick<RuleInputs, Needs>) => readonly Found<Data>[]
  readonly advise: (data: Data) => Advice
}

/** Joins what a rule finds with how it says it. The id is the path of the rule's file and of its page. */
export function defineRule<Needs extends Need, Data>(definition: RuleDefinition<Needs, Data>): Rule {
  return {
    id: definition.id,
    severity: definition.severity,
    isSecurity: definition.security ?? false,
    check: inputs =>
      hasAll(inputs, definition.needs)
        ? definition.find(inputs).map(found => toFinding(definition, found))
        : [],
  }
}

function hasAll<Needs extends Need>(
  inputs: Partial<RuleInputs>,
  needs: readonly Needs[],
): inputs is Pick<RuleInputs, Needs> & Partial<RuleInputs> {
  return needs.every(need => inputs[need] !== undefined)
}

function toFinding<Needs extends Need, Data>(
  definition: RuleDefinition<Needs, Data>,
  found: Found<Data>,
): Finding {
  const { what, why, fix } = definition.advise(found.data)
  const host = found.host ?? definition.host
  return {
    rule: definition.id,
    severity: found.severity ?? definition.severity,
    message: what,
    why,
    fix,
    ...(found.at && { at: found.at }),
    ...(found.edits && found.edits.length > 0 && { edits: found.edits }),
    ...(host && { host }),
    ...(definition.hidesLines && { isLineSecret: true }),
  }
}
