/** What we read of `cargo metadata --format-version 1`. */
export interface CargoMetadata {
  readonly packages: readonly CargoPackage[]
  /** Ids. */
  readonly workspace_members: readonly string[]
  /** Absolute paths. */
  readonly workspace_root: string
  readonly target_directory: string
  readonly resolve: {
    /** The package of the manifest, null for a workspace without one. */
    readonly root: string | null
    readonly nodes: readonly { readonly id: string; readonly dependencies: readonly string[] }[]
  }
}

/**
 * Names of packages, from the one of `packageId` to the nearest for which `isWanted` holds.
 * @returns undefined when it depends on none of them
 */
export function shortestWay(
  { packages, resolve }: CargoMetadata,
  packageId: string,
  isWanted: (entry: CargoPackage) => boolean,
): readonly string[] | undefined {
  const nodes = new Map(resolve.nodes.map(node => [node.id, node.dependencies]))
  const entries = new Map(packages.map(entry => [entry.id, entry]))
  const before = new Map<string, string | null>([[packageId, null]])
  for (const id of before.keys()) {
    const entry = entries.get(id)
    if (entry && isWanted(entry)) return wayTo(id, before).map(step => entries.get(step)?.name ?? step)
    for (const next of nodes.get(id) ?? []) if (!before.has(next)) before.set(next, id)
  }
  return undefined
}

function wayTo(end: string, before: ReadonlyMap<string, string | null>): string[] {
  const way: string[] = []
  for (let id: string | null = end; id !== null; id = before.get(id) ?? null) way.unshift(id)
  return way
}

export interface CargoPackage {
  readonly id: string
  readonly name: string
  /** Absolute path of its Cargo.toml. */
  readonly manifest_path: string
  /** Null for a path dependency or a member of the workspace. */
  readonly source: string | null
  readonly targets: readonly {
    readonly name: string
    readonly kind: readonly string[]
    readonly crate_types: readonly string[]
  }[]
}

/** The messages of `cargo build` that name a file that it made. */
interface ArtifactMessage {
  readonly reason: 'compiler-artifact'
  readonly package_id: string
  readonly target: { readonly kind: readonly string[]; readonly crate_types: readonly string[] }
  readonly filenames: readonly string[]
}

/** Absolute path of the core module that a build of `packageId` made; undefined when its output names none. @param output stdout of cargo, a JSON object a line */
export function builtModule(output: string, packageId: string): string | undefined {
  return artifacts(output)
    .filter(({ package_id, target }) => package_id === packageId && target.crate_types.includes('cdylib'))
    .flatMap(({ filenames }) => filenames)
    .findLast(path => path.endsWith('.wasm'))
}

/** Ids of the packages of which a build made more than the build script. @param output stdout of cargo, also of a build that failed */
export function builtPackages(output: string): ReadonlySet<string> {
  const made = artifacts(output).filter(({ target }) => !target.kind.includes('custom-build'))
  return new Set(made.map(({ package_id }) => package_id))
}

function artifacts(output: string): ArtifactMessage[] {
  return output
    .split('\n')
    .filter(line => line.startsWith('{'))
    .map(line => JSON.parse(line) as { readonly reason: string })
    .filter((message): message is ArtifactMessage => message.reason === 'compiler-artifact')
}
