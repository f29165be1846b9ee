import { writeArchive } from '../../src/package/zip/write-archive.ts'
import { filesOf } from './package-vectors.ts'

export interface PackedOptions {
  readonly id?: string
  readonly version?: string
  /** More TOML after the four required keys; top-level keys first. */
  readonly more?: string
  readonly files?: Readonly<Record<string, string | Uint8Array>>
}

/** `permissions`, `[runtime]` and one tool `echo`, in order; its component need not be one. */
export const ONE_TOOL = `surfaces = ["tool"]
permissions = [{ kind = "surface", surface = "tool" }, { kind = "tool", name = "echo" }]
[runtime]
kind = "wasm-component"
component = "plugin.component.wasm"
world = "yoi:plugin/tool@1.0.0"
[[tools]]
name = "echo"
description = "Echoes."
input_schema = { type = "object" }
`

export const STUB = { 'plugin.component.wasm': 'not wasm at all' }

/** The bytes of a `.yoi-plugin` file. */
export function packedPlugin({
  id = 'acme.echo',
  version = '0.1.0',
  more = '',
  files = {},
}: PackedOptions = {}): Uint8Array {
  const toml = `schema_version = 1\nid = "${id}"\nname = "Acme Echo"\nversion = "${version}"\n${more}`
  const writing = writeArchive(filesOf({ 'plugin.toml': toml, ...files }))
  if (!writing.ok) throw new Error(writing.refusal.message)
  return writing.bytes
}
