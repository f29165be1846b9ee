import { shellWord } from '../shell-word.ts'
import { looksLikePath } from './looks-like-path.ts'

export interface RunWords {
  readonly input: string | undefined
  readonly grant: readonly string[]
  readonly config: string | undefined
  readonly secret: readonly string[]
  readonly replay: string | undefined
}

/** The same call as it was typed, recorded: what to type when nothing answers a host call. */
export function recordRunCommand(
  { tool, path }: { readonly tool: string | undefined; readonly path: string },
  { input, grant, config, secret, replay }: RunWords,
): string {
  const place = path === '.' ? '' : looksLikePath(path) ? path : `./${path}`
  const folder = path === '.' ? '' : `${path.replace(/\/+$/, '')}/`
  const words = [
    ...(tool === undefined ? [] : [shellWord(tool)]),
    ...(place === '' ? [] : [shellWord(place)]),
    ...option('input', input === undefined ? [] : [input]),
    ...option('grant', grant),
    ...option('config', config === undefined ? [] : [config]),
    ...option('secret', secret),
    ...option('record', [replay ?? `${folder}cassettes/${nameOf(tool)}.json`]),
  ]
  return `yoi-plugin run ${words.join(' ')}`
}

function option(name: string, values: readonly string[]): string[] {
  return values.map(value => `--${name} ${shellWord(value)}`)
}

function nameOf(tool: string | undefined): string {
  return tool === undefined || !/^[\w.-]+$/.test(tool) ? 'run' : tool
}
