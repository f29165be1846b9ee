import type { Footprint } from '../../../component/component-facts.ts'
import type { HostRevision } from '../../../contract/host-revisions.ts'
import { defineRule } from '../../define-rule.ts'
import { fitsWithHostApis, importsHostApi } from './host-api-form.ts'

/** Core instances, tables and memories are counted over the whole component. @source host contract 6.3, 11.1 */
export const tooManyInstances = defineRule({
  id: 'host/too-many-instances',
  severity: 'error',
  needs: ['component', 'plugin', 'revision'],
  find: ({ component, plugin, revision }) => {
    if (importsHostApi(component) && fitsWithHostApis(component.footprint, revision)) return []
    const found = excesses(component.footprint, revision)
    return found.length === 0
      ? []
      : [{ at: { file: plugin.componentPath ?? plugin.inputPath }, data: { found, revision: revision.id } }]
  },
  advise: ({ found, revision }) => ({
    what: `The component uses ${found.map(({ what, count, limit }) => `${count} ${what} (${revision} allows ${limit})`).join(', ')}.`,
    why: 'Instantiation fails before the first call, with "resource limit exceeded".',
    fix: 'Build one core module without a WASI adapter: yoi-plugin build does this for TypeScript and for Rust.',
  }),
})

function excesses(
  footprint: Footprint,
  revision: HostRevision,
): { what: string; count: number; limit: number }[] {
  return [
    { what: 'core instances', count: footprint.coreInstances, limit: revision.coreInstances },
    { what: 'tables', count: footprint.tables, limit: revision.tables },
    { what: 'memories', count: footprint.memories, limit: revision.memories },
  ].filter(({ count, limit }) => count > limit)
}
