import { createHash } from 'node:crypto'
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { asset } from '../../assets.io.ts'
import { UserError } from '../../errors.ts'
import type { Finding } from '../../finding.ts'
import { type ExactJson, fromJsonValue } from '../../manifest/exact-json.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import { quote } from '../../quote.ts'
import { ByteWriter } from '../../wasm/byte-writer.ts'
import type { BuildResult, ComponentSize } from '../build-result.ts'
import { absentGlobalFindings } from './absent-global-findings.ts'
import { type Bundle, type BundleOutcome, bundle } from './bundle.ts'
import type { CompilePlugin } from './compiled-plugin.ts'
import { entryMissing, toolFindings } from './entry-findings.ts'
import { findHostFunctions } from './find-host-functions.ts'
import { fixedValueFindings } from './fixed-value-findings.ts'
import { type HostApiRequests, hostApiFindings } from './host-api-findings.ts'
import { originalNames } from './original-name.ts'
import { FOREIGN_POLYFILLS, findPolyfills } from './polyfills.ts'
import { compileWithQuickjs } from './quickjs/compile-with-quickjs.ts'
import { RECIPE } from './quickjs/recipe-files.ts'
import { analyseScopes, type ScopeAnalysis } from './script/analyse-scopes.ts'
import { restoreClassNames } from './script/class-names.ts'
import { parseScript } from './script/syntax.ts'
import { compileWithStarlingMonkey, STARLINGMONKEY } from './starlingmonkey/compile-with-starlingmonkey.ts'
import type { ToolSchema } from './tool-schema.ts'

const CUSTOM_SECTION = 0

export interface TypeScriptProject {
  /** Absolute path of the project folder. */
  readonly projectDir: string
  /** Path of the entry in it, with `/`. */
  readonly entry: string
  /** `build.engine` of yoi-plugin.toml: `quickjs` (the newest recipe) or a recipe by name. */
  readonly engine: string
  readonly manifest: Pick<Manifest, 'tools'> & HostApiRequests
  /** Exact `input_schema` of each tool (`ManifestReading.toolSchemas`); without them, those of the manifest are taken. */
  readonly schemas?: readonly ExactJson[]
}

/** Files of the running tool. */
export interface BuildTools {
  readonly pdkPath: string
  readonly engineDir: string
}

/**
 * Builds a component from a TypeScript project. Reads the project, runs the top level of the plugin inside the engine without any
 * access and in bounded steps, writes nothing. The same source, tool and recipe give the same bytes in every folder.
 * @throws UserError for an engine that this version does not have
 * @source host contract 6.1, 6.3
 */
export async function buildTypeScript(project: TypeScriptProject, tools = ownTools()): Promise<BuildResult> {
  const { entry, manifest } = project
  const compile = engineOf(project.engine, tools)
  if (!existsSync(join(project.projectDir, entry))) return { ok: false, findings: [entryMissing(entry)] }
  const projectDir = realpathSync(project.projectDir)
  const hasWebApis = project.engine === STARLINGMONKEY
  const bundled = await bundleWithPolyfills(projectDir, entry, { ...tools, hasWebApis })
  if (!bundled.ok) return bundled
  const hostFunctions = findHostFunctions(bundled.bundle.code)
  const source = readFileSync(join(projectDir, entry), 'utf8')
  const code = {
    projectDir,
    entry,
    source,
    bundle: withClassNames(projectDir, bundled),
    analysis: bundled.analysis,
    hostFunctions,
    schemas: schemasOf(project),
  }
  const absent = absentGlobalFindings(code, hasWebApis)
  if (hasError(absent)) return { ok: false, findings: [...bundled.findings, ...absent] }
  const compiled = await compile(code)
  if (!compiled.ok) return { ok: false, findings: [...absent, ...compiled.findings] }
  const findings = [
    ...bundled.findings,
    ...toolFindings({ entry, source }, compiled.toolNames, manifest.tools),
    ...absent,
    ...fixedValueFindings(code),
    ...hostApiFindings(hostFunctions, manifest, { entry, ...bundled.bundle }),
  ]
  if (hasError(findings)) return { ok: false, findings }
  const component = withNotices(compiled.assemble(), bundled.bundle, tools)
  return {
    ok: true,
    component,
    ...(compiled.share ? { size: sizeOf(component, compiled.share, bundled.bundle) } : {}),
    engine: compiled.engine,
    inputs: bundled.bundle.inputs.map(path => ({ path, sha256: hashOf(join(projectDir, path)) })),
    sourceMap: compiled.sourceMap ?? bundled.bundle.sourceMap,
    findings,
  }
}

