/** Where `build` leaves its record, below the project folder. @source design 3 */
export const BUILD_RECORD_FILE = '.yoi-plugin/build.json'
export const BUILD_RECORD_FORMAT = 'yoi-plugin/build-record@1'

export interface RecordedFile {
  /** Relative to the project, with `/`. */
  readonly path: string
  /** 64 lower-case hex digits. */
  readonly sha256: string
}

/** What went into the last build and what came out of it. @source design 3 */
export interface BuildRecord {
  readonly format: typeof BUILD_RECORD_FORMAT
  /** Version of yoi-plugin. */
  readonly tool: string
  /** Engine recipe, e.g. `quickjs@1`, or `rust`. */
  readonly engine: string
  readonly component: RecordedFile
  /** In ascending order of their paths. */
  readonly inputs: readonly RecordedFile[]
}

/** A record beside the hashes that its files have now; a path that has no file any more is absent from `current`. */
export interface BuildState {
  readonly record: BuildRecord
  readonly current: ReadonlyMap<string, string>
}

/** The files that are not what they were at the last build, the component among them; none when it is fresh. @source design 3 */
export function changedSinceBuild({ record, current }: BuildState): string[] {
  return [...record.inputs, record.component]
    .filter(({ path, sha256 }) => current.get(path) !== sha256)
    .map(({ path }) => path)
}

/** The text of `build.json`; the same record gives the same bytes. */
export function formatBuildRecord(record: BuildRecord): string {
  return `${JSON.stringify(record, null, 2)}\n`
}

/** Reads the text of `build.json`; undefined when it is not a record of ours, as after a damaged or newer build. */
export function parseBuildRecord(text: string): BuildRecord | undefined {
  const value = parseJson(text)
  if (!isRecord(value) || value.format !== BUILD_RECORD_FORMAT) return undefined
  const { tool, engine, component, inputs } = value
  if (typeof tool !== 'string' || typeof engine !== 'string') return undefined
  if (!isRecordedFile(component) || !Array.isArray(inputs) || !inputs.every(isRecordedFile)) return undefined
  return { format: BUILD_RECORD_FORMAT, tool, engine, component, inputs }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isRecordedFile(value: unknown): value is RecordedFile {
  return (
    isRecord(value) &&
    typeof value.path === 'string' &&
    typeof value.sha256 === 'string' &&
    /^[0-9a-f]{64}$/.test(value.sha256)
  )
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
