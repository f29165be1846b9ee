import type { ScriptEngine } from './script-engine.ts'

/**
 * Methods that QuickJS makes at their first use, which costs a call some 2,500 fuel each, by their owners. Owners without a dot are
 * global objects, made at their first use too.
 */
const METHODS: Readonly<Record<string, string>> = {
  'Array.prototype':
    'at concat copyWithin entries every fill filter find findIndex findLast findLastIndex flat flatMap forEach includes indexOf join ' +
    'keys lastIndexOf map pop push reduce reduceRight reverse shift slice some sort splice toReversed toSorted toSpliced unshift values with',
  'String.prototype':
    'at charAt charCodeAt codePointAt concat endsWith includes indexOf lastIndexOf localeCompare match matchAll normalize padEnd ' +
    'padStart repeat replace replaceAll search slice split startsWith substring toLowerCase toUpperCase trim trimEnd trimStart',
  'RegExp.prototype': 'exec test toString',
  'Number.prototype': 'toFixed toPrecision toString',
  'Function.prototype': 'apply bind call',
  'Object.prototype': 'hasOwnProperty toString',
  'Map.prototype': 'clear delete entries forEach get has keys set values',
  'Set.prototype': 'add clear delete entries forEach has keys values',
  'Promise.prototype': 'catch finally then',
  'Date.prototype':
    'getTime getUTCDate getUTCDay getUTCFullYear getUTCHours getUTCMinutes getUTCMonth getUTCSeconds toISOString toJSON',
  Array: 'from isArray of',
  Date: 'UTC parse',
  JSON: 'parse stringify',
  Math: 'abs ceil floor imul log max min pow round sign sqrt trunc',
  Number: 'isFinite isInteger isNaN isSafeInteger parseFloat parseInt',
  Object:
    'assign create defineProperty entries freeze fromEntries getOwnPropertyNames getPrototypeOf groupBy hasOwn is keys values',
  Promise: 'all allSettled any race reject resolve',
  String: 'fromCharCode fromCodePoint raw',
}

/** What the syntax uses without a name. */
const TEMPLATE = ['String.prototype', 'concat'] as const
const ITERATION = ['Array.prototype', 'values'] as const

/**
 * Makes the built-in methods that a script names, before it runs, so that they are in the image and no call pays for them. They would
 * be the same at their first use; what a script puts in their place afterwards stays.
 */
export function warmUp(engine: ScriptEngine, script: string): void {
  for (const [owner, method] of methodsOf(script)) engine.touch([...owner.split('.'), method])
}

/** In an order that the script does not change. */
function methodsOf(script: string): (readonly [owner: string, method: string])[] {
  const named = new Set(Array.from(script.matchAll(/\.([A-Za-z]+)/g), ([, name]) => name!))
  const listed = Object.entries(METHODS).flatMap(([owner, methods]) => {
    const isUsed = owner.includes('.') || script.includes(`${owner}.`)
    return isUsed ? methods.split(' ').map(method => [owner, method] as const) : []
  })
  const found = listed.filter(([, method]) => named.has(method))
  return [
    ...found,
    ...(script.includes('${') ? [TEMPLATE] : []),
    ...(/ of |\.\.\./.test(script) ? [ITERATION] : []),
  ]
}
