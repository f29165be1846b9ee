import { type ExitCode, UserError } from '../errors.ts'
import { suggestPath } from '../exercise/infer/suggest-path.io.ts'
import { cacheFolderOf } from './cache-folder.ts'
import { liveNetwork } from './live-network.ts'
import { openProject } from './open-project.ts'
import { pickTool } from './pick-tool.ts'
import { refuseRecording } from './record-options.ts'
import { type CassetteFlags, readReplay, refuseMixedFlags } from './run-cassette.ts'
import { printSuggestion } from './suggest-grants.ts'
import type { SuggestFlags } from './suggest-options.ts'
import type { Terminal } from './terminal.ts'

interface CallFlags extends CassetteFlags, SuggestFlags {
  readonly grant: readonly string[]
  readonly config: string | undefined
  readonly noConfig: boolean
  readonly secret: readonly string[]
}

/** What one call needs. @throws UserError for options that say what is granted: that is what is looked for */
export async function suggestForCall(
  call: { readonly tool: string | undefined; readonly path: string; readonly input: string },
  flags: CallFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  refuseMixedFlags(flags)
  refuseRecording(flags.record !== undefined)
  if (flags.grant.length > 0 || flags.config !== undefined || flags.noConfig)
    throw new UserError(
      'suggest-and-grant',
      '--suggest-grants runs with everything allowed, on folders that [grants] in yoi-plugin.toml names.',
      'Leave --grant, --config and --no-config out.',
    )
  const { directory, manifest } = openProject(terminal.cwd, call.path)
  const exchanges = flags.replay === undefined ? null : readReplay(flags.replay, terminal)
  const tool = manifest ? pickTool(call.tool, manifest.tools) : (call.tool ?? '')
  const options = {
    inputPath: call.path,
    networkUnder: flags.live ? liveNetwork : undefined,
    secrets: { typed: flags.secret, env: terminal.env },
    cacheFolder: cacheFolderOf(terminal),
    signal: terminal.interrupted,
  }
  const report = await suggestPath(directory, options, { tool, inputJson: call.input, exchanges })
  return printSuggestion(report, { command: 'run', directory, flags }, terminal)
}
