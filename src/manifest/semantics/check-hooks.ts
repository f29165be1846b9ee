import { quote } from '../../quote.ts'
import { checkSafeId } from '../names.ts'
import { checkPackagePath } from '../package-path.ts'
import type { DraftHook } from './draft-manifest.ts'
import type { SemanticProblem } from './semantic-problem.ts'

/** Hook by hook: the id, then the file. @source host contract 1.5 */
export function checkHooks(
  hooks: readonly (DraftHook | undefined)[] | undefined,
  paths: ReadonlySet<string>,
): SemanticProblem[] {
  return (hooks ?? []).flatMap((hook, index) => [
    ...checkHookId(hook?.id, `hooks[${index}].id`),
    ...checkHookFile(hook?.file, `hooks[${index}].file`, paths),
  ])
}

function checkHookId(id: string | undefined, path: string): SemanticProblem[] {
  const refusal = id === undefined ? undefined : checkSafeId(id)
  if (id === undefined || refusal === undefined) return []
  return [
    {
      rule: 'manifest/unsafe-hook-id',
      kind: 'malformed',
      path,
      hasIdentity: true,
      message: `${path} is ${quote(id)}, but ${refusal}.`,
      why: 'Yoi uses the id as an identity and refuses one that is not safe.',
      fix: 'Write 1 to 128 of A-Z a-z 0-9 - _ . with no dot at either end.',
    },
  ]
}

function checkHookFile(
  file: string | undefined,
  path: string,
  paths: ReadonlySet<string>,
): SemanticProblem[] {
  if (file === undefined) return []
  const refusal = checkPackagePath(file)
  if (refusal !== undefined) {
    return [
      {
        rule: 'manifest/unsafe-hook-path',
        kind: 'traversal',
        path,
        hasIdentity: true,
        message: `${path} is ${quote(file)}, but ${refusal}.`,
        why: 'Yoi refuses every path that could lead out of the package, and rewrites none.',
        fix: 'Write a plain relative path.',
      },
    ]
  }
  if (paths.has(file)) return []
  return [
    {
      rule: 'manifest/hook-file-not-in-package',
      kind: 'missing',
      path,
      hasIdentity: true,
      message: `${path} is ${quote(file)}, but the package has no such file.`,
      why: 'Yoi looks the path up in the package, character by character, and refuses the package.',
      fix: 'Add the file to the package, or write its path.',
    },
  ]
}
