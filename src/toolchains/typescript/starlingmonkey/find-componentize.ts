import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { asset } from '../../../assets.io.ts'
import { UserError } from '../../../errors.ts'

/** The package that holds the engine: an optional peer, so that only who wants the engine pays its 390 MB. */
export const COMPONENTIZE_PACKAGE = '@bytecodealliance/componentize-js'

/**
 * Path of the module that an import of the package means: that of the project, else the one beside the tool.
 * @throws UserError when there is none
 */
export function findComponentize(projectDir: string): string {
  const path = resolveFrom(projectDir) ?? resolveFrom(asset('.'))
  if (path !== undefined) return path
  throw new UserError(
    'engine-not-installed',
    `The engine starlingmonkey needs the package ${COMPONENTIZE_PACKAGE}, which is not installed.`,
    `Type npm install --save-dev ${COMPONENTIZE_PACKAGE} in the project, or set build.engine = "quickjs".`,
  )
}

/** Node resolves imports of other folders than its own only for `require`, which the package does not export to. */
function resolveFrom(folder: string): string | undefined {
  const searched = createRequire(join(folder, 'package.json')).resolve.paths(COMPONENTIZE_PACKAGE) ?? []
  const found = searched.map(path => join(path, COMPONENTIZE_PACKAGE)).find(path => existsSync(path))
  if (found === undefined) return undefined
  const { exports } = JSON.parse(readFileSync(join(found, 'package.json'), 'utf8'))
  return join(found, exports.import)
}
