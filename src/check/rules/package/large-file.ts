import { quote } from '../../../quote.ts'
import { defineRule } from '../../define-rule.ts'

const MAX_BYTES = 1024 * 1024

/** The whole package is read and hashed before each call of a tool. @source host contract 4.5, 6.4 */
export const largeFile = defineRule({
  id: 'package/large-file',
  severity: 'note',
  needs: ['plugin'],
  find: ({ plugin }) =>
    [...plugin.files]
      .filter(([path, bytes]) => path !== plugin.componentPath && bytes.byteLength > MAX_BYTES)
      .map(([path, bytes]) => ({ at: { file: path }, data: { path, bytes: bytes.byteLength } })),
  advise: ({ path, bytes }) => ({
    what: `${quote(path)} has ${bytes} bytes.`,
    why: 'The host reads and hashes the whole package before each tool call, and no call can read the file.',
    fix: 'Leave it out of the package, or build what the plugin needs of it into the component.',
  }),
})
