import { catalogue } from './catalogue.ts'
import type { KnownRules } from './rule-info.ts'

/** Every rule by its id. */
export function knownRules(): KnownRules {
  return new Map(catalogue.map(info => [info.id, info]))
}
