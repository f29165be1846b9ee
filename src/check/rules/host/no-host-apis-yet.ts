import { defineRule } from '../../define-rule.ts'
import { fitsWithHostApis, importsHostApi } from './host-api-form.ts'

/** Calling a host API takes two core instances, and this revision admits one: no author can meet that. @source host contract 11.1 */
export const noHostApisYet = defineRule({
  id: 'host/no-host-apis-yet',
  severity: 'warning',
  needs: ['component', 'plugin', 'revision'],
  find: ({ component, plugin, revision }) =>
    importsHostApi(component) &&
    component.footprint.coreInstances > revision.coreInstances &&
    fitsWithHostApis(component.footprint, revision)
      ? [
          {
            at: { file: plugin.componentPath ?? plugin.inputPath },
            data: {
              found: component.footprint.coreInstances,
              limit: revision.coreInstances,
              revision: revision.id,
            },
          },
        ]
      : [],
  advise: ({ found, limit, revision }) => ({
    what: `The component imports a host API and so has ${found} core instances; ${revision} admits ${limit}.`,
    why: 'No component can call a host API on that host revision: it stops at instantiation with "instance count too high".',
    fix: 'Nothing in the plugin: wait for a host that admits more, or drop the host API to run on this one.',
  }),
})
