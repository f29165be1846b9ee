// The template: what a new project gives, and what the PDK makes of outputs and panics.
import { existsSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { change } from './steps.mjs'

const MAX_ECHO_BYTES = 100 * 1024
const MAX_ECHO_FUEL = 20_000

/** new -> build -> check -> test -> run -> pack, and the budgets of the echo. */
export function checkTemplate({ cli, expect, expectSuccess, newProject, cargo }) {
  const project = newProject('echo')
  expectSuccess('template: build', cli(['build', project]))
  expectSuccess('template: check', cli(['check', project, '--strict']))
  expectSuccess('template: test', cli(['test', project]))
  expectSuccess('template: run', cli(['run', project, '--input', '{"text":"a"}']))
  const { footprint, cases, component } = JSON.parse(cli(['check', project, '--json']).stdout)
  const bytes = statSync(join(project, 'plugin.component.wasm')).size
  expect(`template: ${bytes} bytes, at most ${MAX_ECHO_BYTES}`, bytes <= MAX_ECHO_BYTES)
  expect(`template: ${cases[0].fuel} fuel, less than ${MAX_ECHO_FUEL}`, cases[0].fuel < MAX_ECHO_FUEL)
  const [module] = component.coreModules.items
  const [memory] = module.memories.items
  expect(
    `template: one core instance, ${footprint.memoryPages} pages that may grow, ${footprint.tableElements} table elements`,
    footprint.coreInstances === 1 &&
      footprint.memoryPages <= 8 &&
      memory.maxPages === null &&
      footprint.tableElements <= 256,
  )
  const sections = module.customSections.items.map(({ name }) => name)
  const rustc = component.producers.find(({ name }) => name === 'rustc')?.version
  expect(
    `template: no import, no names, made by rustc ${rustc}`,
    component.imports.count === 0 && `${sections}` === 'producers' && rustc !== undefined,
    JSON.stringify(component),
  )
  expectSuccess('template: pack', cli(['pack', project]))
  expect('template: the package', existsSync(join(project, 'example-ci.echo-0.1.0.yoi-plugin')))
  outputBounds({ cli, expectSuccess }, project)
  expectSuccess('template: cargo test', cargo(['test', '--release', '--quiet'], project))
}

/** What the PDK makes of texts that the host would not take as they are (contract 10.2); an input has at most 65,536 bytes. */
function outputBounds({ cli, expectSuccess }, project) {
  const texts = [
    ['x'.repeat(61_000), `${'x'.repeat(60_413)}…`],
    ['x'.repeat(60_416), 'x'.repeat(60_416)],
    ['日'.repeat(20_200), `${'日'.repeat(20_137)}…`],
    ['"\\'.repeat(4_000), '"\\'.repeat(4_000)],
    ['a\u0007b\u0085c\n\td', 'a b c\n\td'],
  ]
  for (const [index, [text, content]] of texts.entries()) {
    const lines = [
      'tool = "say"',
      `input = { text = ${JSON.stringify(text)} }`,
      '[expect]',
      `content = ${JSON.stringify(content)}`,
    ]
    writeFileSync(join(project, `cases/bound-${index}.toml`), lines.join('\n'))
  }
  expectSuccess('template: outputs keep the bounds of the contract', cli(['check', project]))
}

const ENDINGS = [
  ['panic', 'panic!("no greeting")', 'trap', /panicked at src\/lib\.rs:\d+:\d+: no greeting/],
  [
    'index',
    'let _ = std::hint::black_box(&[1, 2][..])[input.text.len()];',
    'trap',
    /lib\.rs.* out of bounds/,
  ],
  ['unwrap', '"x".parse::<u8>().unwrap();', 'trap', /panicked at src\/lib\.rs:.* InvalidDigit/],
  ['clock', 'let _ = std::time::Instant::now();', 'trap', /time not implemented on this platform/],
  [
    'recursion',
    'fn deeper(n: u64) -> u64 { let local = std::hint::black_box([n; 32]); 1 + deeper(n + 1) + local[3] }\n' +
      'if deeper(1) == 3 { return Ok(ToolOutput::summary("")) }',
    'trap',
    /out of bounds memory access/,
  ],
  [
    'memory',
    'let all: Vec<_> = (0..99).map(|_| vec![1u8; 100_000]).collect();\n' +
      'if std::hint::black_box(all).len() == 3 { return Ok(ToolOutput::summary("")) }',
    'limit',
    /^limit: memory\.grow to \d+ pages of 64 KiB, more than 32$/,
  ],
  ['loop', 'loop { std::hint::black_box(0); }', 'limit', /all of its 5000000 fuel is used/],
]

/** How a call can end badly, chosen by its text; what is said about each. */
export function checkEndings({ cli, expect, expectSuccess, newProject }) {
  const project = newProject('endings')
  const arms = ENDINGS.map(([name, code]) => `"${name}" => { ${code} }`).join('\n')
  const choice = `#[allow(unconditional_recursion, unreachable_code)]\nmatch input.text.as_str() { ${arms} _ => {} }`
  change(project, 'src/lib.rs', 'let summary', `${choice}\n    let summary`)
  expectSuccess('endings: build', cli(['build', project]))
  for (const [name, , status, message] of ENDINGS) {
    const { stdout } = cli(['run', project, '--json', '--input', JSON.stringify({ text: name })])
    const outcome = JSON.parse(stdout)
    const said = `${outcome.status}: ${outcome.error?.message}`
    expect(`endings: ${name}: ${said}`, said.startsWith(status) && message.test(said), stdout)
  }
}
