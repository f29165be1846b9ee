import { toolRule } from './tool-rule.ts'

/** Names are short and hold neither white space nor control characters. @source host contract 1.7 */
export const invalidName = toolRule(
  'tools/invalid-name',
  'invalid-name',
  'Registration fails at this name, and with it the start of the whole Worker.',
)
