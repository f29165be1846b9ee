/** What `run-componentize.ts` does. Paths are absolute. */
export interface ComponentizeJob {
  /** The module of componentize-js. */
  readonly packagePath: string
  readonly options: ComponentizeOptions
  /** Where the component goes. */
  readonly output: string
}

/** Of the options of componentize-js what is used. @source its types.d.ts */
export interface ComponentizeOptions {
  readonly sourcePath: string
  readonly sourceName: string
  readonly witPath: string
  readonly worldName: string
  readonly disableFeatures: readonly string[]
  readonly wizerBin: string
  readonly env: Readonly<Record<string, string>>
}
