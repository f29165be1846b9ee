import { expect, test } from 'vitest'
import { COMMANDS } from '../../src/cli/commands.ts'
import { allOptions } from '../../src/cli/define-command.ts'
import { optionWords } from '../../src/cli/option-words.ts'
import { renderReference } from '../../src/cli/render-reference.ts'

const commands = await Promise.all(
  COMMANDS.map(async ({ name, summary, load }) => ({ name, summary, command: await load() })),
)

test('docs/cli.md is what the command definitions say', async () => {
  await expect(renderReference(commands)).toMatchFileSnapshot('../../docs/cli.md')
})

test.each(commands)(
  '$name declares every option in a form that can be parsed, and each name once',
  ({ command }) => {
    const words = allOptions(command).map(optionWords)
    const names = words.flatMap(({ long, short }) => (short ? [long, short] : [long]))
    expect(new Set(names).size).toBe(names.length)
  },
)

test.each(commands)('$name has a summary that fits a line of help', ({ summary }) => {
  expect(summary).toMatch(/^[A-Z].{0,60}[^.]$/)
})
