import type { HostApi } from '../../contract/worlds.ts'
import type { GrantSet } from '../../grants/grant-set.ts'
import { importedHostApis } from '../../host/imported-host-apis.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import type { CallAnswers } from '../answers/call-answers.ts'
import { CallObserver } from '../answers/call-observer.ts'
import type { Case } from '../case.ts'
import type { Exchange } from '../cassette/cassette.ts'
import { Redactor } from '../cassette/redactor.ts'
import type { NamedSecret } from '../cassette/secret-spellings.ts'
import type { UnusableCall } from '../exercise-plugin.ts'
import { type ExerciseInput, type ExerciseRun, runExercise } from '../run-exercise.io.ts'
import { type AuthoritySet, removalsOf } from './authority-set.ts'
import { permissiveAuthority } from './permissive-authority.ts'
import { expectsDenial, type ObservedCase, usedAuthority } from './used-authority.ts'

export interface SuggestInput
  extends Pick<ExerciseInput, 'plugin' | 'limits' | 'cases' | 'projectDir' | 'cacheFolder' | 'signal'> {
  /** `[grants]`; null when there is none. Only its folders count. */
  readonly projectGrants: GrantSet | null
  readonly secrets: readonly NamedSecret[]
  /** What answers the host calls of a case when it is first run. */
  readonly openAnswers: (entry: Case, observer: CallObserver) => CallAnswers | UnusableCall
  /** The same with these exchanges in the place of a network. */
  readonly rehearse: (entry: Case, exchanges: readonly Exchange[]) => CallAnswers | UnusableCall
}

/** What failed when one entry was taken away. */
export interface Proof {
  readonly side: 'manifest' | 'grants'
  /** The entry; not escaped. */
  readonly label: string
  /** File of the case that failed. */
  readonly file: string
  /** Its first difference. */
  readonly difference: string
}

export interface Suggestion {
  readonly needed: AuthoritySet
  /** One for each entry of `needed`: it was taken away, and a case failed. */
  readonly proofs: readonly Proof[]
}

/** A case that says nothing about what is needed. `reason` ends a sentence. */
export interface UncountedCase {
  readonly entry: Case
  readonly reason: string
  /** False when it should have passed. */
  readonly isMeant: boolean
}

export interface Inference {
  /** Null when no case counts. */
  readonly suggestion: Suggestion | null
  readonly observed: readonly ObservedCase[]
  readonly uncounted: readonly UncountedCase[]
  /** Runs the cases that count once more. @returns why those fail that do, by their files */
  readonly failuresUnder: (authority: AuthoritySet) => Promise<ReadonlyMap<string, string>>
}

/**
 * Finds the least that a plugin must request and be granted for its cases to pass: runs them with everything allowed, looks at what they
 * use, and takes away each entry of that in turn until every one is known to be needed. The network, if there is one, is used
 * in the first run only.
 */
export async function suggestGrants(input: SuggestInput, manifest: Manifest): Promise<Inference> {
  const trial = new Trial(input, manifest)
  const { observed, uncounted } = await trial.observe()
  const { imports } = trial
  if (observed.length === 0) return { ...NOTHING_KNOWN, uncounted }
  const used = usedAuthority({ manifest, observed, imports, redactor: new Redactor(input.secrets) })
  const unstable = await trial.failures(used, observed)
  const stable = observed.filter(({ entry }) => !unstable.has(entry.file))
  const all = [
    ...uncounted,
    ...[...unstable].map(([file, reason]) => ({
      entry: observed.find(({ entry }) => entry.file === file)!.entry,
      reason: `with all that it used it came out otherwise the second time: ${reason}`,
      isMeant: false,
    })),
  ]
  const suggestion = stable.length === 0 ? null : await reduce(trial, used, stable)
  const failuresUnder = (authority: AuthoritySet) => trial.failures(authority, stable)
  return { suggestion, observed: stable, uncounted: all, failuresUnder }
}

/** What is known when nothing was run. */
export const NOTHING_KNOWN: Inference = {
  suggestion: null,
  observed: [],
  uncounted: [],
  failuresUnder: async () => new Map(),
}

/** Takes away what nothing needs, then proves that everything that is left is needed. */
async function reduce(
  trial: Trial,
  used: AuthoritySet,
  observed: readonly ObservedCase[],
): Promise<Suggestion> {
  let needed = used
  for (;;) {
    const proofs: Proof[] = []
    let smaller: AuthoritySet | null = null
    for (const { side, label, left } of removalsOf(needed)) {
      const failure = await trial.firstFailure(left, observed)
      if (failure === null) smaller = left
      else proofs.push({ side, label, ...failure })
      if (smaller) break
    }
    if (smaller === null) return { needed, proofs }
    needed = smaller
  }
}

