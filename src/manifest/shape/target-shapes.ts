import { SURFACES } from '../../contract/names.ts'
import { HOST_APIS } from '../../contract/worlds.ts'
import { list, optional, required, type Stranger, type TaggedShape, TEXT, table, word } from './shape.ts'

const HTTPS_API: Stranger = {
  rule: 'legacy/https-api',
  why: 'Yoi retired the host API `https`; its successor is `request`, and Yoi refuses the whole manifest.',
  fix: 'Write api = "request", and move the targets to [[request]] with a `scheme`.',
  replacement: '"request"',
}

const SURFACE_WORD = word(SURFACES)
const NAME = { name: required(TEXT, 'Exact name; it need not be declared in this manifest.') }

/** One entry of `permissions`, in a manifest a request, in `[grants]` an allowance. @source host contract 1.3, 4.3 */
export const PERMISSION_SHAPE: TaggedShape = {
  type: 'tagged',
  tag: 'kind',
  description: 'What the permission is about.',
  variants: {
    surface: {
      description: 'Use of one surface; every tool, service and ingress needs the one of its surface.',
      fields: { surface: required(SURFACE_WORD, 'The surface.') },
    },
    tool: { description: 'Offering the tool of this name.', fields: NAME },
    tool_namespace: {
      description: 'Offering every tool whose name begins with this text.',
      fields: {
        namespace: required(TEXT, 'Plain prefix of tool names, case-sensitive; empty matches none.'),
      },
    },
    service: { description: 'Providing the service of this name.', fields: NAME },
    ingress: { description: 'Receiving events through the ingress of this name.', fields: NAME },
    external_write: {
      description: 'Offering tools that declare external_write = true.',
      fields: {},
      isOpen: true,
    },
    host_api: {
      description: 'Importing and calling one host API.',
      fields: { api: required(word(HOST_APIS, new Map([['https', HTTPS_API]])), 'The host API.') },
    },
  },
}

const MAX_PORT = 65_535

const SCHEME = optional(TEXT, 'URL scheme; "*" matches any, blank matches none.', '')
const HOST = optional(
  TEXT,
  'Host exactly as in the URL, without wildcards; "*" alone matches any, blank none.',
  '',
)
const PORT = optional({ type: 'integer', min: 0, max: MAX_PORT }, 'Port; absent matches any port.')
const METHODS = optional(
  list(TEXT),
  'HTTP methods such as "GET"; empty matches none, "*" is not special.',
  [],
)
const PATH_PREFIXES = optional(
  list(TEXT),
  'Plain prefixes of the encoded URL path; empty matches any path, which counts as broad.',
  [],
)

/** The positional form of a target is read in this order. @source host contract 1.3 */
export const REQUEST_TARGET_SHAPE = table({
  scheme: SCHEME,
  host: HOST,
  port: PORT,
  methods: METHODS,
  path_prefixes: PATH_PREFIXES,
})

export const WEBSOCKET_TARGET_SHAPE = table(
  { scheme: SCHEME, host: HOST, port: PORT, path_prefixes: PATH_PREFIXES },
  new Map([
    [
      'methods',
      {
        why: 'A WebSocket target has no HTTP methods, and Yoi refuses the whole manifest.',
        fix: 'Remove `methods`.',
      },
    ],
  ]),
)
