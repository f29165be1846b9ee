/**
 * The files that a make-style `.d` file names as inputs, in which a space is written as `\ `.
 * @param text what cargo leaves beside an artifact
 */
export function inputsOfDepInfo(text: string): string[] {
  const rule = text.split('\n').find(line => line.includes(': '))
  if (rule === undefined) return []
  const inputs = rule.slice(rule.search(/(?<!\\): /) + 2)
  return [...inputs.matchAll(/(?:\\.|[^\s\\])+/g)].map(([path]) => path.replace(/\\([ \\])/g, '$1'))
}
