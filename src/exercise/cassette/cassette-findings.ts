import type { Finding } from '../../finding.ts'
import type { KeyPath } from '../../manifest/key-path.ts'
import type { Cassette, Exchange } from './cassette.ts'
import type { CassetteReading } from './read-cassette.ts'
import { Redactor } from './redactor.ts'
import type { UnusedExchange } from './replay.ts'
import type { NamedSecret } from './secret-spellings.ts'

/**
 * What a recording would have hidden and this cassette shows: one finding for each exchange. The secret is not repeated.
 * @param secrets named ones whose values are known
 */
export function findUnredacted(
  cassette: Cassette,
  secrets: readonly NamedSecret[],
  placeOf: CassetteReading['placeOf'],
): Finding[] {
  return cassette.exchanges.flatMap((exchange, index) => {
    const [first] = partsOf(exchange).flatMap(([path, redact]) => {
      const redactor = new Redactor(secrets)
      redact(redactor)
      return redactor.found.map(found => ({ found, path }))
    })
    if (first === undefined) return []
    return [unredactedSecret(first.found, placeOf(['exchanges', index, ...first.path]))]
  })
}

type Part = readonly [path: KeyPath, redact: (redactor: Redactor) => unknown]

function partsOf(exchange: Exchange): Part[] {
  if (exchange.api === 'websocket')
    return [
      [['url'], redactor => redactor.url(exchange.url)],
      ...exchange.messages.map((message, index): Part => [['messages', index], it => it.message(message)]),
    ]
  const { request, response } = exchange
  const { url, headers, body } = request
  return [
    [['request', 'url'], redactor => redactor.url(url)],
    ...headers.map(
      (header, index): Part => [
        ['request', 'headers', index],
        redactor => redactor.header(header, 'the request'),
      ],
    ),
    [['request'], redactor => redactor.text(body ?? '', 'the body of the request')],
    [['response'], redactor => redactor.response(response)],
  ]
}

function unredactedSecret(found: string, at: NonNullable<Finding['at']>): Finding {
  return {
    rule: 'cassette/unredacted-secret',
    severity: 'warning',
    message: `The cassette shows what looks like a secret: ${found}.`,
    why: 'Cassettes are committed with the project, and whoever gets the project can read them.',
    fix: 'Record it again, which hides it, and replace the secret where it is valid; name other secrets in [record] secrets.',
    at,
  }
}

/** Recorded, and no case asks for it any more. */
export function staleExchange(
  { what }: UnusedExchange,
  user: string,
  at: NonNullable<Finding['at']>,
): Finding {
  return {
    rule: 'cassette/stale',
    severity: 'warning',
    message: `${what} was recorded, but ${user} does not ask for it.`,
    why: 'What nobody asks for says nothing about the plugin, and readers take it for what happens.',
    fix: 'Record it again with `yoi-plugin test --record`, or remove the exchange.',
    at,
  }
}

/** A cassette that belongs to no case. */
export function unusedCassette(file: string): Finding {
  return {
    rule: 'cassette/stale',
    severity: 'warning',
    message: 'No case uses the cassette.',
    why: 'What nobody asks for says nothing about the plugin, and readers take it for what happens.',
    fix: 'Remove it, or name it as `cassette` in the case that it belongs to.',
    at: { file },
  }
}
