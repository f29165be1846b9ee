import { defineRule } from '../../define-rule.ts'
import { builtForOther } from './built-for.ts'

/** The world built into the component must be the one plugin.toml declares. @source host contract 1.5, 6.1 */
export const worldMismatch = defineRule({
  id: 'component/world-mismatch',
  severity: 'error',
  needs: ['manifest', 'reading', 'component'],
  find: ({ manifest, reading, component }) => {
    const built = builtForOther(manifest, component)
    const declared = manifest.runtime?.world
    return built && declared ? [{ at: reading.locate('runtime.world'), data: { declared, built } }] : []
  },
  advise: ({ declared, built }) => ({
    what: `plugin.toml declares ${declared}, but the component was built for ${built}.`,
    why: 'The host picks the entry points by the declared world, so it would call exports that are absent.',
    fix: `Set world = "${built}", or rebuild the component for ${declared}.`,
  }),
})
