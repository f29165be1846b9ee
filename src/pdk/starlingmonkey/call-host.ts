import { FS_LIMITS, REQUEST_LIMITS, WEBSOCKET_LIMITS } from '../../contract/limits.ts'
import { HOST_FUNCTION } from '../host-function.ts'
import { byteLength, wellFormed } from './bound-text.ts'
import { headerProblem, pathProblem } from './check-descriptor.ts'
import { type Problem, urlProblem } from './check-url.ts'

/** The imported functions of `yoi:host`, by their numbers in the SDK; only those that the plugin uses. */
export type HostFunctions = Readonly<Record<number, (...values: readonly never[]) => string>>

/** What to send: the arguments of the import, or the number of a problem of what the plugin gave. */
type Prepared = readonly (string | number)[] | Problem

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/**
 * Calls a host function with what a plugin gave.
 * @returns the parsed answer, or the number of a problem in `host-problem.ts`; nothing was sent then
 */
export function callHost(functions: HostFunctions, number: number, values: readonly unknown[]): unknown {
  const prepared = prepare(number, values)
  if (typeof prepared === 'number') return prepared
  return JSON.parse(functions[number]!(...(prepared as readonly never[])))
}

function prepare(number: number, values: readonly unknown[]): Prepared {
  switch (number) {
    case HOST_FUNCTION.request:
      return prepareRequest(values[0], values[1], values[2], values[3] as readonly unknown[] | undefined)
    case HOST_FUNCTION.open:
      return prepareOpen(values[0])
    case HOST_FUNCTION.send:
      return prepareSend(values[0] as number, values[1])
    case HOST_FUNCTION.recv:
      return [values[0] as number, values[1] as number]
    case HOST_FUNCTION.close:
      return [values[0] as number]
    case HOST_FUNCTION.write:
      return prepareWrite(values[0], values[1])
    default:
      return preparePath(values[0], number === HOST_FUNCTION.list)
  }
}

/** @param headers name, value, name, value @source host contract 7.1 */
function prepareRequest(
  method: unknown,
  url: unknown,
  body: unknown,
  headers: readonly unknown[] | undefined,
): Prepared {
  if (typeof method !== 'string' || !METHODS.includes(method)) return 1
  if (typeof url !== 'string') return 4
  const wrongUrl = urlProblem(url, ['http', 'https'])
  if (wrongUrl !== 0) return wrongUrl
  const list: { name: string; value: string }[] = []
  if (headers !== undefined) {
    if (headers.length > REQUEST_LIMITS.headers * 2) return 10
    for (let index = 0; index < headers.length; index += 2) {
      const [name, value] = [headers[index], headers[index + 1]]
      const wrongHeader = headerProblem(name, value)
      if (wrongHeader !== 0) return wrongHeader | ((index >> 1) << 8)
      list.push({ name: name as string, value: wellFormed(value as string) })
    }
  }
  const hasBody = body !== undefined && body !== null
  if (hasBody && typeof body !== 'string') return 19
  const text = hasBody ? wellFormed(body as string) : undefined
  if (text !== undefined && byteLength(text) > REQUEST_LIMITS.bodyBytes) return 20
  return bounded(
    {
      method,
      url: wellFormed(url),
      ...(list.length > 0 && { headers: list }),
      ...(text !== undefined && { body: text }),
    },
    REQUEST_LIMITS.descriptorBytes,
    2,
  )
}

/** @source host contract 7.2 */
function prepareOpen(url: unknown): Prepared {
  if (typeof url !== 'string') return 4
  const wrongUrl = urlProblem(url, ['ws', 'wss'])
  return wrongUrl || bounded({ url: wellFormed(url) }, WEBSOCKET_LIMITS.descriptorBytes, 2)
}

function prepareSend(handle: number, value: unknown): Prepared {
  if (typeof value !== 'string') return 30
  const text = wellFormed(value)
  return byteLength(text) > WEBSOCKET_LIMITS.textBytes ? 31 : [handle, text]
}

/** @source host contract 7.3 */
function preparePath(path: unknown, mayBeRoot: boolean): Prepared {
  return pathProblem(path, mayBeRoot) || [JSON.stringify({ path: wellFormed(path as string) })]
}

function prepareWrite(path: unknown, content: unknown): Prepared {
  const wrongPath = pathProblem(path, false)
  if (wrongPath !== 0) return wrongPath
  if (typeof content !== 'string') return 28
  const descriptor = { path: wellFormed(path as string), content: wellFormed(content) }
  return bounded(descriptor, FS_LIMITS.requestBytes, 29)
}

function bounded(descriptor: object, maxBytes: number, tooLong: Problem): Prepared {
  const json = JSON.stringify(descriptor)
  return byteLength(json) > maxBytes ? tooLong : [json]
}
