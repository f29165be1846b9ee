/** `structuredClone` of the HTML Standard, for the values that this engine has; an `ArrayBuffer` can be transferred. */
export function structuredClone<Value>(value: Value, options: { transfer?: readonly unknown[] } = {}): Value {
  const transfer = options?.transfer ?? []
  for (const item of transfer) if (!(item instanceof ArrayBuffer)) throw notCloneable(item)
  const copies = new Map<object, object>()
  for (const buffer of new Set(transfer as ArrayBuffer[])) copies.set(buffer, buffer.slice(0))
  const copy = copyOf(value, copies) as Value
  for (const buffer of transfer as ArrayBuffer[]) buffer.transfer()
  return copy
}

type Copies = Map<object, object>

function copyOf(value: unknown, copies: Copies): unknown {
  if (typeof value === 'symbol' || typeof value === 'function') throw notCloneable(value)
  if (typeof value !== 'object' || value === null) return value
  const known = copies.get(value)
  if (known !== undefined) return known
  const copy = emptyCopy(value, copies)
  copies.set(value, copy)
  if (value instanceof Map)
    for (const [key, item] of [...value])
      (copy as Map<unknown, unknown>).set(copyOf(key, copies), copyOf(item, copies))
  else if (value instanceof Set)
    for (const item of [...value]) (copy as Set<unknown>).add(copyOf(item, copies))
  else if (value instanceof Error) copyError(value, copy as Error, copies)
  else if (isPlain(value)) {
    const target = copy as Record<string, unknown>
    for (const key of Object.keys(value))
      define(target, key, copyOf((value as Record<string, unknown>)[key], copies))
  }
  return copy
}

/** Defining a property costs three times as much as setting it, which is the same for every key of a new object but one. */
function define(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== '__proto__') target[key] = value
  else Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true })
}

/** Kinds whose own properties are not copied. */
const BARE = [Boolean, Number, String, BigInt, Date, RegExp, ArrayBuffer, Map, Set, Error] as const
const UNKNOWN = [WeakMap, WeakSet, WeakRef, Promise, SharedArrayBuffer] as const

function isPlain(value: object): boolean {
  return !ArrayBuffer.isView(value) && !BARE.some(kind => value instanceof kind)
}

function emptyCopy(value: object, copies: Copies): object {
  if (UNKNOWN.some(kind => value instanceof kind)) throw notCloneable(value)
  if (Array.isArray(value)) return new Array(value.length)
  if (value instanceof Boolean || value instanceof Number || value instanceof String)
    return Object(value.valueOf())
  if (value instanceof BigInt) return Object(BigInt.prototype.valueOf.call(value))
  if (value instanceof Symbol) throw notCloneable(value)
  if (value instanceof Date) return new Date(value.getTime())
  if (value instanceof RegExp) return new RegExp(value.source, value.flags)
  if (value instanceof Map) return new Map()
  if (value instanceof Set) return new Set()
  if (value instanceof ArrayBuffer) return value.slice(0)
  if (ArrayBuffer.isView(value)) return viewCopy(value, copyOf(value.buffer, copies) as ArrayBuffer)
  if (value instanceof Error) return new (errorKindOf(value))()
  return {}
}

function viewCopy(view: ArrayBufferView, buffer: ArrayBuffer): object {
  const Kind = view.constructor as new (buffer: ArrayBuffer, offset: number, length: number) => object
  const length = 'length' in view ? (view.length as number) : view.byteLength
  return new Kind(buffer, view.byteOffset, length)
}

const ERRORS = [EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError] as const

function errorKindOf({ name }: Error): ErrorConstructor {
  return ERRORS.find(kind => kind.name === name) ?? Error
}

function copyError(error: Error, copy: Error, copies: Copies): void {
  const own = ['message', 'stack', 'cause'] as const
  for (const key of own) {
    const descriptor = Object.getOwnPropertyDescriptor(error, key)
    if (descriptor === undefined || !('value' in descriptor)) continue
    const value = key === 'cause' ? copyOf(descriptor.value, copies) : String(descriptor.value)
    Object.defineProperty(copy, key, { value, writable: true, enumerable: false, configurable: true })
  }
}

function notCloneable(value: unknown): DOMException {
  const what =
    typeof value === 'symbol' ? String(value) : typeof value === 'function' ? 'a function' : 'this object'
  return new DOMException(`${what} could not be cloned.`, 'DataCloneError')
}
