/** A secret and the name that stands for it in a cassette. */
export interface NamedSecret {
  /** As in `${NAME}`. */
  readonly name: string
  /** At least `MIN_SECRET_LENGTH` long. */
  readonly value: string
}

/** A shorter text stands in too many places where it is no secret. */
export const MIN_SECRET_LENGTH = 6

export interface SecretSpelling {
  readonly text: string
  readonly name: string
}

/**
 * The ways in which secrets are written in URLs, headers and bodies: as they are, percent-encoded, as in a form, as in JSON, in
 * Base64, and the placeholder itself as a URL encodes it. Longest first, so that a secret inside another does not break it.
 */
export function secretSpellings(secrets: readonly NamedSecret[]): SecretSpelling[] {
  const spellings = secrets.flatMap(({ name, value }) =>
    [...new Set(spell(value))].map(text => ({ text, name })),
  )
  const encoded = [...new Set([...secrets.map(({ name }) => name), 'redacted'])].flatMap(name => [
    { text: `$%7B${name}%7D`, name },
    { text: `%24%7B${name}%7D`, name },
  ])
  return [...spellings, ...encoded]
    .filter(({ text }) => text.length >= MIN_SECRET_LENGTH)
    .sort((left, right) => right.text.length - left.text.length)
}

function spell(value: string): string[] {
  const percent = encodeURIComponent(value)
  const base64 = Buffer.from(value).toString('base64')
  return [
    value,
    percent,
    percent.replace(/%[0-9A-F]{2}/g, hex => hex.toLowerCase()),
    new URLSearchParams([['', value]]).toString().slice(1),
    asInPath(value),
    JSON.stringify(value).slice(1, -1),
    base64,
    base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''),
    hostSpelling(value),
  ]
}

/** As a URL parser writes it in a path, unless it folds there. */
function asInPath(value: string): string {
  const address = new URL('http://host/')
  address.pathname = value
  const spelling = address.pathname.slice(1)
  return decodes(spelling, value) ? spelling : value
}

function decodes(spelling: string, value: string): boolean {
  try {
    return decodeURIComponent(spelling) === value
  } catch {
    return false
  }
}

/** In a host a URL parser folds case. */
function hostSpelling(value: string): string {
  return /^[A-Za-z0-9.-]+$/.test(value) ? value.toLowerCase() : value
}
