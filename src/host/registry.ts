import type { JsonValue, Tool } from '../manifest/manifest.ts'
import { checkToolName } from '../manifest/names.ts'
import { quote } from '../quote.ts'

/** A tool as the model is told about it. */
export interface ToolForModel {
  readonly name: string
  readonly description: string
  readonly input_schema: JsonValue
}

/** A registered tool and who answers it. */
export interface RegisteredTool<Owner> extends ToolForModel {
  readonly owner: Owner
}

export type Registration =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: 'duplicate' | 'bad-name'; readonly message: string }

/** The tools of one host, in the order of their registration. Names are unique over all plugins. @source host contract 1.7, 6.6 */
export class ToolRegistry<Owner> {
  private readonly tools = new Map<string, RegisteredTool<Owner>>()

  register(tool: Tool, owner: Owner): Registration {
    const { name, description, input_schema } = tool
    const problem = checkToolName(name)
    if (problem !== undefined)
      return { ok: false, reason: 'bad-name', message: `tool name ${quote(name)}: ${problem}` }
    if (this.tools.has(name))
      return { ok: false, reason: 'duplicate', message: `tool name ${quote(name)} is already taken` }
    this.tools.set(name, { name, description, input_schema, owner })
    return { ok: true }
  }

  get(name: string): RegisteredTool<Owner> | undefined {
    return this.tools.get(name)
  }

  /** What the model is shown. */
  list(): readonly ToolForModel[] {
    return [...this.tools.values()].map(({ name, description, input_schema }) => ({
      name,
      description,
      input_schema,
    }))
  }
}
