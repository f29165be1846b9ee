import { toolRule } from './tool-rule.ts'

/** Tool names are unique within a manifest, byte for byte. @source host contract 1.7 */
export const duplicateName = toolRule(
  'tools/duplicate-name',
  'duplicate-name',
  'Registration fails with a duplicate tool, and with it the start of the whole Worker.',
)
