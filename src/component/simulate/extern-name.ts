import { quote } from '../../quote.ts'
import type { Environment } from './environment.ts'
import { isLabel } from './resolve-type.ts'

const VERSION =
  /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/

const MEMBER = /^\[(method|static)\](.+)$/
const CONSTRUCTOR = /^\[constructor\](.+)$/
const PACKAGED = /^(unlocked-dep|locked-dep|url|integrity)=<[^<>]*>(?:,integrity=<[^<>]*>)?$/

/**
 * Checks the grammar of an import or export name: a label, a function of a resource, an interface with an optional
 * version, or (imports only) one of the package forms.
 * @throws WasmError `malformed`
 */
export function checkExternName(name: string, kind: 'import' | 'export', scope: Environment): void {
  if (isPlainName(name) || isInterfaceName(name) || (kind === 'import' && PACKAGED.test(name))) return
  throw scope.malformed(`${kind} name ${quote(name)} is neither a label nor an interface`)
}

function isPlainName(name: string): boolean {
  const constructed = CONSTRUCTOR.exec(name)
  if (constructed) return isLabel(constructed[1]!)
  const member = MEMBER.exec(name)
  if (!member) return isLabel(name)
  const parts = member[2]!.split('.')
  return parts.length === 2 && parts.every(isLabel)
}

/** `namespace:package/interface@version`; the version may be left out, and the package is in lower case. */
function isInterfaceName(name: string): boolean {
  const at = name.indexOf('@')
  const path = at < 0 ? name : name.slice(0, at)
  if (at >= 0 && !VERSION.test(name.slice(at + 1))) return false
  const [packageName, ...rest] = path.split('/')
  const words = packageName!.split(':')
  return (
    words.length >= 2 &&
    rest.length >= 1 &&
    [...words, ...rest].every(isLabel) &&
    words.every(word => word === word.toLowerCase())
  )
}

/** Names that differ in case only are the same; `[method]a.b` and `[static]a.b` too. @source component model Explainer.md */
export function foldName(name: string): string {
  const folded = name.toLowerCase()
  const member = MEMBER.exec(folded)
  return member ? `[member]${member[2]}` : folded
}
