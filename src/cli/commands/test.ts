import { safeJson } from '../../check/reporters/neutralise-text.ts'
import { EXIT, UserError } from '../../errors.ts'
import { hasPassed, testPath } from '../../exercise/test-path.io.ts'
import { quote } from '../../quote.ts'
import { cacheFolderOf } from '../cache-folder.ts'
import { defineCommand } from '../define-command.ts'
import { findProjectFolder } from '../open-project.ts'
import { styleOf } from '../style.ts'
import { testJson, testText } from '../test-report.ts'

export const test = defineCommand({
  arguments: '[dir]',
  options: [['--filter <text>', 'Run only cases whose file or tool has this text in it']],
  details:
    'Runs cases/ of the project in [dir] (the current folder by default) on the component as it was last built: the same calls\n' +
    'as `check` makes, without its rules. Each case runs in a fresh instance, under its own grants, else under [grants] in\n' +
    'yoi-plugin.toml, else under what the manifest requests.',
  examples: ['yoi-plugin test', 'yoi-plugin test my-plugin --filter search --json'],
  async run({ args, flags }, terminal) {
    const inputPath = args.dir || '.'
    const report = await testPath(findProjectFolder(terminal.cwd, inputPath), {
      inputPath,
      filter: flags.filter,
      cacheFolder: cacheFolderOf(terminal),
      signal: terminal.interrupted,
    })
    if (flags.filter && report.caseCount > 0 && report.cases.length === 0 && hasPassed(report))
      throw new UserError(
        'no-case-matches',
        `None of the ${report.caseCount} cases has ${quote(flags.filter)} in its file or tool.`,
        'Leave --filter out to see them all.',
      )
    terminal.out(flags.json ? safeJson(testJson(report)) : testText(report, styleOf(terminal)))
    return hasPassed(report) ? EXIT.ok : EXIT.problemsFound
  },
})
