import type { KeyPath } from '../key-path.ts'
import type { TomlNode } from '../toml/toml-node.ts'
import type { Stranger } from './shape.ts'

interface Located {
  readonly path: KeyPath
  /** Offsets of the offending key or value. */
  readonly start: number
  readonly end: number
}

/** One way in which a TOML value departs from its shape; all but `lenient-form` make the host refuse the file. */
export type ShapeProblem = Located &
  (
    | {
        readonly problem: 'unknown-key'
        readonly key: string
        readonly known: readonly string[]
        /** The known keys that the table does not have yet. */
        readonly unused: readonly string[]
      }
    | { readonly problem: 'missing-key'; readonly key: string; readonly expected: string }
    | { readonly problem: 'wrong-type'; readonly expected: string; readonly found: TomlNode['kind'] }
    | { readonly problem: 'unknown-word'; readonly word: string; readonly known: readonly string[] }
    | { readonly problem: 'out-of-range'; readonly found: string; readonly min: string; readonly max: string }
    | { readonly problem: 'stranger-key'; readonly stranger: Stranger }
    | {
        readonly problem: 'stranger-word'
        readonly word: string
        readonly known: readonly string[]
        readonly stranger: Stranger
      }
    | { readonly problem: 'lenient-form'; readonly found: string; readonly expected: string }
  )
