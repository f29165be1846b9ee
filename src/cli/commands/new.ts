import { resolve } from 'node:path'
import { safeJson } from '../../check/reporters/neutralise-text.ts'
import { EXIT, UserError } from '../../errors.ts'
import { escapeText, quote } from '../../quote.ts'
import { shellWord } from '../../shell-word.ts'
import { renderTemplate, TEMPLATES, type Template, type TemplateValues } from '../../templates/catalogue.ts'
import { readTemplate } from '../../templates/read-template.io.ts'
import { refuseOccupied, writeTemplate } from '../../templates/write-template.io.ts'
import { completeProject } from '../complete-project.ts'
import { defineCommand } from '../define-command.ts'
import { defaultValues, type GivenValues, refuseValue, refuseValues } from '../project-answers.ts'
import { engineSteps, forEngine, type ProjectEngine, readEngine } from '../project-engine.ts'
import type { Terminal } from '../terminal.ts'

const QUESTIONS = {
  id: 'Id, unique among the plugins of a host',
  name: 'Name that people read',
  description: 'What it does, in one sentence',
  tool: 'Name of its tool, as the model sees it',
} as const satisfies Record<keyof TemplateValues, string>

export const newCommand = defineCommand({
  arguments: '[dir]',
  options: [
    ['--template <name>', `Starter project: ${TEMPLATES.map(template => template.id).join(', ')}`],
    ['--id <id>', 'Plugin id; the folder name by default'],
    ['--name <name>', 'Name that people read'],
    ['--description <text>', 'What the plugin does, in one sentence'],
    ['--tool <name>', 'Name of its tool'],
    [
      '--engine <name>',
      'TypeScript: quickjs (the default) or starlingmonkey, which needs a package of 390 MB',
    ],
    ['-y, --yes', 'Ask nothing, take the defaults'],
  ],
  details:
    'Writes a project into a new or empty folder (the current one when none is named). Asks only on a terminal, and only for\n' +
    'what no flag answers. Needs no network.',
  examples: [
    'yoi-plugin new my-plugin',
    'yoi-plugin new my-plugin --template rust-tool',
    'yoi-plugin new my-plugin --id acme.echo --tool acme_echo --yes',
  ],
  async run({ args, flags }, terminal) {
    const typed = args.dir || '.'
    const destination = resolve(terminal.cwd, typed)
    const template = findTemplate(flags.template)
    const engine = readEngine(flags.engine, template)
    refuseOccupied(destination, typed)
    const canAsk = terminal.isTTY && !flags.yes && !flags.json
    const values = canAsk ? await askValues(destination, flags) : defaultValues(destination, flags)
    refuseValues(values)
    const rendered = renderTemplate(template, readTemplate(template), values)
    const files = completeProject(template, forEngine(rendered, engine))
    writeTemplate(destination, files)
    const report = { template: template.id, engine, destination: typed, files: [...files.keys()] }
    if (flags.json) terminal.out(safeJson(jsonReport(report)))
    else printReport(report, values, terminal)
    return EXIT.ok
  },
})

function findTemplate(id: string | undefined): Template {
  const template = id === undefined ? TEMPLATES[0] : TEMPLATES.find(candidate => candidate.id === id)
  if (template) return template
  const known = TEMPLATES.map(candidate => candidate.id).join(', ')
  throw new UserError('unknown-template', `There is no template ${quote(id ?? '')}.`, `Use one of: ${known}.`)
}

/** Asks for what no flag gives; each default follows from the answers before it. */
async function askValues(destination: string, given: GivenValues): Promise<TemplateValues> {
  const { ask } = await import('../ask.ts')
  let known = given
  for (const key of ['id', 'name', 'description', 'tool'] as const) {
    if (known[key] !== undefined) continue
    const initial = defaultValues(destination, known)[key]
    const refuse = (answer: string) => refuseValue(key, answer)
    known = { ...known, [key]: await ask({ text: QUESTIONS[key], initial, refuse }) }
  }
  return defaultValues(destination, known)
}

interface NewReport {
  readonly engine: ProjectEngine
  readonly template: string
  readonly destination: string
  readonly files: readonly string[]
}

const NEXT_STEPS = ['yoi-plugin build', 'yoi-plugin check', 'yoi-plugin pack'] as const

/** The host's own keys after our `format`. @source host contract 9.2 */
function jsonReport({ engine, ...report }: NewReport) {
  return {
    format: 'yoi-plugin/new@1',
    command: 'new',
    ...report,
    safety: {
      no_network: true,
      no_plugin_execution: true,
      no_enablement_config_mutation: true,
      no_secrets_generated: true,
    },
    next_steps: nextSteps({ ...report, engine }),
  }
}

function nextSteps({ destination, engine }: Pick<NewReport, 'destination' | 'engine'>): string[] {
  const enter = destination === '.' ? [] : [`cd ${shellWord(destination)}`]
  return [...enter, ...engineSteps(engine), ...NEXT_STEPS]
}

function printReport(
  { destination, engine, files }: NewReport,
  values: TemplateValues,
  terminal: Terminal,
): void {
  terminal.out(`Wrote ${escapeText(values.id)} to ${escapeText(destination)} (${files.length} files). Next:`)
  for (const step of nextSteps({ destination, engine })) terminal.out(`  ${step}`)
}
