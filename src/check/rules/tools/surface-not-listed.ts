import { declaredSurfaces } from '../../../package/discovered-package.ts'
import { defineRule } from '../../define-rule.ts'

/** Where the items of a surface stand in plugin.toml. */
const ITEMS = { hook: 'hooks', tool: 'tools', service: 'services', ingress: 'ingresses' } as const

/** The host's own check inspects listed surfaces only, while resolution adds the implied ones. @source host contract 11.21 */
export const surfaceNotListed = defineRule({
  id: 'tools/surface-not-listed',
  severity: 'warning',
  needs: ['manifest', 'reading'],
  find: ({ manifest, reading }) =>
    declaredSurfaces(manifest)
      .filter(surface => surface !== 'wasm')
      .filter(surface => !manifest.surfaces.includes(surface))
      .map(surface => ({
        at: reading.locate(manifest.surfaces.length > 0 ? 'surfaces' : `${ITEMS[surface]}[0]`),
        data: { surface },
        edits: reading.editor.appendItem('surfaces', `"${surface}"`),
      })),
  advise: ({ surface }) => ({
    what: `plugin.toml declares items of the surface "${surface}" and does not list it in surfaces.`,
    why: 'The host enables the surface all the same, but its own check skips it, so problems show only when a Worker starts.',
    fix: `Add "${surface}" to surfaces.`,
  }),
})
