/**
 * Orders paths by their UTF-8 bytes. Plain `.sort()` compares UTF-16 units and puts U+FFEE after U+10000.
 * @source host contract 2.3, 3
 */
export function comparePaths(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left, 'utf8'), Buffer.from(right, 'utf8'))
}

/** The same entries in ascending UTF-8 byte order of their paths. */
export function sortByPath<Content>(
  files: Iterable<readonly [path: string, content: Content]>,
): Map<string, Content> {
  const keyed = [...files].map(([path, content]) => ({ key: Buffer.from(path, 'utf8'), path, content }))
  keyed.sort((left, right) => Buffer.compare(left.key, right.key))
  return new Map(keyed.map(({ path, content }) => [path, content]))
}
