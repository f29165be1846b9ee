import type { Rule } from './define-rule.ts'
import { bareImport } from './rules/component/bare-import.ts'
import { exportInsideInstance } from './rules/component/export-inside-instance.ts'
import { extraExport } from './rules/component/extra-export.ts'
import { foreignImport } from './rules/component/foreign-import.ts'
import { importNotRequested } from './rules/component/import-not-requested.ts'
import { importVersion } from './rules/component/import-version.ts'
import { invalidCode } from './rules/component/invalid-code.ts'
import { missingExport } from './rules/component/missing-export.ts'
import { mistypedExport } from './rules/component/mistyped-export.ts'
import { mistypedImport } from './rules/component/mistyped-import.ts'
import { noRuntime } from './rules/component/no-runtime.ts'
import { notAComponent } from './rules/component/not-a-component.ts'
import { notStripped } from './rules/component/not-stripped.ts'
import { unknownHostApi } from './rules/component/unknown-host-api.ts'
import { unknownHostFunction } from './rules/component/unknown-host-function.ts'
import { unreadable } from './rules/component/unreadable.ts'
import { wasiImport } from './rules/component/wasi-import.ts'
import { worldMismatch } from './rules/component/world-mismatch.ts'
import { neverRun } from './rules/hooks/never-run.ts'
import { compileCost } from './rules/host/compile-cost.ts'
import { componentTooLarge } from './rules/host/component-too-large.ts'
import { memoryTooLarge } from './rules/host/memory-too-large.ts'
import { noHostApisYet } from './rules/host/no-host-apis-yet.ts'
import { ownCheckRejects } from './rules/host/own-check-rejects.ts'
import { tableTooLarge } from './rules/host/table-too-large.ts'
import { tooManyInstances } from './rules/host/too-many-instances.ts'
import { badSource } from './rules/ingresses/bad-source.ts'
import { duplicateSource } from './rules/ingresses/duplicate-source.ts'
import { noEvents } from './rules/ingresses/no-events.ts'
import { noReconnect } from './rules/ingresses/no-reconnect.ts'
import { sourceWithoutTarget } from './rules/ingresses/source-without-target.ts'
import { tooManySources } from './rules/ingresses/too-many-sources.ts'
import { unknownEventKind } from './rules/ingresses/unknown-event-kind.ts'
import { httpsInterface } from './rules/legacy/https-interface.ts'
import { rawAbi } from './rules/legacy/raw-abi.ts'
import { hiddenCharacters } from './rules/manifest/hidden-characters.ts'
import { caseCollision } from './rules/package/case-collision.ts'
import { hiddenFile } from './rules/package/hidden-file.ts'
import { largeFile } from './rules/package/large-file.ts'
import { noDocuments } from './rules/package/no-documents.ts'
import { secretFile } from './rules/package/secret-file.ts'
import { secretText } from './rules/package/secret-text.ts'
import { sourceMap } from './rules/package/source-map.ts'
import { templateLeftover } from './rules/package/template-leftover.ts'
import { broadTarget } from './rules/permissions/broad-target.ts'
import { looseNamespace } from './rules/permissions/loose-namespace.ts'
import { neverMatches } from './rules/permissions/never-matches.ts'
import { noUsableTarget } from './rules/permissions/no-usable-target.ts'
import { notImported } from './rules/permissions/not-imported.ts'
import { notRequested } from './rules/permissions/not-requested.ts'
import { prefixBoundary } from './rules/permissions/prefix-boundary.ts'
import { unused as unusedPermission } from './rules/permissions/unused.ts'
import { unusedTarget } from './rules/permissions/unused-target.ts'
import { duplicateName as duplicateServiceName } from './rules/services/duplicate-name.ts'
import { failedCallIsFinal } from './rules/services/failed-call-is-final.ts'
import { neverCalled } from './rules/services/never-called.ts'
import { additionalProperties } from './rules/tools/additional-properties.ts'
import { anyObject } from './rules/tools/any-object.ts'
import { builtinName } from './rules/tools/builtin-name.ts'
import { duplicateName } from './rules/tools/duplicate-name.ts'
import { invalidName } from './rules/tools/invalid-name.ts'
import { invalidSchema } from './rules/tools/invalid-schema.ts'
import { noDescription } from './rules/tools/no-description.ts'
import { providerName } from './rules/tools/provider-name.ts'
import { secretProperty } from './rules/tools/secret-property.ts'
import { surfaceNotListed } from './rules/tools/surface-not-listed.ts'
import { tokenCost } from './rules/tools/token-cost.ts'
import { undescribedProperty } from './rules/tools/undescribed-property.ts'
import { writesUndeclared } from './rules/tools/writes-undeclared.ts'

/** Every static rule. Findings are sorted later, so the order here is for readers only. */
export const rules: readonly Rule[] = [
  bareImport,
  exportInsideInstance,
  extraExport,
  foreignImport,
  importNotRequested,
  importVersion,
  invalidCode,
  missingExport,
  mistypedExport,
  mistypedImport,
  noRuntime,
  notAComponent,
  notStripped,
  unknownHostApi,
  unknownHostFunction,
  unreadable,
  wasiImport,
  worldMismatch,
  neverRun,
  compileCost,
  componentTooLarge,
  memoryTooLarge,
  noHostApisYet,
  ownCheckRejects,
  tableTooLarge,
  tooManyInstances,
  badSource,
  duplicateSource,
  noEvents,
  noReconnect,
  sourceWithoutTarget,
  tooManySources,
  unknownEventKind,
  httpsInterface,
  rawAbi,
  hiddenCharacters,
  caseCollision,
  hiddenFile,
  largeFile,
  noDocuments,
  secretFile,
  secretText,
  sourceMap,
  templateLeftover,
  broadTarget,
  looseNamespace,
  neverMatches,
  noUsableTarget,
  notImported,
  notRequested,
  prefixBoundary,
  unusedPermission,
  unusedTarget,
  duplicateServiceName,
  failedCallIsFinal,
  neverCalled,
  additionalProperties,
  anyObject,
  builtinName,
  duplicateName,
  invalidName,
  invalidSchema,
  noDescription,
  providerName,
  secretProperty,
  surfaceNotListed,
  tokenCost,
  undescribedProperty,
  writesUndeclared,
]
