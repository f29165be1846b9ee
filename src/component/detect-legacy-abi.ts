import { LEGACY } from '../contract/names.ts'
import type { CoreModuleFacts, ExternFact } from './component-facts.ts'

/**
 * Looks for what the retired raw ABI and the retired HTTPS interface leave in a file.
 * @returns each name found, once: `yoi_tool_call`, `yoi:tool`, `yoi:https`, `yoi:fs`, `yoi:host/https@1.0.0`
 * @source host contract 7.6, 1.5 (4a)
 */
export function detectLegacyAbi(
  coreModules: readonly CoreModuleFacts[],
  imports: readonly ExternFact[],
): string[] {
  const importModules: readonly string[] = LEGACY.coreImportModules
  const names = [
    ...coreModules.flatMap(module => module.exports.map(entry => entry.name)),
    ...coreModules.flatMap(module => module.imports.map(entry => entry.module)),
    ...imports.map(entry => entry.name),
  ]
  const signs = [LEGACY.coreExport, ...importModules, LEGACY.httpsInterface]
  return signs.filter(sign => names.includes(sign))
}
