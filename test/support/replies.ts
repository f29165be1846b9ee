import { HOST_API_INTERFACES, HOST_APIS } from '../../src/contract/worlds.ts'
import type { FakeAnswer } from './host-component.ts'

/** One host call that is expected, and its answer. */
export interface Reply {
  /** For example `fs.read`. */
  readonly function: string
  readonly arguments: readonly unknown[]
  readonly answer: unknown
}

/** One call of a `wasmtime-calls.json`: see test/engines/run_wasmtime.py. */
export interface RecordedCall {
  readonly tool: string
  readonly input: string
  readonly summary: string
  /** Null: not compared. */
  readonly content: string | null
  readonly replies: readonly Reply[]
}

/** Gives the replies in their order, each to the call that it is for, and takes them out of the list. @throws Error for another call */
export function replyTo(left: Reply[]): FakeAnswer {
  return ({ interface: name, function: member, args }) => {
    const api = HOST_APIS.find(each => HOST_API_INTERFACES[each] === name)
    return takeReply(left, `${api}.${member}`, args)
  }
}

export function takeReply(left: Reply[], name: string, args: readonly unknown[]): unknown {
  const reply = left.shift()
  const isExpected = reply?.function === name && JSON.stringify(reply.arguments) === JSON.stringify(args)
  if (!isExpected) throw new Error(`${name}(${args.join(', ')}) instead of ${JSON.stringify(reply)}`)
  return reply.answer
}
