import { HOST_DIAGNOSTIC_KINDS, HOST_PHASES, PACKAGE_SOURCES } from '../contract/diagnostics.ts'
import { SURFACES } from '../contract/names.ts'
import { MANIFEST_SHAPE } from '../manifest/shape/manifest-shape.ts'
import { ANYTHING, list, optional, required, TEXT, table, word } from '../manifest/shape/shape.ts'
import {
  PERMISSION_SHAPE,
  REQUEST_TARGET_SHAPE,
  WEBSOCKET_TARGET_SHAPE,
} from '../manifest/shape/target-shapes.ts'
import { FS_OPERATIONS } from './grants.ts'

const FS_GRANT_SHAPE = table({
  root: optional(TEXT, 'Absolute path of the folder.', ''),
  operations: optional(list(word(FS_OPERATIONS)), 'What is allowed below the folder.', []),
})

const HTTPS_GRANT = new Map([
  [
    'https',
    {
      why: 'Yoi retired the host API `https` and refuses the whole table.',
      fix: 'Write the targets under `request`, each with a `scheme`.',
    },
  ],
])

/** `grants` of an enablement entry. @source host contract 4.3 */
export const GRANTS_SHAPE = table(
  {
    id: optional(TEXT, 'Source-qualified id of the package that this grant is bound to.'),
    version: optional(TEXT, 'Exact version that this grant is bound to.'),
    digest: optional(TEXT, 'Digest that this grant is bound to.'),
    permissions: optional(list(PERMISSION_SHAPE), 'What is allowed.', []),
    request: optional(list(REQUEST_TARGET_SHAPE), 'URLs allowed through the host API `request`.', []),
    websocket: optional(list(WEBSOCKET_TARGET_SHAPE), 'URLs allowed through the host API `websocket`.', []),
    fs: optional(list(FS_GRANT_SHAPE), 'Folders allowed through the host API `fs`.', []),
  },
  HTTPS_GRANT,
)

const EMPTY_GRANTS = {
  id: null,
  version: null,
  digest: null,
  permissions: [],
  request: [],
  websocket: [],
  fs: [],
}

/** One `[[plugins.enabled]]`. @source host contract 4.3 */
export const ENTRY_SHAPE = table({
  id: optional(TEXT, 'Source-qualified id of the package.', ''),
  version: optional(TEXT, 'Exact version of the package.'),
  digest: optional(TEXT, 'Digest of the package.'),
  surfaces: optional(list(word(SURFACES)), 'Surfaces to enable; empty enables all that are declared.', []),
  grants: optional(GRANTS_SHAPE, 'What this package may do.', EMPTY_GRANTS),
  config: optional(ANYTHING, 'Handed to the plugin as it is.'),
})

/** One `[[plugins.resolved]]`. @source host contract 4.5 */
const RECORD_SHAPE = table({
  identity: required(
    table({
      source: required(word(PACKAGE_SOURCES), 'Store of the package.'),
      local_id: required(TEXT, 'Id of the package in its manifest.'),
    }),
    'The package.',
  ),
  source: required(word(PACKAGE_SOURCES), 'Store of the package.'),
  package_path: required(TEXT, 'Path of the package file.'),
  package_label: required(TEXT, 'Name of the package file.'),
  digest: required(TEXT, 'Digest of the package.'),
  version: required(TEXT, 'Version of the package.'),
  manifest: required(MANIFEST_SHAPE, 'The whole manifest.'),
  enabled_surfaces: required(list(word(SURFACES)), 'Surfaces that are enabled.'),
  grants: required(GRANTS_SHAPE, 'What the package may do.'),
  config: optional(ANYTHING, 'Handed to the plugin as it is.'),
})

const DIAGNOSTIC_SHAPE = table({
  kind: required(word(HOST_DIAGNOSTIC_KINDS), 'What is wrong.'),
  phase: required(word(HOST_PHASES), 'When it was noticed.'),
  source: optional(word(PACKAGE_SOURCES), 'Store of the package.'),
  identity: optional(TEXT, 'Source-qualified id of the package.'),
  package: optional(TEXT, 'Name of the package file.'),
  digest: optional(TEXT, 'Digest of the package.'),
  message: required(TEXT, 'The words.'),
})

/** The table `plugins` of a Profile or a Worker manifest. @source host contract 4.3 */
export const PLUGINS_SHAPE = table({
  enabled: optional(list(ENTRY_SHAPE), 'Packages to enable.', []),
  resolved: optional(list(RECORD_SHAPE), 'Packages already chosen.', []),
  diagnostics: optional(list(DIAGNOSTIC_SHAPE), 'What was noticed while choosing.', []),
})

/** Where the host lets unknown keys pass: records and diagnostics, not what they contain. */
export const OPEN_TABLES = /^(resolved\[\d+\](\.identity)?|diagnostics\[\d+\])$/
