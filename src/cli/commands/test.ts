import { safeJson } from '../../check/reporters/neutralise-text.ts'
import { EXIT, UserError } from '../../errors.ts'
import { suggestPath } from '../../exercise/infer/suggest-path.io.ts'
import { hasPassed, testPath } from '../../exercise/test-path.io.ts'
import { quote } from '../../quote.ts'
import { cacheFolderOf } from '../cache-folder.ts'
import { LIVE_OPTION, SECRET_OPTION } from '../call-options.ts'
import { defineCommand } from '../define-command.ts'
import { liveNetwork } from '../live-network.ts'
import { findProjectFolder } from '../open-project.ts'
import { refuseRecording, warnOfUnsetSecrets } from '../record-options.ts'
import { styleOf } from '../style.ts'
import { printSuggestion } from '../suggest-grants.ts'
import { refuseApplyAlone, SUGGEST_OPTIONS } from '../suggest-options.ts'
import { testJson, testText } from '../test-report.ts'
import { withSpareChild } from '../with-spare-child.ts'

export const test = defineCommand({
  arguments: '[dir]',
  options: [
    ['--filter <text>', 'Run only cases whose file or tool has this text in it'],
    LIVE_OPTION,
    ['--record', 'Use the network and write what comes back into cassettes/'],
    SECRET_OPTION,
    ...SUGGEST_OPTIONS,
  ],
  details:
    'Runs cases/ of the project in [dir] (the current folder by default) on the component as it was last built: the same calls\n' +
    'as `check` makes, without its rules. Each case runs in a fresh instance, under its own grants, else under [grants] in\n' +
    'yoi-plugin.toml, else under what the manifest requests. Host calls are answered by replies and cassettes; --record makes them.',
  examples: [
    'yoi-plugin test',
    'yoi-plugin test my-plugin --filter search --json',
    'yoi-plugin test --record --filter cases/fetch.toml --secret API_TOKEN=env:API_TOKEN',
    'yoi-plugin test --suggest-grants --apply',
  ],
  async run({ args, flags }, terminal) {
    const inputPath = args.dir || '.'
    const directory = findProjectFolder(terminal.cwd, inputPath)
    const options = {
      inputPath,
      filter: flags.filter,
      networkUnder: flags.live || flags.record ? liveNetwork : undefined,
      secrets: { typed: flags.secret, env: terminal.env },
      cacheFolder: cacheFolderOf(terminal),
      signal: terminal.interrupted,
    }
    refuseApplyAlone(flags)
    if (flags.suggestGrants) {
      refuseRecording(flags.record)
      const suggested = await suggestPath(directory, options)
      return printSuggestion(suggested, { command: 'test', directory, flags }, terminal)
    }
    const report = await withSpareChild(spare =>
      testPath(directory, { ...options, isRecording: flags.record, spare }),
    )
    warnOfUnsetSecrets(report.unsetSecrets, flags.record, terminal)
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
