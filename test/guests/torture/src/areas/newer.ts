/** What came with ES2024: both engines have it, Node 20 has not. */
export function newer() {
  const { promise, resolve } = Promise.withResolvers<number>()
  resolve(1)
  return promise.then(resolved => ({
    resolved,
    groups: [...Map.groupBy([1, 2, 3, 4, 5], value => (value % 2 ? 'odd' : 'even'))],
    object: Object.groupBy(['x', 'yy', 'zz'], text => text.length),
    moved: new ArrayBuffer(4).transfer(8).byteLength,
  }))
}
