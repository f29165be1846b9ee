import { defineRule } from '../../define-rule.ts'

/** Smaller name sections are what optimisers keep for readable traps. */
const MAX_NAME_BYTES = 16 * 1024

/** Names and debug information are loaded with the component and used by nobody. */
export const notStripped = defineRule({
  id: 'component/not-stripped',
  severity: 'note',
  needs: ['component', 'plugin'],
  find: ({ component, plugin }) => {
    const sections = [
      ...component.customSections,
      ...component.coreModules.flatMap(module => module.customSections),
    ].filter(({ name }) => name === 'name' || name.startsWith('.debug_'))
    const bytes = sections.reduce((sum, section) => sum + section.byteLength, 0)
    const hasDebugInfo = sections.some(({ name }) => name !== 'name')
    return hasDebugInfo || bytes > MAX_NAME_BYTES
      ? [{ at: { file: plugin.componentPath ?? plugin.inputPath }, data: { bytes, hasDebugInfo } }]
      : []
  },
  advise: ({ bytes, hasDebugInfo }) => ({
    what: `The component carries ${bytes} bytes of ${hasDebugInfo ? 'debug information' : 'function names'}.`,
    why: hasDebugInfo
      ? 'The host reads and hashes it for every call and shows nothing of it; it also tells the paths of the machine that built it.'
      : 'The host reads and hashes them for every call; they only name the functions in a backtrace.',
    fix: 'Build for release and strip: in Cargo.toml, [profile.release] strip = true; otherwise `wasm-tools strip`.',
  }),
})
