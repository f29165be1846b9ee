import { DEFAULT_HOST_REVISION, HOST_REVISIONS, type HostRevision } from '../contract/host-revisions.ts'
import { UserError } from '../errors.ts'
import type { Finding, Place } from '../finding.ts'
import type { ProjectReading } from '../manifest/read-project-settings.ts'
import { quote } from '../quote.ts'

export interface ChosenRevision {
  readonly revision: HostRevision
  readonly findings: readonly Finding[]
}

/**
 * The host revision to judge and run by: the one that was asked for, else the project's, else the default.
 * @param asked from the command line
 * @throws UserError `unknown-host-revision` for an unknown `asked`; an unknown one of the project is a finding
 * @source design 6
 */
export function chooseHostRevision(
  asked: string | undefined,
  project: Pick<ProjectReading, 'settings' | 'locate'>,
): ChosenRevision {
  const id = asked ?? project.settings.host.revision ?? DEFAULT_HOST_REVISION.id
  const revision = HOST_REVISIONS.find(known => known.id === id)
  if (revision) return { revision, findings: [] }
  const what = `There is no host revision ${quote(id)}.`
  const fix = `Use one of: ${HOST_REVISIONS.map(known => known.id).join(', ')}.`
  if (asked !== undefined) throw new UserError('unknown-host-revision', what, fix)
  return {
    revision: DEFAULT_HOST_REVISION,
    findings: [unknownRevision(what, fix, project.locate('host.revision'))],
  }
}

function unknownRevision(message: string, fix: string, at: Place): Finding {
  return {
    rule: 'host/unknown-revision',
    severity: 'error',
    message,
    why: `The plugin would be judged by the limits of ${DEFAULT_HOST_REVISION.id} without anyone having asked for it.`,
    fix,
    at,
  }
}
