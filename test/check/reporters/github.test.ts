import { describe, expect, test } from 'vitest'
import { renderGithub } from '../../../src/check/reporters/github.ts'
import { escapeMarkdown, renderGithubSummary } from '../../../src/check/reporters/github-summary.ts'
import { finding, HOSTILE, inputOf, reportOf } from '../../support/check-reports.ts'

const place = { file: 'plugin.toml', line: 2, column: 6, endLine: 2, endColumn: 17 }

describe('renderGithub', () => {
  test('writes one command for each finding and a last line for the log', () => {
    const report = reportOf([
      finding({ at: place, message: '50% of it\nis wrong' }),
      finding({ severity: 'warning', at: { ...place, endLine: 4 } }),
      finding({ severity: 'note' }),
    ])
    expect(renderGithub([report])).toMatchInlineSnapshot(`
      "::error file=plugins/echo/plugin.toml,line=2,endLine=2,col=6,endColumn=17,title=manifest/unknown-key::50%25 of it%0Ais wrong%0AThe reason.%0AThe remedy.
      ::warning file=plugins/echo/plugin.toml,line=2,endLine=4,title=manifest/unknown-key::The message.%0AThe reason.%0AThe remedy.
      ::notice file=plugins/echo/plugin.toml,title=manifest/unknown-key::The message.%0AThe reason.%0AThe remedy.
      rejected 1 of 1 plugin (1 error, 1 warning, 1 note): the plugins were not run"
    `)
  })

  test('puts findings of a package on the package itself', () => {
    const report = reportOf([finding({ at: place })], inputOf('package', './out/a.yoi-plugin'))
    expect(renderGithub([report])).toMatch(
      /^::error file=out\/a\.yoi-plugin,title=manifest\/unknown-key::plugin\.toml: The message\./,
    )
  })

  test('shows at most ten of each level and says how many are left', () => {
    const many = ['error', 'warning', 'note'].flatMap(severity =>
      Array.from({ length: 12 }, () => finding({ severity: severity as 'error', at: place })),
    )
    const lines = renderGithub([reportOf(many)]).split('\n')
    const count = (command: string) => lines.filter(line => line.startsWith(`::${command} `)).length
    expect([count('error'), count('warning'), count('notice')]).toEqual([10, 10, 10])
    expect(lines.at(-1)).toMatch(
      /^::notice title=yoi-plugin check::rejected 1 of 1 plugin \(12 errors, 12 warnings, 12 notes\).*; 7 findings more/,
    )
  })

  test('no text of a plugin begins a command, ends one or adds a property', () => {
    const hostile = finding({
      rule: 'manifest/x',
      message: `${HOSTILE}\n::error::x`,
      why: `\r\n${HOSTILE}`,
      fix: HOSTILE,
      at: { ...place, file: `,line=9::${HOSTILE}` },
    })
    const report = reportOf([hostile], inputOf('directory', `a,title=b::${HOSTILE}`))
    const lines = renderGithub([report]).split('\n')
    expect(lines).toHaveLength(2)
    const [, properties = '', data = ''] = /^::error ([^\n]*?)::([^\n]*)$/.exec(lines[0] as string) ?? []
    expect(properties.split(',').map(pair => pair.split('=')[0])).toEqual([
      'file',
      'line',
      'endLine',
      'col',
      'endColumn',
      'title',
    ])
    expect(data).not.toMatch(/[\r\n]|##\[|[\p{Cc}\p{Cf}]/u)
    expect(lines[1]).not.toMatch(/^\s*::|##\[|[\p{Cc}\p{Cf}]/u)
  })
})

describe('renderGithubSummary', () => {
  test('is a verdict and a table', () => {
    const report = reportOf([finding({ at: place, message: 'a | b' })])
    expect(renderGithubSummary([report, reportOf([])])).toBe(
      [
        '### yoi-plugin check',
        '',
        'rejected 1 of 2 plugins \\(1 error\\): the plugins were not run',
        '',
        '| | plugin | place | rule | what to do |',
        '| --- | --- | --- | --- | --- |',
        '| error | plugins/echo (rejected) | plugins/echo/plugin.toml:2 | manifest/unknown-key | a | b The remedy. |',
        '',
      ]
        .join('\n')
        .replace('plugins/echo (rejected)', 'plugins/echo \\(rejected\\)')
        .replaceAll(
          'plugin.toml:2 | manifest/unknown-key | a | b',
          'plugin.toml:2 | manifest/unknown\\-key | a \\| b',
        ),
    )
  })

  test('keeps the table when there are more rows than GitHub would show', () => {
    const summary = renderGithubSummary([reportOf(Array.from({ length: 1_000 }, () => finding()))])
    expect(summary.split('\n').filter(line => line.startsWith('| error'))).toHaveLength(300)
    expect(summary).toContain('\n\n700 findings more: run `yoi-plugin check`.\n')
  })

  test('shows hostile text as it stands', () => {
    const escaped = escapeMarkdown(HOSTILE)
    expect(escaped).not.toMatch(/(?<!\\)[`*_[\]()|!]|[<>@]|:\/\/|[\p{Cc}\p{Cf}]/u)
    expect(escapeMarkdown('www.evil.example')).toBe('www&#46;evil.example')
  })
})
