import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { HostApi } from '../../src/contract/worlds.ts'
import type { JsonValue } from '../../src/manifest/manifest.ts'
import type { BuildResult } from '../../src/toolchains/build-result.ts'
import { buildTypeScript } from '../../src/toolchains/typescript/build-typescript.ts'
import { PluginInstance } from './call-component.ts'

export const PDK_IMPORT = "import { defineTools, ToolError } from 'yoi-plugin/pdk'\n"

/** Builds a project with these files in a temporary folder, which is removed again; `src/plugin.ts` is the entry. */
export async function buildFiles(
  files: Record<string, string>,
  tools: readonly (string | { readonly name: string; readonly input_schema: JsonValue })[],
  hostApis: readonly HostApi[] = [],
): Promise<BuildResult> {
  const projectDir = mkdtempSync(join(tmpdir(), 'yoi-plugin-build-'))
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(projectDir, path)), { recursive: true })
      writeFileSync(join(projectDir, path), text)
    }
    const declared = tools.map(tool => ({
      ...(typeof tool === 'string' ? { name: tool, input_schema: {} } : tool),
      description: '',
      external_write: false,
    }))
    return await buildTypeScript({
      projectDir,
      entry: 'src/plugin.ts',
      engine: 'quickjs',
      manifest: {
        tools: declared,
        permissions: hostApis.map(api => ({ kind: 'host_api', api })),
        request: [],
        websocket: [],
      },
    })
  } finally {
    rmSync(projectDir, { recursive: true, force: true })
  }
}

/** Builds one tool called `tool` from the body of its `run(input, context)`, or throws what the build says. */
export async function buildTool(runBody: string, topLevel = ''): Promise<PluginInstance> {
  return new PluginInstance(await buildToolComponent(runBody, topLevel))
}

/** The component of such a tool. */
export async function buildToolComponent(runBody: string, topLevel = ''): Promise<Uint8Array> {
  const source = `${PDK_IMPORT}${topLevel}\nexport default defineTools({ tool: { run(input: any, context) { ${runBody} } } })\n`
  const built = await buildFiles({ 'src/plugin.ts': source }, ['tool'])
  if (!built.ok) throw new Error(JSON.stringify(built.findings, null, 2))
  return built.component
}