function hasError(findings: readonly Finding[]): boolean {
  return findings.some(({ severity }) => severity === 'error')
}

type AnalysedBundle = BundleOutcome & { readonly analysis?: ScopeAnalysis | undefined }

/** Most plugins need no polyfill; one that does is bundled again, with those that it needs. */
async function bundleWithPolyfills(
  projectDir: string,
  entry: string,
  { pdkPath, hasWebApis }: BuildTools & { readonly hasWebApis: boolean },
): Promise<AnalysedBundle> {
  const first = await bundle(projectDir, entry, pdkPath)
  const analysis = first.ok ? analyse(first.bundle) : undefined
  const polyfills = analysis && !hasWebApis ? findPolyfills(analysis) : undefined
  if (!polyfills || polyfills.names.length === 0) return { ...first, analysis }
  const second = await bundle(projectDir, entry, pdkPath, polyfills)
  return { ...second, analysis: second.ok ? analyse(second.bundle) : undefined }
}

function analyse({ code }: Bundle): ScopeAnalysis | undefined {
  const program = parseScript(code)
  return program && analyseScopes(program)
}

/** The licences of packages whose code the build has added, as the engine carries its own. */
function withNotices(component: Uint8Array, { modules }: Bundle, { pdkPath }: BuildTools): Uint8Array {
  const names = FOREIGN_POLYFILLS.filter(name =>
    modules.some(({ path }) => path === `yoi-plugin/polyfills/${name}`),
  )
  if (names.length === 0) return component
  const output = new ByteWriter(component.length + 8192).raw(component)
  for (const name of names) {
    const notice = readFileSync(join(dirname(pdkPath), 'polyfills', `${name}.NOTICE.txt`))
    output.section(CUSTOM_SECTION, body => body.name('licence').raw(notice))
  }
  return output.finish()
}

type Share = Pick<ComponentSize, 'applicationBytes' | 'dataBytes'>

function sizeOf({ byteLength }: Uint8Array, share: Share, { modules }: Bundle): ComponentSize {
  return { engineBytes: byteLength - share.applicationBytes - share.dataBytes, ...share, modules }
}

/** Every line and column stays, so the analysis and the source map do. */
function withClassNames(
  projectDir: string,
  { bundle, analysis }: { readonly bundle: Bundle; readonly analysis?: ScopeAnalysis | undefined },
): Bundle {
  if (analysis === undefined) return bundle
  return { ...bundle, code: restoreClassNames(bundle.code, analysis, originalNames(projectDir, bundle)) }
}

function schemasOf({ manifest: { tools }, schemas }: TypeScriptProject): ToolSchema[] {
  const exact = schemas ?? tools.map(tool => fromJsonValue(tool.input_schema))
  return tools.map(({ name }, index) => ({ name, schema: exact[index]! }))
}

/** @throws UserError for an engine that this version does not have */
function engineOf(name: string, { engineDir }: BuildTools): CompilePlugin {
  if (name === 'quickjs' || name === RECIPE) return code => compileWithQuickjs(code, engineDir)
  if (name === STARLINGMONKEY) return compileWithStarlingMonkey
  throw new UserError(
    'engine-not-available',
    `The engine ${quote(name)} is not available.`,
    `Set build.engine = "quickjs", or "${STARLINGMONKEY}".`,
  )
}

function ownTools(): BuildTools {
  return { pdkPath: asset('dist/pdk/index.js'), engineDir: asset('dist/engine') }
}

function hashOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}
