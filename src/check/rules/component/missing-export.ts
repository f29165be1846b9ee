import type { WorldMismatch } from '../../../component/match-world.ts'
import { quote } from '../../../quote.ts'
import { worldGroupRule } from './world-rule.ts'

/** A world's entry points are looked up by name when they are called. @source host contract 6.1 */
export const missingExport = worldGroupRule('missing-export', {
  id: 'component/missing-export',
  severity: 'error',
  advise: missing => ({
    what: `The component lacks ${missing.length === 1 ? 'the export' : `${missing.length} exports:`} ${missing.map(spell).join(', ')}.`,
    why: 'The host looks an entry point up when it calls the plugin, does not find it, and the call fails.',
    fix: 'Export it from the world and rebuild, or set runtime.world to the world that the component was built for.',
  }),
})

function spell({ name, expected }: WorldMismatch): string {
  return `${quote(name)} of type ${expected}`
}
