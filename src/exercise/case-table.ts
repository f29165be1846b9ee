import type { ExactJson } from '../manifest/exact-json.ts'
import type { TomlEntry, TomlNode, TomlTable } from '../manifest/toml/toml-node.ts'
import { tomlToJson } from '../manifest/toml/toml-to-json.ts'
import { quote } from '../quote.ts'
import type { ReportCaseProblem as Report } from './read-case-grants.ts'

/** A value as JSON; a number that JSON has not is reported. */
export function convertValue(node: TomlNode, report: Report): ExactJson {
  const { value, outOfRange } = tomlToJson(node)
  for (const { node: number } of outOfRange)
    report('the number has no place in JSON; write the input as "input_json"', number)
  return value
}

export function refuseUnknownKeys(table: TomlTable, known: readonly string[], report: Report): void {
  for (const [key, entry] of table.entries) {
    if (!known.includes(key))
      report(`the key ${quote(key)} is not one of ${known.join(', ')}`, keySpan(entry))
  }
}

/** Where a key stands. */
export function keySpan(entry: TomlEntry): { start: number; end: number } {
  return { start: entry.keyStart, end: entry.keyEnd }
}
