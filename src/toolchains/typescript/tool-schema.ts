import type { ExactJson } from '../../manifest/exact-json.ts'

/** A tool and its `input_schema`, which the component checks before it calls the tool. */
export interface ToolSchema {
  readonly name: string
  readonly schema: ExactJson
}
