import { quote } from '../../quote.ts'
import { formatKeyPath } from '../key-path.ts'
import type { ProjectRule } from '../manifest-rules.ts'
import { isBlank } from '../names.ts'
import { checkPackagePath } from '../package-path.ts'
import type { ProjectDraft } from './project-draft.ts'
import { FIELD_FORM, FIELD_FORMS, MAX_IGNORED_FIELDS, SECRET_NAME_FORM } from './record-words.ts'

/** A well-formed setting that cannot be used. */
export interface SettingProblem {
  readonly rule: ProjectRule
  readonly path: string
  readonly message: string
  readonly why: string
  readonly fix: string
}

/** Paths stay inside the project, and a changed severity has a reason. @source design 3 */
export function checkProject(draft: ProjectDraft): SettingProblem[] {
  return [
    ...projectPaths(draft).flatMap(([path, value]) => checkProjectPath(path, value)),
    ...(draft.record?.secrets ?? []).flatMap((name, index) =>
      checkWord(`record.secrets[${index}]`, name, SECRET_NAMES),
    ),
    ...(draft.record?.ignore ?? []).flatMap((field, index) =>
      checkWord(`record.ignore[${index}]`, field, FIELDS),
    ),
    ...checkCount('record.ignore', draft.record?.ignore?.length ?? 0, MAX_IGNORED_FIELDS),
    ...Object.entries(draft.rules ?? {}).flatMap(([id, rule]) => checkReason(id, rule?.reason)),
  ]
}

const SECRET_NAMES = { form: SECRET_NAME_FORM, expected: 'the name of an environment variable' }
const FIELDS = { form: FIELD_FORM, expected: FIELD_FORMS }

function checkCount(path: string, count: number, most: number): SettingProblem[] {
  if (count <= most) return []
  return [
    {
      rule: 'project/out-of-range',
      path,
      message: `${path} has ${count} entries; expected at most ${most}.`,
      why: 'Each costs time whenever a recorded exchange is compared.',
      fix: 'Leave out whole parts, such as "body", or single exchanges in their cassette.',
    },
  ]
}

function checkWord(
  path: string,
  value: string | undefined,
  { form, expected }: { readonly form: RegExp; readonly expected: string },
): SettingProblem[] {
  if (value === undefined || form.test(value)) return []
  return [
    {
      rule: 'project/unknown-value',
      path,
      message: `${path} is ${quote(value)}; expected ${expected}.`,
      why: 'A setting that is not understood would silently do nothing.',
      fix: `Write ${expected}.`,
    },
  ]
}

function projectPaths({ build, pack, grants }: ProjectDraft): [path: string, value: string][] {
  const found: [string, string | null | undefined][] = [
    ['build.entry', withoutDot(build?.entry)],
    ['build.cargo.manifest_path', withoutDot(build?.cargo?.manifest_path)],
    ...(pack?.include ?? []).map((glob, index): [string, string | undefined] => [
      `pack.include[${index}]`,
      glob,
    ]),
    ...(grants?.fs ?? []).map((grant, index): [string, string | undefined] => [
      `grants.fs[${index}].root`,
      grant?.root,
    ]),
  ]
  return found.filter((entry): entry is [string, string] => typeof entry[1] === 'string')
}

/** Build tools write `./src/plugin.ts` for `src/plugin.ts`; nothing compares these paths. */
function withoutDot(path: string | null | undefined): string | undefined {
  return path?.replace(/^\.\//, '')
}

function checkProjectPath(path: string, value: string): SettingProblem[] {
  const refusal = checkPackagePath(value)
  if (refusal === undefined) return []
  return [
    {
      rule: 'project/unsafe-path',
      path,
      message: `${path} is ${quote(value)}, but ${refusal}.`,
      why: 'A project file may name only what lies inside the project; paths are taken as they are.',
      fix: 'Write a plain path relative to the project, with "/" and without "./".',
    },
  ]
}

function checkReason(id: string, reason: string | undefined): SettingProblem[] {
  if (reason === undefined || !isBlank(reason)) return []
  const path = formatKeyPath(['rules', id, 'reason'])
  return [
    {
      rule: 'project/blank-reason',
      path,
      message: `The reason for ${quote(id)} is blank; expected some text.`,
      why: 'Readers of the project must be able to tell a decision from an accident.',
      fix: 'Say in a few words why the rule is reported differently here.',
    },
  ]
}
