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
import { unknownHostApi } from './rules/component/unknown-host-api.ts'
import { unknownHostFunction } from './rules/component/unknown-host-function.ts'
import { unreadable } from './rules/component/unreadable.ts'
import { wasiImport } from './rules/component/wasi-import.ts'
import { componentTooLarge } from './rules/host/component-too-large.ts'
import { memoryTooLarge } from './rules/host/memory-too-large.ts'
import { noHostApisYet } from './rules/host/no-host-apis-yet.ts'
import { tableTooLarge } from './rules/host/table-too-large.ts'
import { tooManyInstances } from './rules/host/too-many-instances.ts'
import { httpsInterface } from './rules/legacy/https-interface.ts'
import { rawAbi } from './rules/legacy/raw-abi.ts'
import { noUsableTarget } from './rules/permissions/no-usable-target.ts'
import { notRequested } from './rules/permissions/not-requested.ts'
import { duplicateName } from './rules/tools/duplicate-name.ts'
import { invalidName } from './rules/tools/invalid-name.ts'
import { invalidSchema } from './rules/tools/invalid-schema.ts'
import { surfaceNotListed } from './rules/tools/surface-not-listed.ts'

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
  unknownHostApi,
  unknownHostFunction,
  unreadable,
  wasiImport,
  componentTooLarge,
  memoryTooLarge,
  noHostApisYet,
  tableTooLarge,
  tooManyInstances,
  httpsInterface,
  rawAbi,
  noUsableTarget,
  notRequested,
  duplicateName,
  invalidName,
  invalidSchema,
  surfaceNotListed,
]
