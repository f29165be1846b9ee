import type { Finding } from '../../finding.ts'
import type { Case } from '../case.ts'
import { listProjectFiles } from '../list-project-files.io.ts'
import { CASSETTES_FOLDER, cassettePathOf } from './cassette.ts'
import { readCassetteFile } from './cassette-file.io.ts'
import { findUnredacted, staleExchange, unusedCassette } from './cassette-findings.ts'
import { type CassetteReading, unreadableCassette } from './read-cassette.ts'
import type { UnusedExchange } from './replay.ts'
import type { NamedSecret } from './secret-spellings.ts'

/** What a case left of its cassette. */
export interface CassetteUse {
  readonly entry: Case
  readonly unused: readonly UnusedExchange[]
}

/** The cassettes of a project, each read once. */
export class CassetteShelf {
  private readonly readings = new Map<string, CassetteReading | null>()

  private constructor(
    private readonly projectDir: string,
    private readonly listed: readonly string[],
    private readonly refusals: readonly Finding[],
  ) {}

  /** Lists `cassettes/` of a project. */
  static async open(projectDir: string): Promise<CassetteShelf> {
    const { files, odd } = await listProjectFiles(projectDir, CASSETTES_FOLDER, '.json')
    const refusals = odd.map(({ path, what }) => unreadableCassette(`it is ${what}`, { file: path }))
    return new CassetteShelf(projectDir, files, refusals)
  }

  /** @returns null when there is no such file */
  read(path: string): CassetteReading | null {
    const known = this.readings.get(path)
    if (known !== undefined) return known
    const reading = readCassetteFile(this.projectDir, path)
    this.readings.set(path, reading)
    return reading
  }

  /** What is wrong with the cassettes of the folder, those that the cases name, and what they show. */
  findings(cases: readonly Case[], secrets: readonly NamedSecret[]): Finding[] {
    const paths = new Set([...this.listed, ...cases.map(pathOf)])
    return [
      ...this.refusals,
      ...[...paths].flatMap(path => {
        const reading = this.read(path)
        if (reading === null) return []
        const { cassette, findings, placeOf } = reading
        return cassette ? findUnredacted(cassette, secrets, placeOf) : findings
      }),
    ]
  }

  /** Cassettes that no case uses. */
  unusedFiles(cases: readonly Case[]): Finding[] {
    const used = new Set(cases.map(pathOf))
    return this.listed.filter(path => !used.has(path)).map(unusedCassette)
  }

  /**
   * Exchanges that nobody asked for.
   * @param uses of cases that passed
   * @param cases all of the project: a cassette is judged only when all of its cases passed
   */
  staleExchanges(uses: readonly CassetteUse[], cases: readonly Case[]): Finding[] {
    return [...new Set(uses.map(({ entry }) => pathOf(entry)))].flatMap(path => {
      const reading = this.read(path)
      const own = uses.filter(({ entry }) => pathOf(entry) === path)
      if (!reading || own.length < cases.filter(entry => pathOf(entry) === path).length) return []
      const [first, ...others] = own
      const stale = first!.unused.filter(({ index }) =>
        others.every(({ unused }) => unused.some(other => other.index === index)),
      )
      const user = others.length === 0 ? first!.entry.file : 'no case'
      return stale.map(exchange =>
        staleExchange(exchange, user, reading.placeOf(['exchanges', exchange.index])),
      )
    })
  }
}

/** Path of the cassette of a case. */
export function pathOf({ file, cassette }: Case): string {
  return cassette ?? cassettePathOf(file)
}
