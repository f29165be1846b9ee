import { basename } from 'node:path'
import { UserError } from '../errors.ts'
import { checkSafeId, checkToolName, isBlank } from '../manifest/names.ts'
import { quote } from '../quote.ts'
import type { TemplateValues } from '../templates/catalogue.ts'

/** What was given as flags; undefined means that the default, or the person at the terminal, decides. */
export type GivenValues = { readonly [Key in keyof TemplateValues]: string | undefined }

/** Longest tool name that model providers take. */
const MAX_DEFAULT_TOOL_LENGTH = 64

const DEFAULT_DESCRIPTION = 'Answers with the text that it is given.'

/** What `new` writes when nothing else is said: the id after the folder, the name and the tool after the id. */
export function defaultValues(destination: string, given: GivenValues): TemplateValues {
  const id = given.id ?? defaultId(basename(destination))
  const words = id.split(/[^\p{L}\p{N}]+/u).filter(Boolean)
  const name = words.join(' ')
  const tool = `${words.join('_').toLowerCase()}_echo`
  return {
    id,
    name: given.name ?? (name === '' ? id : name.charAt(0).toUpperCase() + name.slice(1)),
    description: given.description ?? DEFAULT_DESCRIPTION,
    tool: given.tool ?? (tool.length > MAX_DEFAULT_TOOL_LENGTH ? 'echo' : tool),
  }
}

/** A folder name made into a safe id, as far as that goes. @source host contract 1.4 */
function defaultId(folder: string): string {
  const id = folder.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[-.]+|[-.]+$/g, '')
  return id === '' ? 'my-plugin' : id
}

/** Why the host, or `check`, would refuse one of the values; undefined when it would not. @source host contract 1.4, 1.5, 1.7 */
export function refuseValue(key: keyof TemplateValues, value: string): string | undefined {
  if (key === 'id') return checkSafeId(value)
  if (key === 'tool') return checkToolName(value)
  if (key === 'name' && isBlank(value)) return 'it is blank'
  return undefined
}

/** @throws UserError for the first value that cannot be used */
export function refuseValues(values: TemplateValues): void {
  for (const key of ['id', 'name', 'tool'] as const) {
    const reason = refuseValue(key, values[key])
    if (reason !== undefined)
      throw new UserError(`bad-${key}`, `${quote(values[key])} cannot be the ${key}: ${reason}.`, FIXES[key])
  }
}

const FIXES = {
  id: 'Use 1 to 128 letters, digits, `-`, `_` and `.`, with no `.` at either end, e.g. --id acme.echo.',
  name: 'Give a name that people read, e.g. --name "Acme echo".',
  tool: 'Use 1 to 128 bytes without spaces or control characters, e.g. --tool acme_echo.',
} as const
