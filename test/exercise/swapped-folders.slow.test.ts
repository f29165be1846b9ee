import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { placeFolders } from '../../src/exercise/place-folders.io.ts'
import { readCases } from '../../src/exercise/read-cases.io.ts'
import { race, useSwapping } from '../support/race.ts'
import { readTree } from '../support/run-cli.ts'
import { useTemporaryFolders } from '../support/temporary-folder.ts'

/** For a leak that shows in one of 200 attempts. */
const LONG_RACE_MS = 2_000

const temporaryFolder = useTemporaryFolders()
const swap = useSwapping()
let project = ''
let outside = ''

beforeEach(() => {
  const base = temporaryFolder({
    'project/notes/a.txt': 'inside',
    'project/notes/deep/a.txt': 'inside',
    'project/cases/sub/a.toml': 'tool = "inside"\n',
    'outside/a.txt': 'SECRET',
    'outside/a.toml': 'tool = "SECRET"\n',
    'outside/only-outside.toml': '',
  })
  project = join(base, 'project')
  outside = join(base, 'outside')
})

describe.runIf(process.platform === 'linux')('while names are swapped for links', () => {
  test.each(['notes', 'notes/deep', 'notes/a.txt'])(
    '%s, nothing outside is copied, and nothing is thrown',
    async name => {
      await swap(
        join(project, name),
        name === 'notes/a.txt' ? join(outside, 'a.txt') : outside,
        join(project, 'aside'),
      )
      const tally = await race(() => {
        const placed = placeFolders(project, [{ root: 'notes', operations: ['read'] }])
        if (!placed.ok) return false
        expect(JSON.stringify(readTree(placed.projectCopy))).not.toMatch(/SECRET|only-outside/)
        placed.dispose()
        return true
      })
      expect(Math.min(tally.answered, tally.refused)).toBeGreaterThan(0)
    },
  )

  test('cases/sub, no case outside is read or named', async () => {
    await swap(join(project, 'cases/sub'), outside)
    const tally = await race(async () => {
      const { cases, findings } = await readCases(project)
      expect(JSON.stringify([cases, findings])).not.toMatch(/SECRET|only-outside/)
      return cases.length > 0
    }, LONG_RACE_MS)
    expect(Math.min(tally.answered, tally.refused)).toBeGreaterThan(0)
  })
})
