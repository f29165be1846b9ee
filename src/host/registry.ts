import { HOST_TOOLS } from '../contract/host-tools.ts'
import type { Denial } from '../grants/denial.ts'
import { type ExactJson, exactJsonText, fromJsonValue } from '../manifest/exact-json.ts'
import type { JsonValue, Tool } from '../manifest/manifest.ts'
import { checkToolName } from '../manifest/names.ts'
import { quote } from '../quote.ts'

/** A tool as the model is told about it. */
export interface ToolForModel {
  readonly name: string
  readonly description: string
  readonly input_schema: JsonValue
  /** The same as the host prints it: compact, keys sorted, numbers exact. */
  readonly input_schema_json: string
}

/** A registered tool and who answers it. */
export interface RegisteredTool<Owner> extends ToolForModel {
  readonly owner: Owner
}

/** Why a tool is not registered. `message` is escaped; a denial says what would allow the tool. */
export interface Refusal {
  readonly ok: false
  readonly tool: string
  readonly reason: 'duplicate' | 'bad-name' | 'bad-schema' | 'denied'
  readonly message: string
  /** Of a denial: the permission or switch that is missing first. */
  readonly label?: string
  readonly denial?: Denial
}

export type Registration = { readonly ok: true } | Refusal

/** The tools of one host, in the order of their registration. Names are unique over all plugins. @source host contract 1.7, 6.6 */
export class ToolRegistry<Owner> {
  private readonly tools = new Map<string, RegisteredTool<Owner>>()

  /** @param schema the exact `input_schema`, where the manifest's own lost digits */
  register(tool: Tool, owner: Owner, schema: ExactJson = fromJsonValue(tool.input_schema)): Registration {
    const { name, description, input_schema } = tool
    const problem = checkToolName(name)
    if (problem !== undefined) return refuse(name, 'bad-name', `tool name ${quote(name)}: ${problem}`)
    if (HOST_TOOLS.includes(name))
      return refuse(name, 'duplicate', `tool name ${quote(name)} is taken by a tool of the host itself`)
    if (this.tools.has(name)) return refuse(name, 'duplicate', `tool name ${quote(name)} is already taken`)
    this.tools.set(name, { name, description, input_schema, input_schema_json: exactJsonText(schema), owner })
    return { ok: true }
  }

  get(name: string): RegisteredTool<Owner> | undefined {
    return this.tools.get(name)
  }

  /** What the model is shown. */
  list(): readonly ToolForModel[] {
    return [...this.tools.values()].map(({ owner: _, ...tool }) => tool)
  }
}

function refuse(tool: string, reason: Refusal['reason'], message: string): Refusal {
  return { ok: false, tool, reason, message }
}
