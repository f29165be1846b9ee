import type { Exchange } from './cassette.ts'
import { type IgnoredField, parseField } from './ignored-fields.ts'
import { isSameRequest } from './match-request.ts'
import { matchesUrl } from './match-text.ts'

/**
 * Gives new exchanges the `ignore` that people wrote into the old ones in the same place.
 * @param ignore fields that no exchange is compared by
 */
export function keepIgnoredFields(
  exchanges: readonly Exchange[],
  before: readonly Exchange[],
  ignore: readonly string[],
): Exchange[] {
  const left = before.filter(old => old.ignore.length > 0)
  return exchanges.map(exchange => {
    const index = left.findIndex(old => isSameCall(old, exchange, ignore))
    return index < 0 ? exchange : { ...exchange, ignore: left.splice(index, 1)[0]!.ignore }
  })
}

function isSameCall(old: Exchange, exchange: Exchange, ignore: readonly string[]): boolean {
  if (old.api === 'websocket') return exchange.api === 'websocket' && matchesUrl(old.url, exchange.url)
  const fields: IgnoredField[] = [...old.ignore, ...ignore].flatMap(text => parseField(text) ?? [])
  return exchange.api === 'request' && isSameRequest(old.request, exchange.request, fields)
}
