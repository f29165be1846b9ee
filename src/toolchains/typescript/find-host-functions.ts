import type { HostFunction } from './quickjs/host-functions.ts'

/** A host function that a bundle uses, and where; offsets are UTF-16 units in the bundle, ascending. */
export interface HostFunctionUse {
  readonly host: HostFunction
  readonly offsets: readonly number[]
}

/** The functions of the SDK by their names in a bundle; esbuild drops what is not used. */
const SDK_FUNCTIONS: Readonly<Record<string, HostFunction>> = {
  yoi$request: { api: 'request', name: 'request' },
  yoi$readText: { api: 'fs', name: 'read' },
  yoi$list: { api: 'fs', name: 'list' },
  yoi$writeText: { api: 'fs', name: 'write' },
}

/** The object of the SDK that esbuild keeps whole, and its members. */
const SDK_OBJECT = 'yoi$websocket'
const MEMBERS: Readonly<Record<string, HostFunction>> = {
  open: { api: 'websocket', name: 'open' },
  send: { api: 'websocket', name: 'send-text' },
  recv: { api: 'websocket', name: 'recv' },
  close: { api: 'websocket', name: 'close' },
}

/**
 * The host functions that a bundle can call. Where `websocket` is used in another way than `websocket.open`, all of it is.
 * @param code not minified
 */
export function findHostFunctions(code: string): readonly HostFunctionUse[] {
  const functions = Object.entries(SDK_FUNCTIONS).map(([name, host]) => ({
    host,
    offsets: usesOf(name, code).map(use => use.index),
  }))
  const object = usesOf(SDK_OBJECT, code)
  const members = Object.entries(MEMBERS).map(([member, host]) => ({
    host,
    offsets: object.filter(use => isOf(member, use[1])).map(use => use.index),
  }))
  return [...functions, ...members].filter(({ offsets }) => offsets.length > 0)
}

/** Places of a function of the SDK, but for its definition. esbuild adds digits to a name that is taken. */
function usesOf(name: string, code: string): RegExpExecArray[] {
  const sdk = sdkPart(code)
  const definition = new RegExp(`(?:function|var) (${escapeName(name)}\\d*)(?![\\w$])`).exec(
    code.slice(sdk.start, sdk.end),
  )
  if (definition === null) return []
  const pattern = new RegExp(`(?<![\\w$])${escapeName(definition[1]!)}(?![\\w$])(?:\\.(\\w+))?`, 'g')
  const ownIndex = sdk.start + definition.index + definition[0].length - definition[1]!.length
  return [...code.matchAll(pattern)].filter(({ index }) => index !== ownIndex)
}

/** esbuild writes the name of each file before its code. */
function sdkPart(code: string): { start: number; end: number } {
  const start = /^ *\/\/ yoi-plugin:pdk$/m.exec(code)?.index ?? code.length
  const length = code.slice(start).search(/(?<=\n) *\/\/ /)
  return { start, end: length < 0 ? code.length : start + length }
}

function escapeName(name: string): string {
  return name.replaceAll('$', '\\$')
}

function isOf(member: string, found: string | undefined): boolean {
  return found === member || found === undefined || !Object.hasOwn(MEMBERS, found)
}
