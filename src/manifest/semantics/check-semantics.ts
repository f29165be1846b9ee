import { SCHEMA_VERSION } from '../../contract/names.ts'
import { INSTANCE_WORLD } from '../../contract/worlds.ts'
import { quote } from '../../quote.ts'
import { checkSafeId, isBlank } from '../names.ts'
import { checkHooks } from './check-hooks.ts'
import { checkRuntime, hasInstanceWorld } from './check-runtime.ts'
import type { DraftManifest, DraftNames } from './draft-manifest.ts'
import type { SemanticProblem } from './semantic-problem.ts'

/**
 * Judges what a manifest says, in the host's order; the first problem is the one at which the host stops.
 * @param paths every path of the package
 * @source host contract 1.5
 */
export function checkSemantics(draft: DraftManifest, paths: ReadonlySet<string>): SemanticProblem[] {
  return [
    ...checkSchemaVersion(draft.schema_version),
    ...checkId(draft.id),
    ...checkNotBlank('name', draft.name),
    ...checkNotBlank('version', draft.version),
    ...checkRuntime(draft.runtime, paths),
    ...checkInstanceWorld(draft),
    ...checkNames('services', draft.services),
    ...checkNames('ingresses', draft.ingresses),
    ...checkHooks(draft.hooks, paths),
  ]
}

function checkSchemaVersion(found: number | undefined): SemanticProblem[] {
  if (found === undefined || found === SCHEMA_VERSION) return []
  return [
    {
      rule: 'manifest/unsupported-schema-version',
      kind: 'api',
      path: 'schema_version',
      hasIdentity: true,
      message: `schema_version is ${found}; expected ${SCHEMA_VERSION}.`,
      why: `Yoi knows only version ${SCHEMA_VERSION} of the manifest format and refuses the package.`,
      fix: `Write schema_version = ${SCHEMA_VERSION}.`,
      replacement: String(SCHEMA_VERSION),
    },
  ]
}

function checkId(id: string | undefined): SemanticProblem[] {
  const refusal = id === undefined ? undefined : checkSafeId(id)
  if (id === undefined || refusal === undefined) return []
  const isQualified = /^(user|project|builtin):/.test(id)
  return [
    {
      rule: 'manifest/unsafe-id',
      kind: 'malformed',
      path: 'id',
      hasIdentity: false,
      message: `id is ${quote(id)}, but ${refusal}.`,
      why: 'Yoi builds the identity of the package from the id and refuses one that is not safe.',
      fix: isQualified
        ? 'Remove the source prefix; Yoi adds the one of the store.'
        : 'Write 1 to 128 of A-Z a-z 0-9 - _ . with no dot at either end.',
    },
  ]
}

function checkNotBlank(key: 'name' | 'version', value: string | undefined): SemanticProblem[] {
  if (value === undefined || !isBlank(value)) return []
  return [
    {
      rule: `manifest/blank-${key}`,
      kind: 'malformed',
      path: key,
      hasIdentity: true,
      message: `${key} is ${quote(value)}; expected some text other than white space.`,
      why: `Yoi refuses a package without a ${key}.`,
      fix: key === 'name' ? 'Write a name for people.' : 'Write a version, for example "0.1.0".',
    },
  ]
}

/** One problem, however many services and ingresses there are. */
function checkInstanceWorld({ services, ingresses, runtime }: DraftManifest): SemanticProblem[] {
  const path = [services?.length ? 'services' : undefined, ingresses?.length ? 'ingresses' : undefined].find(
    name => name !== undefined,
  )
  if (path === undefined || runtime === undefined || hasInstanceWorld(runtime) !== false) return []
  return [
    {
      rule: 'manifest/needs-instance-world',
      kind: 'surface',
      path,
      hasIdentity: true,
      message: `${path} are declared, but the world of the runtime is not "${INSTANCE_WORLD}".`,
      why: 'Only the instance world stays alive between calls, so Yoi refuses the package.',
      fix: `Set runtime.world = "${INSTANCE_WORLD}" and rebuild the component for it, or remove ${path}.`,
    },
  ]
}

function checkNames(list: 'services' | 'ingresses', items: DraftNames | undefined): SemanticProblem[] {
  return (items ?? []).flatMap((item, index) => {
    const refusal = item?.name === undefined ? undefined : checkSafeId(item.name)
    if (refusal === undefined) return []
    return [
      {
        rule: list === 'services' ? 'manifest/unsafe-service-name' : 'manifest/unsafe-ingress-name',
        kind: 'malformed',
        path: `${list}[${index}].name`,
        hasIdentity: true,
        message: `${list}[${index}].name is ${quote(item?.name ?? '')}, but ${refusal}.`,
        why: 'Yoi uses the name as an identity and refuses one that is not safe.',
        fix: 'Write 1 to 128 of A-Z a-z 0-9 - _ . with no dot at either end.',
      } satisfies SemanticProblem,
    ]
  })
}
