import { FLAG, list, optional, required, type Shape, TEXT, table, word } from '../shape/shape.ts'
import { PERMISSION_SHAPE, REQUEST_TARGET_SHAPE, WEBSOCKET_TARGET_SHAPE } from '../shape/target-shapes.ts'

export const LANGUAGES = ['typescript', 'rust'] as const
export const RULE_SEVERITIES = ['off', 'note', 'warning', 'error'] as const
/** What an absent key of [build] stands for. */
export const PROJECT_DEFAULTS = { language: 'typescript', entry: 'src/plugin.ts', engine: 'quickjs' } as const

const FS_OPERATIONS = ['read', 'list', 'write'] as const

/** How far a project may raise the limits of a local run: 1e9 fuel, 30 s, 256 MiB in pages of 64 KiB. @source design 3 */
export const HOST_CEILINGS = {
  fuelPerCall: 1_000_000_000,
  toolCallWallMs: 30_000,
  memoryPages: 4_096,
} as const

/** A budget above the whole package's limit would mean nothing. @source host contract 2.1 */
const MAX_BUDGET_BYTES = 64 * 1024 * 1024

const CARGO = table({
  manifest_path: optional(TEXT, 'Path of Cargo.toml in the project; absent: Cargo.toml at its root.'),
  package: optional(TEXT, 'Package of a workspace to build.'),
  features: optional(list(TEXT), 'Features to switch on.', []),
  default_features: optional(FLAG, 'Whether default features stay on.', true),
  profile: optional(TEXT, 'Cargo profile; absent: release.'),
  locked: optional(FLAG, 'Refuse to change Cargo.lock.', false),
  offline: optional(FLAG, 'Build without the network.', false),
})

const BUILD = table({
  language: optional(word(LANGUAGES), 'What the plugin is written in.', PROJECT_DEFAULTS.language),
  entry: optional(
    TEXT,
    'The module whose default export is the plugin, relative to the project.',
    PROJECT_DEFAULTS.entry,
  ),
  engine: optional(
    TEXT,
    'What turns TypeScript into a component: quickjs (the newest recipe), quickjs@1 (a frozen one) or starlingmonkey.',
    PROJECT_DEFAULTS.engine,
  ),
  cargo: optional(CARGO, 'Options for cargo; only for Rust.', {}),
  max_component_bytes: optional(
    integer(1, MAX_BUDGET_BYTES),
    'Size budget: the build fails when the component is larger.',
  ),
  max_fuel: optional(
    integer(1, HOST_CEILINGS.fuelPerCall),
    'Fuel budget: the build fails when a call of a tool with its smallest valid input takes more.',
  ),
})

const PACK = table({
  include: optional(
    list(TEXT),
    'Globs of further files to pack, with "/" and relative to the project. Dot files only when named.',
    [],
  ),
})

const HOST = table({
  revision: optional(TEXT, 'Host revision to judge and run by, for example yoi-2026-08.'),
  fuel_per_call: optional(integer(1, HOST_CEILINGS.fuelPerCall), 'Fuel of one call in local runs.'),
  tool_call_wall_ms: optional(
    integer(1, HOST_CEILINGS.toolCallWallMs),
    'Wall time of one call in local runs, in milliseconds.',
  ),
  memory_pages: optional(integer(1, HOST_CEILINGS.memoryPages), 'Memory in local runs, in pages of 64 KiB.'),
})

const FS_GRANT = table({
  root: required(TEXT, 'Folder of the project; it is copied for the run, so the original stays as it is.'),
  operations: optional(list(word(FS_OPERATIONS)), 'What may be done there; none implies another.', []),
})

/** `[grants]`, and `grants` of a case. */
export const PROJECT_GRANTS_SHAPE = table({
  permissions: optional(list(PERMISSION_SHAPE), 'Permissions that local runs grant.', []),
  request: optional(list(REQUEST_TARGET_SHAPE), 'URLs that local runs allow for `request`.', []),
  websocket: optional(list(WEBSOCKET_TARGET_SHAPE), 'URLs that local runs allow for `websocket`.', []),
  fs: optional(list(FS_GRANT), 'Folders that local runs allow for `fs`.', []),
})

const RECORD = table({
  secrets: optional(
    list(TEXT),
    'Names of environment variables; a cassette holds the name where the value was.',
    [],
  ),
  ignore: optional(
    list(TEXT),
    'Fields by which no exchange is compared: query.NAME, body, body.a.b, message.a.b; * is any member or item.',
    [],
  ),
})

const RULE = table({
  severity: required(word(RULE_SEVERITIES), 'How the rule is reported; "off" silences it.'),
  reason: required(TEXT, 'Why; readers of the project see it.'),
})

/** `yoi-plugin.toml`; every key is optional and the host never reads it. @source design 3 */
export const PROJECT_SHAPE = table({
  build: optional(BUILD, 'How the component is built.', {}),
  pack: optional(PACK, 'What goes into the package besides the usual files.', {}),
  host: optional(HOST, 'Which host local checks and runs imitate, and their limits.', {}),
  grants: optional(
    PROJECT_GRANTS_SHAPE,
    'What local runs allow; absent: what the manifest requests, without broad targets.',
  ),
  record: optional(RECORD, 'How host API exchanges are recorded.', {}),
  rules: optional(
    { type: 'record', values: RULE },
    'Severity of single rules by their id, with a reason.',
    {},
  ),
})

function integer(min: number, max: number): Shape {
  return { type: 'integer', min, max }
}
