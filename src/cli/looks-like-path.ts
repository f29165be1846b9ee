/** Whether an argument names a file or folder rather than a tool or a package. */
export function looksLikePath(argument: string): boolean {
  return /[/\\]|^\.{1,2}$|\.(yoi-plugin|wasm)$/.test(argument)
}
