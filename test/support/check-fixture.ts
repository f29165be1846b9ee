import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CheckReport } from '../../src/check/check-report.ts'
import { checkPath } from '../../src/exercise/check-path.io.ts'
import { assemble } from './assemble.ts'

const ROOT = fileURLToPath(new URL('../fixtures/check', import.meta.url))
const COMPONENTS = 'components'

/** `;; tool.wat` or `;; tool.wat with`: that file of `components/`, and the lines below it at the mark. */
const BASE = /^;; ([a-z]+\.wat)(?: with)?\n/
const MARK = ';;MORE'

/** Every case of every rule: `<area>/<problem>/<invalid-* or valid-*>`. */
export function listCheckFixtures(): {
  readonly rule: string
  readonly name: string
  readonly folder: string
}[] {
  const areas = foldersIn(ROOT).filter(name => name !== COMPONENTS)
  return areas.flatMap(area =>
    foldersIn(join(ROOT, area)).flatMap(problem =>
      foldersIn(join(ROOT, area, problem)).map(name => ({
        rule: `${area}/${problem}`,
        name,
        folder: join(ROOT, area, problem, name),
      })),
    ),
  )
}

/** Copies the plugin of a case, assembles its components and applies the static rules. */
export async function checkFixture(folder: string): Promise<CheckReport> {
  return inPluginFolder(join(folder, 'plugin'), plugin =>
    checkPath(plugin, { inputPath: 'plugin', isStatic: true }),
  )
}

/** Gives a copy of a plugin with components in place of their sources, in a folder that is gone afterwards. */
export async function inPluginFolder<Result>(
  source: string,
  use: (plugin: string) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'yoi-plugin-test-'))
  try {
    const plugin = join(folder, 'plugin')
    cpSync(source, plugin, { recursive: true })
    for (const path of readdirSync(plugin).filter(name => name.endsWith('.wat'))) {
      const text = readFileSync(join(plugin, path), 'utf8')
      writeFileSync(join(plugin, path.replace(/\.wat$/, '.wasm')), await assemble(expand(text)))
      rmSync(join(plugin, path))
    }
    return await use(plugin)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function expand(text: string): string {
  const base = BASE.exec(text)
  if (base === null) return text
  const [line, file] = base as unknown as [string, string]
  return readFileSync(join(ROOT, COMPONENTS, file), 'utf8').replace(MARK, () => text.slice(line.length))
}

function foldersIn(path: string): string[] {
  if (!existsSync(path)) return []
  const entries = readdirSync(path, { withFileTypes: true })
  return entries
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name)
    .sort()
}
