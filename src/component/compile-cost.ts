import type { HostRevision } from '../contract/host-revisions.ts'
import type { ComponentFacts } from './component-facts.ts'

/** What a component costs to compile, on the scale of one host. No time: that depends on the machine. @source design 6 */
export interface CompileCost {
  /** Bytes of the function bodies of all core modules. */
  readonly codeBytes: number
  /** About the most that is compiled within the time of one call. */
  readonly largestThatFits: number
  /** The first to the second, with two decimals. */
  readonly ratio: number
}

/** @source host contract 6.3, 11.4 */
export function compileCostOf(
  { coreModules }: Pick<ComponentFacts, 'coreModules'>,
  { compiledCodeBytes }: Pick<HostRevision, 'compiledCodeBytes'>,
): CompileCost {
  const codeBytes = coreModules.reduce((sum, module) => sum + module.codeBytes, 0)
  const ratio = Math.round((100 * codeBytes) / compiledCodeBytes) / 100
  return { codeBytes, largestThatFits: compiledCodeBytes, ratio }
}
