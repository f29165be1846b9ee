const KIB = 1024
const MIB = 1024 * KIB

/** Bounds of a package and its store; every one is an inclusive maximum. @source host contract 1.1, 2.1 */
export const PACKAGE_LIMITS = {
  packagesPerStore: 128,
  packageBytes: 16 * MIB,
  manifestBytes: 64 * KIB,
  entries: 512,
  fileBytes: 8 * MIB,
  totalBytes: 64 * MIB,
} as const

/** The same bounds with other numbers, for a host revision that takes more. */
export type PackageLimits = { readonly [Name in keyof typeof PACKAGE_LIMITS]: number }

/** Bounds of names and manifest text. @source host contract 1.2, 1.4, 1.7 */
export const NAME_LIMITS = {
  safeIdBytes: 128,
  toolNameBytes: 128,
  tomlNestingDepth: 80,
} as const

/** What the guest side of the SDK keeps to. @source host contract 10.1 */
export const PDK_LIMITS = {
  summaryBytes: 1 * KIB,
  contentBytes: 60_416,
  errorMessageBytes: 4 * KIB,
  toolNameBytes: 1 * KIB,
} as const

/** Bounds of one tool call that no host revision changes. @source host contract 6.3, 6.5, 6.7 */
export const CALL_LIMITS = {
  inputBytes: 64 * KIB,
  outputBytes: 64 * KIB,
  summaryBytes: 1 * KIB,
  contentBytes: 64 * KIB,
  jsonNestingDepth: 127,
  errorDetailBytes: 512,
} as const

/** Bounds of the host API `request`. @source host contract 7.1 */
export const REQUEST_LIMITS = {
  descriptorBytes: 48 * KIB,
  headers: 16,
  headerNameBytes: 64,
  headerValueBytes: 1_024,
  bodyBytes: 32 * KIB,
  responseBodyBytes: 64 * KIB,
  responseHeaders: 16,
  responseHeaderValueBytes: 1_024,
  timeoutMs: 5_000,
} as const

/** Bounds of the host API `websocket`, driven by the guest. @source host contract 7.2 */
export const WEBSOCKET_LIMITS = {
  descriptorBytes: 8 * KIB,
  openHandles: 4,
  textBytes: 32 * KIB,
  frameBytes: 32 * KIB,
  messageBytes: 64 * KIB,
  skippedControlFrames: 16,
  connectTimeoutMs: 5_000,
  sendTimeoutMs: 5_000,
  closeTimeoutMs: 5_000,
  defaultReceiveTimeoutMs: 5_000,
  maxReceiveTimeoutMs: 30_000,
  handleAgeMs: 15 * 60_000,
} as const

/** Bounds of the host API `fs`; names in a folder, a path and a root are counted in bytes. @source host contract 7.3 */
export const FS_LIMITS = {
  requestBytes: 64 * KIB,
  pathBytes: 4_096,
  rootBytes: 4_096,
  readBytes: 64 * KIB,
  listEntries: 256,
  writeBytes: 64 * KIB,
  shownPathBytes: 160,
} as const

export const WASM_PAGE_BYTES = 64 * KIB
