import { CASSETTE_OPTIONS, GRANT_OPTION, LIVE_OPTION, SECRET_OPTION } from '../call-options.ts'
import { defineCommand } from '../define-command.ts'
import { SUGGEST_OPTIONS } from '../suggest-options.ts'
import { withSpareChild } from '../with-spare-child.ts'

export const run = defineCommand({
  arguments: '[tool] [path]',
  options: [
    ['--input <json>', 'Arguments as JSON, @FILE, or - for stdin; {} by default'],
    GRANT_OPTION,
    ['--config <file>', 'Grant what this Profile or Worker manifest grants the package'],
    ['--no-config', 'Ignore yoi-plugin.toml: for reviewers'],
    LIVE_OPTION,
    ...CASSETTE_OPTIONS,
    SECRET_OPTION,
    ...SUGGEST_OPTIONS,
    ['--repeat <n>', 'Call it n times, each in a fresh instance, and print medians'],
    ['--fail-on-tool-error', 'Exit with 1 when the tool answers with an error'],
  ],
  details:
    'Calls one tool of the project or .yoi-plugin file at [path] (the current folder by default) in a sandbox, as the host would\n' +
    'call it, and prints what it returned and used. [tool] can be left out when there is only one. Grants come from --grant, else\n' +
    '--config, else [grants] in yoi-plugin.toml, else the manifest; they are never merged. Without --live or --record nothing is sent.',
  examples: [
    'yoi-plugin run --input \'{"text": "hi"}\'',
    'yoi-plugin run echo ./acme.echo-0.1.0.yoi-plugin --input @input.json --json',
    'yoi-plugin run fetch --record cassettes/fetch.json --secret API_TOKEN=env:API_TOKEN',
    'yoi-plugin run fetch --live --grant surfaces.tool --grant tool.fetch --grant host_api.request --grant "request:GET https://example.com/"',
  ],
  async run({ args, flags }, terminal) {
    const loading = import('../run-tool.ts')
    return withSpareChild(async spare => {
      const { runTool } = await loading
      return runTool(args, flags, { terminal, spare })
    })
  },
})
