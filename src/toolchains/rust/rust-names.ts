/** Words that Rust keeps for itself, of any edition; a field of such a name gets an underscore. */
const KEYWORDS = new Set(
  (
    'as async await break const continue crate dyn else enum extern false fn for gen if impl in let loop match mod move mut pub ref ' +
    'return self static struct super trait true type unsafe use where while abstract become box do final macro override priv try ' +
    'typeof unsized virtual yield union'
  ).split(' '),
)

/** A field name: lower case with underscores, never a keyword; it may be taken already. */
export function fieldName(name: string): string {
  const words = wordsOf(name).map(word => word.toLowerCase())
  const joined = words.join('_') || 'field'
  const named = /^[0-9]/.test(joined) ? `_${joined}` : joined
  return KEYWORDS.has(named) ? `${named}_` : named
}

/** A name for a type or a variant: `acme_echo` gives `AcmeEcho`; it may be taken already. */
export function typeName(name: string): string {
  const joined = wordsOf(name)
    .map(word => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())
    .join('')
  if (joined === '') return 'Value'
  return /^[0-9]/.test(joined) || joined === 'Self' ? `V${joined}` : joined
}

/** The name, or the name with the first number that makes it new; `taken` grows by it. */
export function unusedName(name: string, taken: Set<string>): string {
  let candidate = name
  for (let count = 2; taken.has(candidate); count++) candidate = `${name}${count}`
  taken.add(candidate)
  return candidate
}

/** Only ASCII: other letters are allowed in Rust, but warned of. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean)
}
