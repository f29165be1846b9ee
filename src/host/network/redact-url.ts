/** Stands for a secret in a cassette: `${NAME}`. */
export function placeholder(name: string): string {
  return `\${${name}}`
}

/** Stands for what is hidden without a name of its own. */
export const REDACTED = placeholder('redacted')

/** `${NAME}` or `${redacted}`. */
export const PLACEHOLDER = /\$\{[A-Za-z_][A-Za-z0-9_]*\}/g

const PARTS = /^([a-z][a-z0-9+.-]*:\/\/)([^/?#]*)([^?#]*)(?:\?([^#]*))?(#.*)?$/is

/** Names whose value is a secret whatever it looks like. */
const SECRET_NAME =
  /token|secret|passw|passphrase|pwd|signature|credential|api[-_]?key|access[-_]?key|private[-_]?key|session[-_]?id|jwt/i
/** Tokens that lead to the next page are no secrets, and pages must stay apart. */
const PAGING_NAME = /page|next|prev|continu|cursor|sync/i
/** Names of secrets and of harmless things alike: the value decides. */
const DOUBTFUL_NAME = /^(?:key|auth|authorization|sig|code|sid|hash|hmac)$/i
const LOOKS_RANDOM = /^(?=.*\d)(?=.*[A-Za-z])[\w.~%+/=-]{16,}$/

const HOOK_SEGMENT = /^(?:(?:incoming)?web)?hooks?(?:b2)?$/i
const HOOK_HOST = /(?:^|\.)(?:web)?hooks?\./i
/** Parts of a route rather than of a secret. */
const ROUTE_SEGMENT = /^(?:[A-Za-z]{0,16}|v\d{1,3})$/
const BOT_SEGMENT = /^bot\d+(?::|%3A)[\w-]+$/i

export interface UrlRedaction {
  readonly url: string
  /** What was hidden, in words, one for each place. */
  readonly found: readonly string[]
}

/** Whether a header, a query parameter or a form field of this name carries a secret. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name) && !PAGING_NAME.test(name)
}

/**
 * Hides what a URL commonly hides its secrets in: userinfo, query parameters such as `token`, and paths of webhooks and bots.
 * What is a placeholder already stays, so that doing it twice changes nothing. A text that is no absolute URL stays as it is.
 */
export function redactUrl(url: string): UrlRedaction {
  const parts = PARTS.exec(url)
  if (!parts) return { url, found: [] }
  const [, scheme = '', authority = '', path = '', query, fragment = ''] = parts
  const found: string[] = []
  const hide = (text: string, what: string): string => {
    if (text === '' || isPlaceholder(text)) return text
    found.push(what)
    return REDACTED
  }
  const at = authority.lastIndexOf('@')
  const host = authority.slice(at + 1)
  const user = at < 0 ? '' : `${hide(authority.slice(0, at), 'user and password')}@`
  const search = query === undefined ? '' : `?${redactQuery(query, hide)}`
  return { url: scheme + user + host + redactPath(host, path, hide) + search + fragment, found }
}

type Hide = (text: string, what: string) => string

function redactPath(host: string, path: string, hide: Hide): string {
  let isBehindHook = HOOK_HOST.test(host)
  const segments = path.split('/').map(segment => {
    if (BOT_SEGMENT.test(segment)) return `bot${hide(segment, 'the token of a bot')}`
    const isHook = HOOK_SEGMENT.test(segment)
    if (isBehindHook && !isHook && !ROUTE_SEGMENT.test(segment)) return hide(segment, 'the path of a webhook')
    isBehindHook ||= isHook
    return segment
  })
  return segments.join('/')
}

function redactQuery(query: string, hide: Hide): string {
  const fields = query.split('&').map(field => {
    const equals = field.indexOf('=')
    if (equals < 0) return field
    const name = field.slice(0, equals)
    const value = field.slice(equals + 1)
    const isSecret = isSecretName(name) || (DOUBTFUL_NAME.test(name) && LOOKS_RANDOM.test(value))
    return isSecret ? `${name}=${hide(value, `the query parameter ${name}`)}` : field
  })
  return fields.join('&')
}

function isPlaceholder(text: string): boolean {
  return text.replace(PLACEHOLDER, '') === ''
}
