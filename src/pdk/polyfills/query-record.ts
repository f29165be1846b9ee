import { implementation as QueryRecord } from 'whatwg-url/lib/URLSearchParams-impl.js'

/** What whatwg-url imports as `./URLSearchParams`: the record alone. The query is parsed when somebody asks for it. */
export function createImpl(
  _global: unknown,
  [query]: readonly unknown[],
  options: { doNotStripQMark?: boolean },
): QueryRecord {
  const record = new QueryRecord(undefined, [''], options)
  if (query !== '') deferList(record, () => new QueryRecord(undefined, [query], options)._list)
  return record
}

function deferList(record: QueryRecord, parse: () => [string, string][]): void {
  const set = (value: [string, string][]) =>
    Object.defineProperty(record, '_list', { value, writable: true, configurable: true })
  const get = () => set(parse())._list
  Object.defineProperty(record, '_list', { get, set, configurable: true })
}