/** Runs the cases of one plugin under one authority after the other. */
class Trial {
  readonly imports: readonly HostApi[]
  private readonly exchanges = new Map<Case, readonly Exchange[]>()

  constructor(
    private readonly input: SuggestInput,
    private readonly manifest: Manifest,
  ) {
    const { files, componentPath } = input.plugin
    const component = componentPath === undefined ? undefined : files.get(componentPath)
    this.imports = component ? importedHostApis(component) : []
  }

  /** The first run: everything is allowed. */
  async observe(): Promise<{ observed: ObservedCase[]; uncounted: UncountedCase[] }> {
    const { cases } = this.input
    const meant = cases.filter(isAboutDenial)
    const counted = cases.filter(entry => !isAboutDenial(entry))
    const observers = new Map(counted.map(entry => [entry, new CallObserver()]))
    const everything = permissiveAuthority(
      this.manifest,
      counted.flatMap(entry => this.rootsOf(entry)).map(root => ({ root })),
    )
    const run = await this.run(everything, counted, entry =>
      this.input.openAnswers(entry, observers.get(entry)!),
    )
    for (const { entry, answers } of run.ran) this.exchanges.set(entry, answers.rehearsal())
    const failures = failuresOf(run, counted)
    return {
      observed: counted
        .filter(({ file }) => !failures.has(file))
        .map(entry => ({ entry, observer: observers.get(entry)!, roots: this.rootsOf(entry) })),
      uncounted: [
        ...meant.map(entry => ({ entry, reason: 'it is about a denial', isMeant: true })),
        ...counted.flatMap(entry => {
          const reason = failures.get(entry.file)
          return reason === undefined
            ? []
            : [{ entry, reason: `it does not pass: ${reason}`, isMeant: false }]
        }),
      ],
    }
  }

  /** Why cases fail under an authority, by their files. */
  async failures(set: AuthoritySet, observed: readonly ObservedCase[]): Promise<ReadonlyMap<string, string>> {
    const cases = observed.map(({ entry }) => entry)
    const run = await this.run(set, cases, entry =>
      this.input.rehearse(entry, this.exchanges.get(entry) ?? []),
    )
    return failuresOf(run, cases)
  }

  /** The case that probably fails is run alone; the others only when it passes. */
  async firstFailure(
    set: AuthoritySet,
    observed: readonly ObservedCase[],
  ): Promise<Pick<Proof, 'file' | 'difference'> | null> {
    const likely = observed.find(each => expectsDenial(set, each, this.imports)) ?? observed[0]!
    for (const some of [[likely], observed.filter(each => each !== likely)]) {
      const [first] = some.length === 0 ? [] : await this.failures(set, some)
      if (first) return { file: first[0], difference: first[1] }
    }
    return null
  }

  private async run(
    { manifest, grants }: AuthoritySet,
    cases: readonly Case[],
    openAnswers: (entry: Case) => CallAnswers | UnusableCall,
  ): Promise<ExerciseRun> {
    const run = await runExercise({
      ...this.input,
      cases,
      hasSmokeCalls: false,
      authorize: entry => {
        const roots = entry ? this.rootsOf(entry) : []
        const fs = grants.fs.filter(({ root }) => roots.includes(root))
        return { requests: manifest, grants: { ...grants, fs } }
      },
      openAnswers: entry => (entry ? openAnswers(entry) : { unusable: 'it is no case' }),
    })
    if (run === null) throw new Error('the manifest was read before')
    return run
  }

  private rootsOf({ grants }: Case): string[] {
    return [...new Set(((grants ?? this.input.projectGrants)?.fs ?? []).map(({ root }) => root))]
  }
}

function isAboutDenial({ without, expect }: Case): boolean {
  return without.length > 0 || (expect.error?.startsWith('denied:') ?? false)
}

function failuresOf({ reports, findings }: ExerciseRun, cases: readonly Case[]): Map<string, string> {
  const failures = new Map<string, string>()
  for (const { file } of cases) {
    const report = reports.find(each => each.file === file)
    const finding = findings.find(each => each.at?.file === file)
    if (report?.status === 'passed') continue
    failures.set(file, firstOf(report?.differences ?? []) ?? finding?.message ?? 'it was not run')
  }
  return failures
}

/** A line that ends in a colon says nothing without the next. */
function firstOf([first, second = '']: readonly string[]): string | undefined {
  return first?.endsWith(':') ? `${first} ${second.trim()}` : first
}
