import { judgeArchive } from './areas/judge-archive.ts'
import { judgeCheck } from './areas/judge-check.ts'
import { judgeDigest } from './areas/judge-digest.ts'
import { judgeDirectory } from './areas/judge-directory.ts'
import { judgeDiscovery } from './areas/judge-discovery.ts'
import { judgeEnablement } from './areas/judge-enablement.ts'
import { judgeGrants } from './areas/judge-grants.ts'
import { judgeHostFs } from './areas/judge-host-fs.ts'
import { judgeHostRequest, judgeHostWebSocket } from './areas/judge-host-network.ts'
import { judgeIdentity } from './areas/judge-identity.ts'
import { judgeManifest } from './areas/judge-manifest.ts'
import { judgePermission } from './areas/judge-permission.ts'
import {
  judgeRequestMatch,
  judgeTargetCoverage,
  judgeTargetFlags,
  judgeWebSocketMatch,
} from './areas/judge-targets.ts'
import { judgeToolOutput } from './areas/judge-tool-output.ts'
import { judgeToolDefinition, judgeToolSchema } from './areas/judge-tools.ts'
import type { Judge } from './conformance-case.ts'

/** One judge per area; a case of any other area is skipped and counted. */
export const areas: ReadonlyMap<string, Judge> = new Map([
  ['manifest', judgeManifest],
  ['tool-definition', judgeToolDefinition],
  ['tool-schema', judgeToolSchema],
  ['check', judgeCheck],
  ['archive', judgeArchive],
  ['directory', judgeDirectory],
  ['discovery', judgeDiscovery],
  ['digest', judgeDigest],
  ['identity', judgeIdentity],
  ['grants', judgeGrants],
  ['enablement', judgeEnablement],
  ['permission', judgePermission],
  ['request-target-match', judgeRequestMatch],
  ['websocket-target-match', judgeWebSocketMatch],
  ['target-flags', judgeTargetFlags],
  ['target-coverage', judgeTargetCoverage],
  ['host-request', judgeHostRequest],
  ['host-websocket', judgeHostWebSocket],
  ['host-fs', judgeHostFs],
  ['tool-output', judgeToolOutput],
])
