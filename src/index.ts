/** The library behind the commands. What is exported here is stable; see CHANGELOG.md. */

export type { CaseReport, CheckReport } from './check/check-report.ts'
export { isAccepted } from './check/check-report.ts'
export { renderJson as renderCheckJson } from './check/reporters/json.ts'
export { type BuildPathOptions, buildPath } from './cli/build-path.ts'
export type { BuildOutcome } from './cli/build-project.ts'
export type { ComponentFacts } from './component/component-facts.ts'
export { readComponent } from './component/read-component.ts'
export { DEFAULT_HOST_REVISION, HOST_REVISIONS, type HostRevision } from './contract/host-revisions.ts'
export type { Network } from './exercise/answers/network.ts'
export { type CheckOptions, checkPath } from './exercise/check-path.io.ts'
export { type SuggestReport, suggestPath } from './exercise/infer/suggest-path.io.ts'
export { hasPassed, type TestPathOptions, type TestReport, testPath } from './exercise/test-path.io.ts'
export type { Finding, Place, Severity } from './finding.ts'
export type { Denial } from './grants/denial.ts'
export type { Enablement } from './grants/enablement.ts'
export { type GrantSet, joinGrants, NOTHING_GRANTED } from './grants/grant-set.ts'
export { inferGrants } from './grants/infer-grants.ts'
export { parseGrant } from './grants/parse-grant.ts'
export { readEnablement } from './grants/read-enablement.ts'
export { liveRequest } from './host/apis/request/live-request.io.ts'
export { requestApi } from './host/apis/request/request-api.ts'
export type {
  AuthorizedRequest,
  RawResponse,
  SendRequest,
  SendResult,
} from './host/apis/request/send-request.ts'
export type {
  AuthorizedConnection,
  ConnectResult,
  ConnectWebSocket,
  Received,
  WebSocketConnection,
} from './host/apis/websocket/connect-websocket.ts'
export { liveWebSocket } from './host/apis/websocket/live-websocket.io.ts'
export { websocketApi } from './host/apis/websocket/websocket-api.ts'
export type { CallMeters, CallOutcome, LimitName, ToolOutput } from './host/call-outcome.ts'
export type { AbortedCall, HistoryEntry } from './host/history.ts'
export {
  type CallOptions,
  createHost,
  type Host,
  type PluginHostOptions,
  type StoreHostOptions,
} from './host/host.io.ts'
export type { HostApis } from './host/host-apis.ts'
export { hostLoadedPlugin } from './host/host-loaded-plugin.ts'
export type { HostedPlugin } from './host/hosted-plugin.ts'
export { modelText, type PluginReference } from './host/model-text.ts'
export type { HttpHeader } from './host/network/http-header.ts'
export type { LocalAddressPolicy } from './host/network/local-addresses.ts'
export type { HostAddress, ReachOptions, ResolveHost } from './host/network/reach-host.io.ts'
export type { TransportFailure, TransportProblem } from './host/network/transport-failure.ts'
export type { Refusal, ToolForModel } from './host/registry.ts'
export { SpareChild } from './host/sandbox/spare-child.io.ts'
export { userCacheFolder } from './host/user-cache-folder.ts'
export type { Manifest } from './manifest/manifest.ts'
export type { ManifestReading } from './manifest/manifest-reading.ts'
export { readManifest } from './manifest/read-manifest.ts'
export { packageDigest } from './package/digest.ts'
export { loadPlugin } from './package/load-plugin.ts'
export type { LoadedPlugin, PackageFiles, PluginWithFacts } from './package/loaded-plugin.ts'
export { readFacts } from './package/read-facts.ts'
export { type DirectoryDigest, digestHostDirectory } from './package/read-host-directory.io.ts'
export { readPackage } from './package/read-package.io.ts'
export { type StoreLocation, storeLocations } from './package/store-locations.ts'
export { readArchive } from './package/zip/read-archive.ts'
export { writeArchive } from './package/zip/write-archive.ts'
export type { BuildResult } from './toolchains/build-result.ts'
