import { safeJson } from '../../check/reporters/neutralise-text.ts'
import { EXIT } from '../../errors.ts'
import { type BuildOutcome, buildProject } from '../build-project.ts'
import { buildJson, printBuild } from '../build-report.ts'
import { cacheFolderOf } from '../cache-folder.ts'
import { defineCommand } from '../define-command.ts'
import { openProject, type Project } from '../open-project.ts'
import type { Terminal } from '../terminal.ts'
import { verifyBuild } from '../verify-build.ts'
import { withSpareChild } from '../with-spare-child.ts'

export const build = defineCommand({
  arguments: '[dir]',
  options: [
    ['--emit-types', 'Rust: write src/inputs.rs, types for the input schemas of plugin.toml'],
    ['--verify', 'Build a second time, elsewhere, and compare the bytes'],
    ['--no-types', "TypeScript: do not run the type-checker, the project's own typescript"],
    ['--locked', 'Rust: refuse to change Cargo.lock'],
    ['--offline', 'Rust: use no network'],
  ],
  details:
    'Compiles the project in [dir] (the current folder by default) and writes runtime.component and a record of what went into\n' +
    'it. A failed build keeps the previous component.\n' +
    'TypeScript: bundles the entry with everything that it imports, runs its top-level code, without any access, to store the\n' +
    'state that it leaves behind, and writes src/generated/tools.d.ts. When typescript is installed in the project, it is run beside\n' +
    'that and a type error fails the build. Rust: runs cargo, which runs the build scripts and macros of the project and of its\n' +
    'crates, then the component encoder.',
  examples: ['yoi-plugin build', 'yoi-plugin build --verify', 'yoi-plugin build my-plugin --json'],
  async run({ args, flags }, terminal) {
    const start = performance.now()
    const typed = args.dir || '.'
    const project = openProject(terminal.cwd, typed)
    const built = await withSpareChild(spare =>
      buildProject(project, {
        environment: terminal.env,
        cacheFolder: cacheFolderOf(terminal),
        spare,
        emitsTypes: flags.emitTypes,
        checksTypes: !flags.noTypes,
        isLocked: flags.locked,
        isOffline: flags.offline,
      }),
    )
    const outcome = flags.verify ? await verified(built, project, terminal) : built
    if (flags.json) terminal.out(safeJson(buildJson(typed, outcome)))
    else printBuild(outcome, performance.now() - start, terminal)
    return outcome.written && outcome.isReproduced !== false ? EXIT.ok : EXIT.problemsFound
  },
})

/** What the comparison with a second build adds to the outcome of the first. */
async function verified(outcome: BuildOutcome, project: Project, { env }: Terminal): Promise<BuildOutcome> {
  if (!outcome.written) return outcome
  const { directory, settings } = project
  const differences = await verifyBuild({
    directory,
    language: settings.build.language,
    componentPath: outcome.written.path,
    environment: env,
  })
  return {
    ...outcome,
    findings: [...outcome.findings, ...differences],
    isReproduced: differences.length === 0,
  }
}
