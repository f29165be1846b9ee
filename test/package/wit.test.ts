import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { PACKAGE_LIMITS } from '../../src/contract/limits.ts'
import { WIT_FILES } from '../../src/contract/wit-files.ts'
import { readProject } from '../../src/package/read-project.io.ts'
import { emptyFolder, runCli } from '../support/run-cli.ts'

let project = ''

beforeEach(async () => {
  const folder = emptyFolder()
  await runCli(['new', 'p', '--template', 'rust-tool'], { cwd: folder })
  project = join(folder, 'p')
})

const findings = () =>
  readProject(project, [], PACKAGE_LIMITS).findings.filter(({ rule }) => rule === 'build/wit-changed')

describe('the WIT of a Rust project', () => {
  test('is that of Yoi in a new project', () => {
    expect(findings()).toEqual([])
  })

  test.each(WIT_FILES)('%s is missed when another file of it is there', path => {
    rmSync(join(project, path))
    expect(findings()).toMatchObject([
      { severity: 'warning', at: { file: path }, message: `"${path}" is missing.` },
    ])
  })

  test.each(WIT_FILES)('%s is compared by its bytes', path => {
    writeFileSync(join(project, path), 'package yoi:host@1.0.0;\r\n')
    expect(findings()).toMatchObject([
      { at: { file: path }, message: `"${path}" is not what this version of yoi-plugin carries.` },
    ])
  })

  test('is not asked of a project without any', () => {
    rmSync(join(project, 'wit'), { recursive: true })
    expect(findings()).toEqual([])
  })
})
