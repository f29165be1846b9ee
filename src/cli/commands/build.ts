import { renderFinding } from '../../check/reporters/text.ts'
import { EXIT } from '../../errors.ts'
import { escapeText } from '../../quote.ts'
import { type BuildOutcome, buildProject } from '../build-project.ts'
import { defineCommand } from '../define-command.ts'
import { kibibytes } from '../kibibytes.ts'
import { openProject } from '../open-project.ts'
import { styleOf } from '../style.ts'
import type { Terminal } from '../terminal.ts'

export const build = defineCommand({
  arguments: '[dir]',
  options: [
    ['--emit-types', 'Rust: write src/inputs.rs, types for the input schemas of plugin.toml'],
    ['--no-types', "TypeScript: do not run the type-checker, the project's own typescript"],
  ],
  details:
    'Compiles the project in [dir] (the current folder by default) and writes runtime.component and a record of what went into\n' +
    'it. A failed build keeps the previous component.\n' +
    'TypeScript: bundles the entry with everything that it imports, runs its top-level code, without any access, to store the\n' +
    'state that it leaves behind, and writes src/generated/tools.d.ts. When typescript is installed in the project, it is run beside\n' +
    'that and a type error fails the build. Rust: runs cargo, which runs the build scripts and macros of the project and of its\n' +
    'crates, then the component encoder.',
  examples: ['yoi-plugin build', 'yoi-plugin build my-plugin --json'],
  async run({ args, flags }, terminal) {
    const start = performance.now()
    const typed = args.dir || '.'
    const project = openProject(terminal.cwd, typed)
    const outcome = await buildProject(project, {
      environment: terminal.env,
      emitsTypes: flags.emitTypes,
      checksTypes: !flags.noTypes,
    })
    if (flags.json) terminal.out(JSON.stringify(jsonReport(typed, outcome), null, 2))
    else printReport(outcome, performance.now() - start, terminal)
    return outcome.written ? EXIT.ok : EXIT.problemsFound
  },
})

function jsonReport(inputPath: string, { written, types, findings }: BuildOutcome) {
  return {
    format: 'yoi-plugin/build@1',
    command: 'build',
    status: written ? 'built' : 'failed',
    input_path: inputPath,
    component: written
      ? { path: written.path, bytes: written.byteLength, sha256: written.sha256, engine: written.engine }
      : null,
    types: types ?? null,
    findings,
  }
}

function printReport(
  { written, types, findings }: BuildOutcome,
  elapsedMs: number,
  terminal: Terminal,
): void {
  const style = styleOf(terminal)
  for (const finding of findings) terminal.out(`${renderFinding(finding, undefined, style)}\n`)
  if (written)
    terminal.out(
      `${style.bold(escapeText(written.path))}  ${kibibytes(written.byteLength)}  ${written.engine}  ${seconds(elapsedMs)}`,
    )
  if (types?.status === 'not-checked') terminal.out(`types not checked: ${types.reason}`)
  if (!written) terminal.out(`${style.severity('error', 'not built')}, nothing was replaced`)
}

function seconds(elapsedMs: number): string {
  return `${(elapsedMs / 1000).toFixed(2)} s`
}
