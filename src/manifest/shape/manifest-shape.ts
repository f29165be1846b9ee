import { COMPONENT_RUNTIME_KIND, SCHEMA_VERSION, SURFACES } from '../../contract/names.ts'
import { WORLDS } from '../../contract/worlds.ts'
import { MANIFEST_STRANGERS } from './manifest-strangers.ts'
import { ANYTHING, FLAG, list, optional, required, TEXT, table, word } from './shape.ts'
import { PERMISSION_SHAPE, REQUEST_TARGET_SHAPE, WEBSOCKET_TARGET_SHAPE } from './target-shapes.ts'

const MAX_U32 = 4_294_967_295

/** Key order is the host's declaration order, in which positional forms are read. @source host contract 1.3, 1.8 */
const RUNTIME = table({
  kind: required(
    { type: 'text', suggested: [COMPONENT_RUNTIME_KIND] },
    `What the code is; only "${COMPONENT_RUNTIME_KIND}" is supported.`,
  ),
  entry: optional(TEXT, 'Retired with the raw runtime; a component must not have it.'),
  abi: optional(TEXT, 'Retired with the raw runtime; a component must not have it.'),
  component: optional(TEXT, 'Path of the component inside the package, with "/" and without "./".'),
  world: optional(
    { type: 'text', suggested: WORLDS },
    'The world of the component: the tool world for tools only, the instance world for services and ingresses too.',
  ),
})

const HOOK = table({
  id: required(TEXT, 'Local id: 1 to 128 of A-Z a-z 0-9 - _ . and no dot at either end.'),
  file: required(TEXT, 'Path of the file inside the package.'),
})

const TOOL = table({
  name: required(
    TEXT,
    'The name the model calls; unique, at most 128 bytes, no white space or control characters.',
  ),
  description: required(TEXT, 'What the model reads when it decides whether to call the tool.'),
  input_schema: required(
    ANYTHING,
    'The input as a JSON Schema within: type, title, description, properties, required, additionalProperties, items, enum.',
  ),
  external_write: optional(
    FLAG,
    'Whether the tool changes something outside; it then needs the permission external_write.',
    false,
  ),
})

const SIDE_EFFECTS = optional(list(TEXT), 'For readers; Yoi does not interpret it.', [])

const SERVICE = table({
  name: required(TEXT, 'Local id of the service.'),
  description: required(TEXT, 'What the service does.'),
  lifecycle: optional(TEXT, 'For readers; Yoi does not interpret it.', ''),
  status_schema: optional(ANYTHING, 'For readers; Yoi does not interpret it.'),
  side_effects: SIDE_EFFECTS,
})

const INGRESS = table({
  name: required(TEXT, 'Local id of the ingress.'),
  description: required(TEXT, 'What the ingress takes in.'),
  event_kinds: optional(list(TEXT), 'Kinds of events that it accepts; empty accepts any.', []),
  input_schema: optional(ANYTHING, 'For readers; Yoi does not interpret it.'),
  sources: optional(list(TEXT), 'Where events come from; only the WebSocket forms have a meaning.', []),
  side_effects: SIDE_EFFECTS,
})

/** `plugin.toml`, with every key the host knows. @source host contract 1.3 */
export const MANIFEST_SHAPE = table(
  {
    schema_version: required(
      { type: 'integer', min: 0, max: MAX_U32, suggested: [SCHEMA_VERSION] },
      `Version of this format; must be ${SCHEMA_VERSION}.`,
    ),
    id: required(TEXT, 'Local id: 1 to 128 of A-Z a-z 0-9 - _ . and no dot at either end; no source prefix.'),
    name: required(TEXT, 'Name for people; not blank.'),
    version: required(TEXT, 'Version; not blank, compared character by character.'),
    description: optional(TEXT, 'What the plugin is for.'),
    surfaces: optional(list(word(SURFACES)), 'What the plugin offers.', []),
    runtime: optional(RUNTIME, 'The code that runs.'),
    hooks: optional(list(HOOK), 'Files that the package provides as hooks.', []),
    tools: optional(list(TOOL), 'Tools that a model can call.', []),
    services: optional(
      list(SERVICE),
      'Services that run as long as the plugin; they need the instance world.',
      [],
    ),
    ingresses: optional(list(INGRESS), 'Entries for events from outside; they need the instance world.', []),
    permissions: optional(
      list(PERMISSION_SHAPE),
      'What the plugin requests. Nothing is allowed until the enablement grants it as well.',
      [],
    ),
    request: optional(
      list(REQUEST_TARGET_SHAPE),
      'URLs that the plugin requests to reach through the host API `request`.',
      [],
    ),
    websocket: optional(
      list(WEBSOCKET_TARGET_SHAPE),
      'URLs that the plugin requests to reach through the host API `websocket`.',
      [],
    ),
  },
  MANIFEST_STRANGERS,
)
