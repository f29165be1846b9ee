import { COMPONENT_RUNTIME_KIND, LEGACY } from '../../contract/names.ts'
import { INSTANCE_WORLD, WORLDS } from '../../contract/worlds.ts'
import { quote } from '../../quote.ts'
import { checkPackagePath } from '../package-path.ts'
import type { DraftRuntime } from './draft-manifest.ts'
import type { SemanticProblem } from './semantic-problem.ts'

type Unplaced = Omit<SemanticProblem, 'hasIdentity'>

/** Steps 4a to 4g of the host's checks; the component's bytes are not looked at. @source host contract 1.5 */
export function checkRuntime(
  runtime: DraftRuntime | null | undefined,
  paths: ReadonlySet<string>,
): SemanticProblem[] {
  if (!runtime || runtime.kind === undefined) return []
  if (runtime.kind === LEGACY.runtimeKind) return [withIdentity(rawRuntime(runtime))]
  if (runtime.kind !== COMPONENT_RUNTIME_KIND) return [withIdentity(unsupportedKind(runtime.kind))]
  return [
    ...rawMetadata(runtime),
    ...checkWorld(runtime.world),
    ...checkComponent(runtime.component, paths),
  ].map(withIdentity)
}

/** @returns undefined when the runtime could not be read well enough to know */
export function hasInstanceWorld(runtime: DraftRuntime | null): boolean | undefined {
  if (runtime === null) return false
  if (runtime.kind === undefined || runtime.world === undefined) return undefined
  return runtime.kind === COMPONENT_RUNTIME_KIND && runtime.world === INSTANCE_WORLD
}

function rawRuntime({ abi }: DraftRuntime): Unplaced {
  return {
    rule: 'legacy/raw-runtime',
    kind: 'api',
    path: 'runtime.kind',
    message: `runtime.kind is "${LEGACY.runtimeKind}" (${escapedAbi(abi)}); expected "${COMPONENT_RUNTIME_KIND}".`,
    why: 'Yoi retired the raw WebAssembly runtime and refuses the package.',
    fix: `Set kind = "${COMPONENT_RUNTIME_KIND}", remove abi and entry, set world and component, and rebuild with \`yoi-plugin build\`.`,
    replacement: `"${COMPONENT_RUNTIME_KIND}"`,
  }
}

function escapedAbi(abi: string | null | undefined): string {
  return quote(abi ?? LEGACY.abi)
}

function unsupportedKind(kind: string): Unplaced {
  return {
    rule: 'manifest/unsupported-runtime-kind',
    kind: 'api',
    path: 'runtime.kind',
    message: `runtime.kind is ${quote(kind)}; expected "${COMPONENT_RUNTIME_KIND}".`,
    why: 'Yoi runs WebAssembly components only and refuses the package.',
    fix: `Write kind = "${COMPONENT_RUNTIME_KIND}".`,
    replacement: `"${COMPONENT_RUNTIME_KIND}"`,
  }
}

function rawMetadata(runtime: DraftRuntime): Unplaced[] {
  return (['abi', 'entry'] as const)
    .filter(key => typeof runtime[key] === 'string')
    .map(key => ({
      rule: 'legacy/raw-metadata',
      kind: 'malformed',
      path: `runtime.${key}`,
      part: 'key',
      message: `runtime has the retired key "${key}"; expected none beside kind = "${COMPONENT_RUNTIME_KIND}".`,
      why: 'The key belonged to the raw WebAssembly runtime, and Yoi refuses a component that has it.',
      fix: `Remove ${key}.`,
      isSurplus: true,
    }))
}

function checkWorld(world: string | null | undefined): Unplaced[] {
  if (world === undefined || WORLDS.some(known => known === world)) return []
  const expected = WORLDS.map(known => `"${known}"`).join(' or ')
  const problem = {
    kind: 'api',
    why: 'Yoi picks the entry points of the component by its world and refuses any other.',
    fix: `Write world = ${expected}.`,
  } as const
  return world === null
    ? [
        {
          ...problem,
          rule: 'manifest/missing-world',
          path: 'runtime',
          message: `runtime has no world; expected ${expected}.`,
        },
      ]
    : [
        {
          ...problem,
          rule: 'manifest/unsupported-world',
          path: 'runtime.world',
          message: `runtime.world is ${quote(world)}; expected ${expected}.`,
        },
      ]
}

function checkComponent(component: string | null | undefined, paths: ReadonlySet<string>): Unplaced[] {
  if (component === undefined) return []
  if (component === null) return [missingComponent()]
  const path = 'runtime.component'
  const refusal = checkPackagePath(component)
  if (refusal !== undefined) {
    return [
      {
        rule: 'manifest/unsafe-component-path',
        kind: 'traversal',
        path,
        message: `${path} is ${quote(component)}, but ${refusal}.`,
        why: 'Yoi refuses every path that could lead out of the package, and rewrites none.',
        fix: 'Write a plain relative path such as "plugin.component.wasm".',
      },
    ]
  }
  if (paths.has(component)) return []
  return [
    {
      rule: 'manifest/component-not-in-package',
      kind: 'missing',
      path,
      message: `${path} is ${quote(component)}, but the package has no such file.`,
      why: 'Yoi looks the path up in the package, character by character, and refuses the package.',
      fix: 'Run `yoi-plugin build`, or write the path of the component.',
    },
  ]
}

function missingComponent(): Unplaced {
  return {
    rule: 'manifest/missing-component',
    kind: 'missing',
    path: 'runtime',
    message: 'runtime has no component; expected the path of the component in the package.',
    why: 'Without it Yoi has nothing to run and refuses the package.',
    fix: 'Write component = "plugin.component.wasm".',
  }
}

function withIdentity(problem: Unplaced): SemanticProblem {
  return { ...problem, hasIdentity: true }
}
