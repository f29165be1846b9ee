import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Takes the second tool of the template `ts-tool` out of a project, for tests about one tool. */
export function keepOneTool(project: string): void {
  const edit = (path: string, pattern: RegExp, to: string) => {
    const text = readFileSync(join(project, path), 'utf8')
    if (!pattern.test(text)) throw new Error(`${path} has no second tool`)
    writeFileSync(join(project, path), text.replace(pattern, to))
  }
  edit('plugin.toml', / {2}\{ kind = "tool", name = "[^"]*_(count|total)" \},\n/, '')
  edit('plugin.toml', /\n\[\[tools\]\]\nname = "[^"]*_(count|total)"[\s\S]*$/, '')
  edit('src/plugin.ts', / {2}\S*_(count|total)"?: \{[\s\S]*\n {2}\},\n/, '')
  edit('src/plugin.ts', /import \{ countText \} from '\.\/count-text'\n/, '')
  for (const path of ['src/count-text.ts', 'cases/count-words.toml', 'cases/count-unknown-unit.toml'])
    rmSync(join(project, path))
}
