/** The 73-byte manifest of the worked example. @source host contract 3 */
export const EXAMPLE_MANIFEST = [
  'schema_version = 1',
  'id = "acme.echo"',
  'name = "Acme Echo"',
  'version = "0.1.0"',
  '',
].join('\n')

export function filesOf(texts: Readonly<Record<string, string | Uint8Array>>): Map<string, Uint8Array> {
  return new Map(
    Object.entries(texts).map(([path, content]) => [
      path,
      typeof content === 'string' ? new TextEncoder().encode(content) : content,
    ]),
  )
}

/** The four files of the worked example, in no particular order. @source host contract 3 */
export function exampleFiles(): Map<string, Uint8Array> {
  return filesOf({
    'plugin.toml': EXAMPLE_MANIFEST,
    'a.txt': 'hi',
    'dir/b.bin': Uint8Array.of(0, 1, 255),
    'Z.txt': '',
  })
}
