import type { GrantSet } from '../grants/grant-set.ts'
import { parsePermissionLabel } from '../grants/parse-permission-label.ts'
import { checkPackagePath } from '../manifest/package-path.ts'
import { completeGrants } from '../manifest/project/complete-settings.ts'
import type { GrantsDraft } from '../manifest/project/project-draft.ts'
import { PROJECT_GRANTS_SHAPE } from '../manifest/project/project-shape.ts'
import { checkShape } from '../manifest/shape/check-shape.ts'
import { adviseShape } from '../manifest/text/shape-advice.ts'
import type { TomlNode, TomlTable } from '../manifest/toml/toml-node.ts'
import { quote } from '../quote.ts'

/** What is wrong, and the stretch of text that is. */
export type ReportCaseProblem = (
  problem: string,
  span: { readonly start: number; readonly end: number },
) => void

/** Reads `grants` of a case: the same table as `[grants]` of yoi-plugin.toml. @returns null when there is none @source design 3 */
export function readCaseGrants(root: TomlTable, report: ReportCaseProblem): GrantSet | null {
  const node = root.entries.get('grants')?.value
  if (node === undefined) return null
  const { draft, problems } = checkShape(node, PROJECT_GRANTS_SHAPE, 'none')
  for (const problem of problems) {
    const audience = { area: 'case', file: 'the case', why: '' }
    const { message } = adviseShape({ ...problem, path: ['grants', ...problem.path] }, audience)
    report(message.replace(/\.$/, ''), problem)
  }
  const grants = completeGrants((draft ?? {}) as GrantsDraft)
  for (const { root: folder } of grants.fs) {
    const refusal = checkPackagePath(folder)
    if (refusal !== undefined) report(`the folder ${quote(folder)} is no plain path: ${refusal}`, node)
  }
  return grants
}

/** Reads `without`: labels of permissions. @source design 3, host contract 5.1 */
export function readWithheld(root: TomlTable, report: ReportCaseProblem): string[] {
  const node = root.entries.get('without')?.value
  if (node === undefined) return []
  if (node.kind !== 'array') {
    report('"without" must be a list of labels such as "host_api.fs"', node)
    return []
  }
  return node.items.flatMap(item => readLabel(item, report))
}

function readLabel(node: TomlNode, report: ReportCaseProblem): string[] {
  if (node.kind === 'string' && parsePermissionLabel(node.value)) return [node.value]
  const found = node.kind === 'string' ? quote(node.value) : 'a value'
  report(`"without" has ${found}, which is no label such as "host_api.fs" or "tool.echo"`, node)
  return []
}
