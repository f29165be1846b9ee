import { readFileSync } from 'node:fs'
import { asset } from '../assets.io.ts'
import { UserError } from '../errors.ts'
import { quote } from '../quote.ts'
import type { Template, TemplateFiles } from '../templates/catalogue.ts'
import { chooseStarlingMonkey } from '../templates/choose-engine.ts'
import { COMPONENTIZE_PACKAGE } from '../toolchains/typescript/starlingmonkey/find-componentize.ts'

const ENGINES = ['quickjs', 'starlingmonkey'] as const
export type ProjectEngine = (typeof ENGINES)[number]

/** @throws UserError for an unknown engine, or one that the template has no use for */
export function readEngine(typed: string | undefined, template: Template): ProjectEngine {
  const engine = ENGINES.find(name => name === (typed ?? ENGINES[0]))
  if (engine === undefined)
    throw new UserError(
      'unknown-engine',
      `There is no engine ${quote(typed ?? '')}.`,
      `Use one of: ${ENGINES.join(', ')}.`,
    )
  if (typed !== undefined && template.language !== 'typescript')
    throw new UserError(
      'engine-not-used',
      `The template ${quote(template.id)} needs no engine: --engine is for TypeScript.`,
      'Leave --engine out, or use --template ts-tool.',
    )
  return engine
}

/** The files of a new project for this engine; the version of its package is the one that this tool was tested with. */
export function forEngine(files: TemplateFiles, engine: ProjectEngine): TemplateFiles {
  if (engine === 'quickjs') return files
  const { peerDependencies } = JSON.parse(readFileSync(asset('package.json'), 'utf8'))
  return chooseStarlingMonkey(files, {
    name: COMPONENTIZE_PACKAGE,
    version: peerDependencies[COMPONENTIZE_PACKAGE],
  })
}

/** What to type before the first build. */
export function engineSteps(engine: ProjectEngine): readonly string[] {
  return engine === 'starlingmonkey' ? ['npm install'] : []
}
