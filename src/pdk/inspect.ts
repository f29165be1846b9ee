const MAX_DEPTH = 4
const MAX_ITEMS = 100

/** A value as a person reads it, in one line: JavaScript where it is plain data. Never throws. */
export function inspect(value: unknown, depth = 0, parents: readonly object[] = []): string {
  try {
    if (typeof value === 'string') return depth === 0 ? value : JSON.stringify(value)
    if (typeof value === 'bigint') return `${value}n`
    if (typeof value === 'function') return value.name ? `[Function ${value.name}]` : '[Function]'
    if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? '-0' : String(value)
    if (parents.includes(value)) return '[Circular]'
    return depth > MAX_DEPTH ? '[...]' : inspectObject(value, depth + 1, [...parents, value])
  } catch {
    return '[value that throws]'
  }
}

function inspectObject(value: object, depth: number, parents: readonly object[]): string {
  const show = (item: unknown) => inspect(item, depth, parents)
  if (value instanceof Error) return errorText(value, show)
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString()
  if (value instanceof RegExp) return String(value)
  if (value instanceof Promise) return 'Promise {}'
  const { name } = value.constructor ?? { name: '' }
  if (Array.isArray(value)) return `[${limited(value, show)}]`
  if (ArrayBuffer.isView(value) && !(value instanceof DataView))
    return `${name}(${(value as Uint8Array).length}) [${limited(value as Uint8Array, show)}]`
  if (value instanceof Set) return `Set(${value.size}) {${limited(value, show)}}`
  if (value instanceof Map) {
    const items = limited(value, ([key, item]) => `${show(key)} => ${show(item)}`)
    return `Map(${value.size}) {${items}}`
  }
  const members = limited(Object.keys(value), key => `${keyText(key)}: ${show((value as never)[key])}`)
  const prefix = name === 'Object' || name === undefined ? '' : `${name} `
  return members === '' ? `${prefix}{}` : `${prefix}{ ${members} }`
}

function errorText(error: Error, show: (value: unknown) => string): string {
  const stack = typeof error.stack === 'string' && error.stack !== '' ? `\n${error.stack.trimEnd()}` : ''
  return `${error}${stack}${error.cause === undefined ? '' : `\n  cause: ${show(error.cause)}`}`
}

function limited<Item>(items: Iterable<Item>, show: (item: Item) => string): string {
  const texts: string[] = []
  for (const item of items) {
    if (texts.length === MAX_ITEMS) {
      texts.push('...')
      break
    }
    texts.push(show(item))
  }
  return texts.join(', ')
}

function keyText(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key)
}
