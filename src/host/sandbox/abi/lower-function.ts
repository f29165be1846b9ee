import type { CanonicalContext } from './canonical-context.ts'
import { type CoreFunction, flatSignature, loweredCoreType } from './core-signature.ts'
import { type CoreValue, FlatReader, liftFlat, lowerFlat } from './flat-values.ts'
import type { ComponentFunction } from './lift-function.ts'
import { loadValue } from './load-value.ts'
import { storeValue } from './store-value.ts'

/** `canon lower`: makes a component function callable from core code. @source component model CanonicalABI.md */
export function lowerFunction(context: CanonicalContext, target: ComponentFunction): CoreFunction {
  const { type } = target
  const flat = flatSignature(type)
  const { spilled } = type

  const liftArguments = (values: CoreValue[]): readonly unknown[] => {
    if (spilled === null) {
      const reader = new FlatReader(values)
      return type.params.map(param => liftFlat(context, reader, param))
    }
    const pointer = Number(values[0]) >>> 0
    context.memory.checkAligned(pointer, spilled.align, spilled.size)
    return loadValue(context, pointer, spilled) as readonly unknown[]
  }

  const lowerResult = (value: unknown, values: CoreValue[]): CoreValue | undefined => {
    if (type.result === null) return undefined
    if (flat.result !== null) {
      const output: CoreValue[] = []
      lowerFlat(context, value, type.result, output)
      return output[0]
    }
    const pointer = Number(values.at(-1)) >>> 0
    context.memory.checkAligned(pointer, type.result.align, type.result.size)
    storeValue(context, value, type.result, pointer)
    return undefined
  }

  return {
    type: loweredCoreType(flat),
    call(...values) {
      context.instance.checkMayLeave()
      const outer = context.lent
      context.lent = []
      context.beginCall()
      const result = target.call(liftArguments(values), context.encoding)
      for (const giveBack of context.lent) giveBack()
      context.lent = outer
      context.source = target.encoding
      return lowerResult(result, values)
    },
  }
}
