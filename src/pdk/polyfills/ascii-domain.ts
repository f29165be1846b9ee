import { decode, encode } from 'punycode/punycode.es6.js'

/** Dots of other scripts, which count as dots. */
const DOTS = /[\u3002\uff0e\uff61]/g
/** What the mapping of Unicode leaves out. Classes of Unicode would bring tables of many kilobytes. */
const IGNORED = /\ufe0f|[\u00ad\u200b\u2060\u2064\ufeff]/g
/** Controls, spaces, surrogates and private use. */
const REFUSED =
  /[\0-\x1f\x7f-\xa0\u1680\u2000-\u200a\u2028-\u202f\u205f\u3000\ud800-\udfff\ue000-\uf8ff\ufff0-\uffff]/u
/** Marks that belong to a letter before them. */
const MARK = /^[\u0300-\u036f\u20d0-\u20ff]/

/**
 * The place of the package tr46 in whatwg-url: names outside ASCII are mapped by NFKC and lower case in place of the 140 KB of tables
 * of UTS 46, so that rare characters which those tables refuse or map otherwise get through.
 * @returns null for what is no domain
 */
export function toASCII(domain: string): string | null {
  const labels: string[] = []
  for (const label of mapped(domain).split('.')) {
    const ascii = asciiLabel(label)
    if (ascii === null) return null
    labels.push(ascii)
  }
  return labels.join('.')
}

function mapped(domain: string): string {
  if (isAscii(domain)) return domain.toLowerCase()
  const plain = domain.replace(DOTS, '.').replace(IGNORED, '').replaceAll('ẞ', 'ß')
  return lowerCase(lowerCase(plain.normalize('NFKC')).normalize('NFKC'))
}

/** Letter by letter: at the end of a word, a sigma would become another letter. */
function lowerCase(text: string): string {
  return Array.from(text, character => character.toLowerCase()).join('')
}

function asciiLabel(label: string): string | null {
  if (label.startsWith('xn--')) return isEncoded(label) ? label : null
  if (isAscii(label)) return label
  if (REFUSED.test(label) || MARK.test(label)) return null
  return `xn--${encode(label)}`
}

/** Whether a label is what its text would be encoded to. */
function isEncoded(label: string): boolean {
  try {
    const text = decode(label.slice(4))
    return text !== '' && !isAscii(text) && mapped(text) === text && asciiLabel(text) === label
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

function isAscii(text: string): boolean {
  return !/[^\0-\x7f]/.test(text)
}
