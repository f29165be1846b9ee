/** How a tool is written as a property name in TypeScript: bare when that is possible, quoted otherwise. */
export function propertyName(name: string): string {
  if (name === '__proto__') return "['__proto__']"
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? name : JSON.stringify(name)
}

/** Makes text literal in Markdown and keeps it on one line. */
export function markdownText(text: string): string {
  return text
    .replace(/[\u0000-\u001f\u007f-\u009f\s]+/gu, ' ')
    .trim()
    .replace(/[\\`*_[\]<>#|~&]/g, character => `\\${character}`)
    .replace(/^(\d*)([-+=.)])/, '$1\\$2')
}
