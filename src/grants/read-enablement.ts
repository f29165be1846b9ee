import type { HostDiagnostic } from '../contract/diagnostics.ts'
import { completeManifest, type ExactManifest } from '../manifest/complete-manifest.ts'
import { type ExactJson, toJsonValue } from '../manifest/exact-json.ts'
import { parseStrictJson } from '../manifest/json/parse-strict-json.ts'
import { formatKeyPath, type KeyPath } from '../manifest/key-path.ts'
import { checkShape } from '../manifest/shape/check-shape.ts'
import { FLAG, type Shape } from '../manifest/shape/shape.ts'
import type { ShapeProblem } from '../manifest/shape/shape-problem.ts'
import { adviseShape } from '../manifest/text/shape-advice.ts'
import { createLineMap } from '../manifest/toml/line-map.ts'
import { parseToml } from '../manifest/toml/parse-toml.ts'
import type { TomlNode } from '../manifest/toml/toml-node.ts'
import type { Enablement, ResolvedRecord } from './enablement.ts'
import { ENTRY_SHAPE, GRANTS_SHAPE, OPEN_TABLES, PLUGINS_SHAPE } from './enablement-shape.ts'
import type { EnablementEntry, Grants } from './grants.ts'
import { jsonToNode } from './json-to-node.ts'

export type ConfigFormat = 'toml' | 'json'

/** Why a configuration is refused. Text in it is escaped; line and column count from 1 and are absent for JSON. */
export interface ConfigProblem {
  readonly message: string
  readonly fix: string
  readonly line?: number
  readonly column?: number
}

export type ConfigReading<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problems: readonly [ConfigProblem, ...ConfigProblem[]] }

/**
 * Reads what a Profile or a Worker manifest says of plugins: `[feature.plugins]` and `[plugins]`; the rest of the file
 * is the host's. Unknown keys are refused as the host does.
 * @source host contract 4.3
 */
export function readEnablement(text: string, format: ConfigFormat): ConfigReading<Enablement> {
  const root = parse(text, format)
  if (!root.ok) return root
  const plugins = memberOf(root.value, 'plugins')
  const { draft, problems } = plugins ? readShape(plugins, PLUGINS_SHAPE, format) : NOTHING
  const flag = memberOf(memberOf(memberOf(root.value, 'feature'), 'plugins'), 'enabled')
  const feature = flag ? readShape(flag, FLAG, format) : NOTHING
  const [first, ...others] = [
    ...problems
      .filter(problem => !isToleratedKey(problem))
      .map(problem => toConfigProblem(problem, text, format, ['plugins'])),
    ...feature.problems.map(problem =>
      toConfigProblem(problem, text, format, ['feature', 'plugins', 'enabled']),
    ),
  ]
  if (first) return { ok: false, problems: [first, ...others] }
  const { enabled = [], resolved = [], diagnostics = [] } = (draft ?? {}) as Partial<PluginsDraft>
  return {
    ok: true,
    value: {
      isFeatureEnabled: (feature.draft as boolean | undefined) ?? null,
      enabled: enabled.map(finishConfig),
      resolved: resolved.map(finishConfig).map(finishManifest),
      diagnostics,
    },
  }
}

const NOTHING = { draft: undefined, problems: [] }

/** Reads one entry of `plugins.enabled` that stands alone as a document. */
export function readEnablementEntry(text: string, format: ConfigFormat): ConfigReading<EnablementEntry> {
  const reading = readDocument(text, format, ENTRY_SHAPE)
  return reading.ok ? { ok: true, value: finishConfig(reading.value as EntryDraft) } : reading
}

/** Reads a `grants` table that stands alone as a document. */
export function readGrants(text: string, format: ConfigFormat): ConfigReading<Grants> {
  return readDocument(text, format, GRANTS_SHAPE) as ConfigReading<Grants>
}

type EntryDraft = Omit<EnablementEntry, 'config'> & { readonly config: ExactJson }
type RecordDraft = Omit<ResolvedRecord, 'config' | 'manifest' | 'toolSchemas'> & {
  readonly config: ExactJson
  readonly manifest: ExactManifest
}

interface PluginsDraft {
  readonly enabled: readonly EntryDraft[]
  readonly resolved: readonly RecordDraft[]
  readonly diagnostics: readonly HostDiagnostic[]
}

/** A config of null is none: the host reads a JSON null as absent. */
function finishConfig<Draft extends { readonly config: ExactJson }>({ config, ...rest }: Draft) {
  return config === null ? rest : { ...rest, config: toJsonValue(config) }
}

function finishManifest<Draft extends { readonly manifest: ExactManifest }>(record: Draft) {
  const toolSchemas = record.manifest.tools.map(tool => tool.input_schema)
  return { ...record, manifest: completeManifest(record.manifest), toolSchemas }
}

function readDocument(text: string, format: ConfigFormat, shape: Shape): ConfigReading<unknown> {
  const root = parse(text, format)
  if (!root.ok) return root
  const { draft, problems } = readShape(root.value, shape, format)
  const [first, ...others] = problems.map(problem => toConfigProblem(problem, text, format))
  return first ? { ok: false, problems: [first, ...others] } : { ok: true, value: draft }
}

/** The host's libraries take a few odd spellings (contract 1.8); what they take, we take. */
function readShape(node: TomlNode, shape: Shape, format: ConfigFormat) {
  const { draft, problems } = checkShape(node, shape, format)
  return { draft, problems: problems.filter(problem => problem.problem !== 'lenient-form') }
}

function parse(text: string, format: ConfigFormat): ConfigReading<TomlNode> {
  if (format === 'json') {
    const reading = parseStrictJson(text)
    return reading.ok
      ? { ok: true, value: jsonToNode(reading.value) }
      : refuse(reading.message, text, reading.offset)
  }
  const document = parseToml(text)
  return 'error' in document
    ? refuse(document.error, text, document.start)
    : { ok: true, value: document.root }
}

function refuse(reason: string, text: string, offset: number): ConfigReading<TomlNode> {
  return {
    ok: false,
    problems: [
      {
        message: `the configuration cannot be read: ${reason}`,
        fix: 'Correct the line.',
        ...placeOf(text, offset),
      },
    ],
  }
}

function placeOf(text: string, offset: number) {
  const { line = 1, column = 1 } = createLineMap('', text).placeOf(offset, offset)
  return { line, column }
}

function toConfigProblem(
  problem: ShapeProblem,
  text: string,
  format: ConfigFormat,
  prefix: KeyPath = [],
): ConfigProblem {
  const path = [...prefix, ...problem.path]
  const audience = { area: 'enablement', file: 'the configuration', why: '' }
  const { message, fix } = adviseShape({ ...problem, path }, audience)
  return { message, fix, ...(format === 'toml' && placeOf(text, problem.start)) }
}

function isToleratedKey(problem: ShapeProblem): boolean {
  return problem.problem === 'unknown-key' && OPEN_TABLES.test(formatKeyPath(problem.path.slice(0, -1)))
}

function memberOf(node: TomlNode | undefined, key: string): TomlNode | undefined {
  return node?.kind === 'table' ? node.entries.get(key)?.value : undefined
}
