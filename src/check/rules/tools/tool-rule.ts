import {
  checkToolDefinitions,
  type ToolDefinitionProblem,
} from '../../../manifest/tools/check-tool-definitions.ts'
import { defineRule, type Rule } from '../../define-rule.ts'

/** A rule about one cause for which the host will not offer a tool. @source host contract 1.7 */
export function toolRule(id: string, cause: ToolDefinitionProblem['cause'], why: string): Rule {
  return defineRule({
    id,
    severity: 'error',
    needs: ['manifest', 'reading'],
    host: { kind: 'malformed', phase: 'resolution' },
    find: ({ manifest, reading }) =>
      checkToolDefinitions(manifest, reading.toolSchemas)
        .filter(problem => problem.cause === cause)
        .map(problem => ({ at: reading.locate(problem.path, problem.part), data: problem })),
    advise: ({ message, fix }) => ({ what: message, why, fix }),
  })
}
