import type { GrantSet } from '../grants/grant-set.ts'
import type { Requests } from '../grants/grants.ts'
import { inferGrants } from '../grants/infer-grants.ts'

/** Where the grants of a run come from; the first that speaks decides alone. @source design 3 */
export type GrantSource = 'option' | 'config' | 'case' | 'project' | 'manifest'

export interface ChosenGrants {
  readonly source: GrantSource
  /** Folders of `case` and `project` are relative to the project. */
  readonly grants: GrantSet
}

/** What a project says of its own runs. Undefined and null: nothing, which is not the same as granting nothing. */
export interface ProjectVoices {
  readonly entry?: GrantSet | null | undefined
  readonly project?: GrantSet | null | undefined
}

/** A case speaks before `[grants]`, and without either the manifest's own requests count. Never merged. */
export function chooseGrants({ entry, project }: ProjectVoices, requests: Requests): ChosenGrants {
  if (entry) return { source: 'case', grants: entry }
  if (project) return { source: 'project', grants: project }
  return { source: 'manifest', grants: inferGrants(requests) }
}
