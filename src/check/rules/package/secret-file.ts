import { quote } from '../../../quote.ts'
import { defineRule } from '../../define-rule.ts'

/** Files that tools write keys, passwords and tokens to, by the last part of the path. */
const SECRET_NAMES: readonly RegExp[] = [
  /^\.env(?:\..+)?$/,
  /^id_(?:rsa|dsa|ecdsa|ed25519)$/,
  /\.(?:p12|pfx|jks|keystore|kdbx|ppk)$/,
  /^\.(?:netrc|npmrc|pypirc|pgpass|htpasswd|git-credentials)$/,
  /^_netrc$/,
]
/** Made to be shared: it shows which variables there are. */
const SAMPLES = /^\.env\.(?:example|sample|template|dist)$/
const SECRET_PATHS = /(?:^|\/)\.(?:aws\/credentials|docker\/config\.json|kube\/config)$/

/** A file that by its name holds secrets, in a package that everyone may read. */
export const secretFile = defineRule({
  id: 'package/secret-file',
  severity: 'warning',
  security: true,
  needs: ['plugin'],
  find: ({ plugin }) =>
    [...plugin.files.keys()].filter(isSecretFile).map(path => ({ at: { file: path }, data: { path } })),
  advise: ({ path }) => ({
    what: `The package holds ${quote(path)}, a kind of file that usually holds keys, passwords or tokens.`,
    why: 'A package is a plain archive: everyone who gets it can read every file in it.',
    fix: 'Leave the file out of the package; if it was published, replace what stood in it.',
  }),
})

/** Whether a path is that of a file which tools keep secrets in. */
export function isSecretFile(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase()
  if (SAMPLES.test(name)) return false
  return SECRET_NAMES.some(pattern => pattern.test(name)) || SECRET_PATHS.test(path)
}
