import { expect, test } from 'vitest'
import { HOST_REVISIONS, type HostRevision } from '../../src/contract/host-revisions.ts'
import {
  CALL_LIMITS,
  FS_LIMITS,
  NAME_LIMITS,
  PACKAGE_LIMITS,
  PDK_LIMITS,
  REQUEST_LIMITS,
  WEBSOCKET_LIMITS,
} from '../../src/contract/limits.ts'

/** Units by the last word of a limit's name. */
const UNITS: Readonly<Record<string, string>> = {
  Bytes: 'bytes',
  Ms: 'ms',
  Pages: 'pages of 64 KiB',
  Elements: 'elements',
  Call: 'fuel',
  Depth: 'levels',
}

test('docs/limits.md lists every limit with its unit', async () => {
  const parts = [
    '# Limits',
    'Generated from `src/contract`: change it there and run `npx vitest run test/docs -u`. Every limit is an inclusive maximum.',
    table('A package', PACKAGE_LIMITS),
    table('Names and manifest text', NAME_LIMITS),
    table('A tool call', CALL_LIMITS),
    table('The host API `request`', REQUEST_LIMITS),
    table('The host API `websocket`', WEBSOCKET_LIMITS),
    table('The host API `fs`', FS_LIMITS),
    table('What the SDK keeps to', PDK_LIMITS),
    ...HOST_REVISIONS.map(revision =>
      table(`Host revision \`${revision.id}\` (${revision.title})`, numbersOf(revision)),
    ),
  ]
  await expect(`${parts.join('\n\n')}\n`).toMatchFileSnapshot('../../docs/limits.md')
})

function numbersOf(revision: HostRevision): Record<string, number> {
  return Object.fromEntries(
    Object.entries(revision).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  )
}

function table(title: string, limits: Readonly<Record<string, number>>): string {
  const rows = Object.entries(limits).map(
    ([name, value]) => `| ${inWords(name)} | ${value.toLocaleString('en-US')} | ${unitOf(name)} |`,
  )
  return [`## ${title}`, '', '| Limit | Value | Unit |', '| --- | --- | --- |', ...rows].join('\n')
}

function inWords(name: string): string {
  const words = name
    .replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`)
    .replace(/ (bytes|ms|pages|elements)$/, '')
  return words.replace('json', 'JSON').replace('toml', 'TOML')
}

function unitOf(name: string): string {
  return UNITS[/[A-Z][a-z]+$/.exec(name)?.[0] ?? ''] ?? 'count'
}
