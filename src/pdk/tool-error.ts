/** Why a tool refuses. @source host contract 10.2 */
export type ToolErrorCode =
  | 'invalid_input'
  | 'invalid_output'
  | 'serialization'
  | 'denied'
  | 'unsupported_tool'
  | 'failed'

/**
 * Thrown by a tool to answer with an error of its own choice. The model sees the summary `tool error: <code>` and, as content,
 * `{"error":{"code","message","details"}}`. Any other thrown value is answered as `failed` with its message.
 */
export class ToolError extends Error {
  override readonly name: string = 'ToolError'
  readonly code: ToolErrorCode
  /** Any JSON value; left out of an answer that would be too long with it. */
  readonly details: unknown

  /** @param message for the model to read; cut at 4,096 bytes */
  constructor(code: ToolErrorCode, message: string, details?: unknown) {
    super(message)
    this.code = code
    this.details = details
  }
}
