/** What a person wanted with a global that is not there, and how to get it. */
export interface Advice {
  readonly why: string
  readonly fix: string
}

const NETWORK: Advice = {
  why: 'A component has no network of its own: it reaches the outside through host APIs, which plugin.toml requests and a grant allows.',
  fix: "Use request() of 'yoi-plugin/pdk'.",
}

const SOCKET: Advice = { why: NETWORK.why, fix: "Use websocket of 'yoi-plugin/pdk'." }

const TIMER: Advice = {
  why: 'No time passes in a component: there is no clock and no event loop, and a call ends when its promises have settled.',
  fix: 'Call the function directly; to run it after the present one, use queueMicrotask() or await.',
}

const CHANCE: Advice = {
  why: 'A component has no source of chance, so that keys and tokens made in it would be the same for everybody.',
  fix: 'Take ids and keys from the input; for hashes and signatures use a package in pure JavaScript, such as @noble/hashes.',
}

const PROCESS: Advice = {
  why: 'A component has no process around it: no environment, arguments, files or exit code.',
  fix: 'Take what you need from the input, or write it into the source; report errors with throw.',
}

const BUFFER: Advice = {
  why: 'Buffer belongs to Node; a component runs in another JavaScript engine.',
  fix: 'Use Uint8Array, TextEncoder and TextDecoder; Uint8Array.fromBase64() and bytes.toBase64() for Base64.',
}

const MODULES: Advice = {
  why: 'Everything that a plugin uses becomes part of its component in the build; there is nothing to load from in a call.',
  fix: "Write a static import: import { name } from 'package'.",
}

const BROWSER: Advice = {
  why: 'It belongs to browsers: a component has no page, no window and no storage.',
  fix: 'Leave it out, or use a package that needs none of it.',
}

const EVENTS: Advice = {
  why: 'The engine of a component has the built-in objects of JavaScript, not those of browsers and of Node.',
  fix: 'Leave it out, or import a package in pure JavaScript that brings it.',
}

const INTL: Advice = {
  why: 'The engine has no tables of languages and regions.',
  fix: 'Format by hand, or import a package in pure JavaScript; toISOString(), toFixed() and localeCompare() are there.',
}

const WASM: Advice = {
  why: 'A component cannot compile WebAssembly in a call.',
  fix: 'Use a package in pure JavaScript.',
}

const FILES: Advice = {
  why: 'A component has no files of its own, and no place that it was loaded from.',
  fix: "Use readText() of 'yoi-plugin/pdk', or import the data.",
}

const ALWAYS_ABSENT: ReadonlyMap<string, Advice> = new Map([
  ...named(NETWORK, 'fetch XMLHttpRequest EventSource'),
  ...named(SOCKET, 'WebSocket'),
  ...named(TIMER, 'setTimeout setInterval setImmediate clearTimeout clearInterval clearImmediate'),
  ...named(TIMER, 'requestAnimationFrame requestIdleCallback'),
  ...named(CHANCE, 'crypto Crypto CryptoKey SubtleCrypto'),
  ...named(PROCESS, 'process Deno Bun'),
  ...named(BUFFER, 'Buffer'),
  ...named(MODULES, 'require module exports importScripts import()'),
  ...named(FILES, '__dirname __filename'),
  ...named(
    BROWSER,
    'window document localStorage sessionStorage indexedDB caches alert prompt confirm history',
  ),
  ...named(INTL, 'Intl'),
  ...named(WASM, 'WebAssembly'),
])

/** Those that an engine with web APIs has all the same. */
const WEB_APIS: ReadonlyMap<string, Advice> = new Map([
  ...named(NETWORK, 'Headers Request Response FormData'),
  ...named(BROWSER, 'self navigator location'),
  ...named(EVENTS, 'global Event EventTarget CustomEvent AbortController AbortSignal Blob File FileReader'),
  ...named(EVENTS, 'ReadableStream WritableStream TransformStream CompressionStream DecompressionStream'),
  ...named(EVENTS, 'TextEncoderStream TextDecoderStream Worker SharedWorker MessageChannel MessagePort'),
  ...named(EVENTS, 'BroadcastChannel Atomics URLPattern'),
])

/** Globals of browsers and of Node that a component does not have; `console` is there. */
export function absentGlobals(hasWebApis: boolean): ReadonlyMap<string, Advice> {
  return hasWebApis ? ALWAYS_ABSENT : new Map([...ALWAYS_ABSENT, ...WEB_APIS])
}

function named(advice: Advice, names: string): (readonly [string, Advice])[] {
  return names.split(' ').map(name => [name, advice] as const)
}
