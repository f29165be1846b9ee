import { UserError } from '../errors.ts'

/** One question to the person at the terminal. */
export interface Question {
  readonly text: string
  readonly initial: string
  /** Why an answer cannot be used, or undefined when it can. */
  refuse(answer: string): string | undefined
}

/**
 * Asks one question. The caller makes sure that somebody is there (`terminal.isTTY`).
 * @throws UserError when the question is left with Ctrl-C or Escape
 */
export async function ask({ text, initial, refuse }: Question): Promise<string> {
  const { default: prompts } = await import('prompts')
  const { answer } = await prompts({
    type: 'text',
    name: 'answer',
    message: text,
    initial,
    validate: (value: string) => refuse(value === '' ? initial : value) ?? true,
  })
  if (answer !== undefined) return answer
  throw new UserError(
    'cancelled',
    'A question was left unanswered.',
    'Answer with flags, or take the defaults with --yes.',
  )
}
