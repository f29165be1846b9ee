/** Something that looks like a secret. The text itself is not repeated: reports are shared. */
export interface SecretFact {
  readonly kind: string
  /** From 1; absent in a file that is no text. */
  readonly line?: number
}

/** Tokens with a prefix of their own, and private keys with the first bytes of their body. */
const SECRETS: readonly {
  readonly kind: string
  readonly marks: readonly string[]
  readonly pattern: RegExp
}[] = [
  {
    kind: 'a private key',
    marks: ['PRIVATE KEY'],
    pattern:
      /-----BEGIN (?:[A-Z]{2,10} ){0,2}PRIVATE KEY(?: BLOCK)?-----(?:\s|\\[rn])+(?:[A-Za-z-]+: [^\r\n\\]{0,200}(?:[\r\n]|\\[rn])(?:\s|\\[rn])*)*[A-Za-z0-9+/]{16}/g,
  },
  {
    kind: 'a GitHub token',
    marks: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'],
    pattern: /\b(?:gh[oprsu]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59})\b/g,
  },
  { kind: 'a GitLab token', marks: ['glpat-'], pattern: /\bglpat-[A-Za-z0-9_-]{20}/g },
  { kind: 'an AWS access key', marks: ['AKIA', 'ASIA'], pattern: /\bA[KS]IA[A-Z2-7]{16}\b/g },
  { kind: 'a Google API key', marks: ['AIza'], pattern: /\bAIza[A-Za-z0-9_-]{35}\b/g },
  { kind: 'a Slack token', marks: ['xox'], pattern: /\bxox[abeoprs]-[A-Za-z0-9-]{20,}/g },
  { kind: 'a Stripe key', marks: ['k_live_'], pattern: /\b[rs]k_live_[A-Za-z0-9]{24,}/g },
  { kind: 'an npm token', marks: ['npm_'], pattern: /\bnpm_[A-Za-z0-9]{36}\b/g },
  { kind: 'a PyPI token', marks: ['pypi-AgE'], pattern: /\bpypi-AgE[A-Za-z0-9_-]{50,}/g },
  {
    kind: 'an OpenAI key',
    marks: ['T3BlbkFJ'],
    pattern: /\bsk-[A-Za-z0-9_-]{20,200}T3BlbkFJ[A-Za-z0-9_-]{20,200}/g,
  },
  { kind: 'an Anthropic key', marks: ['sk-ant-'], pattern: /\bsk-ant-[a-z0-9]+-[A-Za-z0-9_-]{60,}/g },
  { kind: 'a SendGrid key', marks: ['SG.'], pattern: /\bSG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}\b/g },
]

/** Documentation writes its keys so. */
const PLACEHOLDER = /EXAMPLE|XXXX|0000000|1234567890/i

/** One fact for each kind, at its first place. */
export function findSecrets(bytes: Uint8Array): SecretFact[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const isText = !bytes.subarray(0, 4096).includes(0)
  let text: string | undefined
  return SECRETS.flatMap(({ kind, marks, pattern }) => {
    // Searching bytes for a mark is many times faster than decoding and matching, and nearly always all.
    if (!marks.some(mark => buffer.includes(mark, 0, 'latin1'))) return []
    text ??= buffer.toString('latin1')
    const match = [...text.matchAll(pattern)].find(([found]) => !PLACEHOLDER.test(found))
    if (match === undefined) return []
    return [isText ? { kind, line: text.slice(0, match.index).split('\n').length } : { kind }]
  })
}

/** Puts something else in the place of each secret; placeholders stay. @returns the new text and the kinds that were found */
export function replaceSecrets(
  text: string,
  replacement: string,
): { readonly text: string; readonly kinds: readonly string[] } {
  const kinds: string[] = []
  let replaced = text
  for (const { kind, marks, pattern } of SECRETS) {
    if (!marks.some(mark => replaced.includes(mark))) continue
    replaced = replaced.replace(pattern, found => {
      if (PLACEHOLDER.test(found)) return found
      kinds.push(kind)
      return replacement
    })
  }
  return { text: replaced, kinds }
}
