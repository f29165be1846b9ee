import type { Rule } from './define-rule.ts'
import { componentTooLarge } from './rules/host/component-too-large.ts'
import { memoryTooLarge } from './rules/host/memory-too-large.ts'
import { noHostApisYet } from './rules/host/no-host-apis-yet.ts'
import { tableTooLarge } from './rules/host/table-too-large.ts'
import { tooManyInstances } from './rules/host/too-many-instances.ts'

/** Every static rule. Findings are sorted later, so the order here is for readers only. */
export const rules: readonly Rule[] = [
  componentTooLarge,
  memoryTooLarge,
  noHostApisYet,
  tableTooLarge,
  tooManyInstances,
]
