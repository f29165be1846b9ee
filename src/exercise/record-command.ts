import { shellWord } from '../shell-word.ts'
import type { Case } from './case.ts'

/**
 * What to type to record the host calls of one case.
 * @param project as the user typed it
 */
export function recordCommand(project: string, { file }: Case): string {
  const words = ['yoi-plugin', 'test', ...(project === '.' ? [] : [shellWord(project)]), '--record']
  return [...words, '--filter', shellWord(file)].join(' ')
}
