import type { WorldFunction } from '../../contract/worlds.ts'
import type { FunctionLayout } from './abi/layout.ts'

/** Whether a component function has exactly the signature that the world gives it; names do not count. @source host contract 6.1 */
export function matchesSignature(type: FunctionLayout, expected: WorldFunction): boolean {
  return (
    type.result?.kind === expected.result &&
    type.params.length === expected.params.length &&
    type.params.every((param, index) => param.kind === expected.params[index])
  )
}

/** The signature in the words of WIT, for messages. */
export function printSignature(type: FunctionLayout): string {
  const result = type.result === null ? '' : ` -> ${type.result.kind}`
  return `func(${type.params.map(param => param.kind).join(', ')})${result}`
}
