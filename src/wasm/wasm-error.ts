/** `malformed`: the bytes break the format. `unsupported`: a feature that neither the host nor this codec takes. */
export type WasmErrorKind = 'malformed' | 'unsupported'

/** A typed refusal of the codec; callers turn it into a finding or an outcome. */
export class WasmError extends Error {
  override readonly name = 'WasmError'

  /**
   * @param kind why the bytes are refused
   * @param reason one lower-case sentence without the offset
   * @param offset byte offset from the start of the buffer that was given
   */
  constructor(
    readonly kind: WasmErrorKind,
    readonly reason: string,
    readonly offset: number,
  ) {
    super(`${reason} (at byte ${offset})`)
  }
}
