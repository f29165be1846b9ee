import { formatKeyPath } from '../../../manifest/key-path.ts'
import { quote } from '../../../quote.ts'
import { defineRule } from '../../define-rule.ts'
import { schemaNodes } from './walk-schema.ts'

/** A property of these types holds no secret, whatever it is called: `token: integer` is a count or a flag. */
const HARMLESS_TYPES: readonly unknown[] = ['boolean', 'integer', 'number', 'null']

const SECRET_WORDS = ['password', 'passwd', 'passphrase', 'secret', 'credential', 'credentials', 'apikey']
const TOKEN_OWNERS = ['access', 'api', 'auth', 'bearer', 'bot', 'id', 'oauth', 'refresh', 'session']
const KEY_OWNERS = ['access', 'api', 'encryption', 'private', 'secret', 'signing']

/** What the model sends stands in the history; a secret has no business there. */
export const secretProperty = defineRule({
  id: 'tools/secret-property',
  severity: 'warning',
  needs: ['manifest', 'reading'],
  find: ({ manifest, reading }) =>
    schemaNodes(manifest).flatMap(({ tool, path, schema, property }) =>
      property === null || HARMLESS_TYPES.includes(schema.type) || !looksSecret(property)
        ? []
        : [{ at: reading.locate(formatKeyPath(path), 'key'), data: { tool, property } }],
    ),
  advise: ({ tool, property }) => ({
    what: `In the tool ${quote(tool)}, the property ${quote(property)} looks like a secret.`,
    why: 'The model writes every argument, so a secret would stand in its context and in the history of the session.',
    fix: 'Take the secret from the config of a service, or rename the property if it is no secret.',
  }),
})

/** Judged by the last word: `api_key` and `accessToken`, not `max_tokens`, `page_token` or `secret_santa`. */
function looksSecret(property: string): boolean {
  const words = property
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(word => word !== '')
  const last = words.at(-1) ?? ''
  const owner = words.at(-2)
  if (SECRET_WORDS.includes(last)) return true
  if (last === 'token') return owner === undefined || TOKEN_OWNERS.includes(owner)
  return last === 'key' && owner !== undefined && KEY_OWNERS.includes(owner)
}
