import type { CanonicalContext, StringEncoding } from './canonical-context.ts'
import {
  type CoreFunction,
  expectType,
  flatSignature,
  liftedCoreType,
  postReturnType,
} from './core-signature.ts'
import { type CoreValue, FlatReader, liftFlat, lowerFlat } from './flat-values.ts'
import type { FunctionLayout } from './layout.ts'
import { loadValue } from './load-value.ts'
import { storeValue } from './store-value.ts'

/** A function as components see it: typed values in, one typed value out. */
export interface ComponentFunction {
  readonly type: FunctionLayout
  /** How the strings of its result were written before they were lifted. */
  readonly encoding: StringEncoding
  /**
   * @param caller how the strings of the arguments were written; the host's are UTF-8
   * @throws GuestFailure when the guest breaks a rule; the instance is unusable afterwards
   */
  readonly call: (args: readonly unknown[], caller?: StringEncoding) => unknown
}

/** `canon lift`: makes a core function callable with component values. @source component model CanonicalABI.md */
export function liftFunction(
  context: CanonicalContext,
  type: FunctionLayout,
  core: CoreFunction,
  postReturn: CoreFunction | null,
): ComponentFunction {
  const flat = flatSignature(type)
  const { spilled } = type
  expectType('a lifted function', core.type, liftedCoreType(flat))
  if (postReturn !== null) expectType('a post-return function', postReturn.type, postReturnType(flat))

  const lowerArguments = (args: readonly unknown[]): CoreValue[] => {
    if (spilled !== null) {
      const pointer = context.allocate(spilled.size, spilled.align)
      storeValue(context, args, spilled, pointer)
      return [pointer]
    }
    const values: CoreValue[] = []
    type.params.forEach((param, index) => {
      lowerFlat(context, args[index], param, values)
    })
    return values
  }

  const liftResult = (returned: CoreValue): unknown => {
    if (type.result === null) return undefined
    if (flat.result !== null) return liftFlat(context, new FlatReader([returned]), type.result)
    const pointer = Number(returned) >>> 0
    context.memory.checkAligned(pointer, type.result.align, type.result.size)
    return loadValue(context, pointer, type.result)
  }

  return {
    type,
    encoding: context.encoding,
    call(args, caller = 'utf8') {
      const { instance } = context
      instance.enter()
      context.source = caller
      context.borrowed = []
      context.beginCall()
      const returned = core.call(...lowerArguments(args)) as CoreValue
      for (const check of context.borrowed) check()
      const result = liftResult(returned)
      if (postReturn !== null)
        instance.withoutLeaving(() => postReturn.call(...(type.result === null ? [] : [returned])))
      instance.leave()
      return result
    },
  }
}
