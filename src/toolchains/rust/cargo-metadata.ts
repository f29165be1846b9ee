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
  readonly target: { readonly crate_types: readonly string[] }
  readonly filenames: readonly string[]
}

/** Absolute path of the core module that a build of `packageId` made; undefined when its output names none. @param output stdout of cargo, a JSON object a line */
export function builtModule(output: string, packageId: string): string | undefined {
  return output
    .split('\n')
    .filter(line => line.startsWith('{'))
    .map(line => JSON.parse(line) as Partial<ArtifactMessage>)
    .filter(message => message.reason === 'compiler-artifact' && message.package_id === packageId)
    .filter(message => message.target?.crate_types.includes('cdylib'))
    .flatMap(message => message.filenames ?? [])
    .findLast(path => path.endsWith('.wasm'))
}
