import type { Footprint } from '../../../component/component-facts.ts'
import type { HostRevision } from '../../../contract/host-revisions.ts'
import { defineRule } from '../../define-rule.ts'
import { callsHostApi, fitsWithHostApis } from './host-api-form.ts'

/** Core instances, tables and memories are counted over the whole component. @source host contract 6.3, 11.1 */
export const tooManyInstances = defineRule({
  id: 'host/too-many-instances',
  severity: 'error',
  needs: ['component', 'plugin', 'revision'],
  find: ({ component, plugin, revision }) => {
    if (callsHostApi(component) && fitsWithHostApis(component.footprint, revision)) return []
    return excesses(component.footprint, revision).map(excess => ({
      at: { file: plugin.componentPath ?? plugin.inputPath },
      data: { ...excess, revision: revision.id },
    }))
  },
  advise: ({ what, found, limit, revision }) => ({
    what: `The component uses ${found} ${what}; ${revision} allows ${limit}.`,
    why: 'Instantiation fails before the first call, with "resource limit exceeded".',
    fix: 'Build one core module without a WASI adapter: yoi-plugin build does this for TypeScript and for Rust.',
  }),
})

function excesses(
  footprint: Footprint,
  revision: HostRevision,
): { what: string; found: number; limit: number }[] {
  return [
    { what: 'core instances', found: footprint.coreInstances, limit: revision.coreInstances },
    { what: 'tables', found: footprint.tables, limit: revision.tables },
    { what: 'memories', found: footprint.memories, limit: revision.memories },
  ].filter(({ found, limit }) => found > limit)
}
