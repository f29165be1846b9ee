import { quote } from '../../../quote.ts'
import { defineRule } from '../../define-rule.ts'
import { findSecrets } from './find-secrets.ts'

/** A key or token inside a file, the component included: what an author's code holds can be read out of it. */
export const secretText = defineRule({
  id: 'package/secret-text',
  severity: 'warning',
  security: true,
  hidesLines: true,
  needs: ['plugin'],
  find: ({ plugin }) =>
    [...plugin.files].flatMap(([path, bytes]) =>
      findSecrets(bytes).map(({ kind, line }) => ({
        at: { file: path, ...(line !== undefined && { line }) },
        data: { path, kind },
      })),
    ),
  advise: ({ path, kind }) => ({
    what: `${quote(path)} holds what looks like ${kind}.`,
    why: 'A package is a plain archive, and strings in a component are stored as they are: everyone who gets it can read them.',
    fix: 'Take it out, replace it where it is valid, and hand secrets to a service through its config.',
  }),
})
