import { defineRule } from '../../define-rule.ts'

const DOCUMENTS = [
  { name: 'README', pattern: /^readme/i },
  { name: 'LICENSE', pattern: /^(?:licen[cs]e|copying)/i },
] as const

/** Said of what is handed on, a .yoi-plugin file; in a project folder both may still come. */
export const noDocuments = defineRule({
  id: 'package/no-documents',
  severity: 'note',
  needs: ['plugin', 'manifest'],
  find: ({ plugin }) => {
    if (plugin.inputKind !== 'package') return []
    const paths = [...plugin.files.keys()]
    const missing = DOCUMENTS.filter(({ pattern }) => !paths.some(path => pattern.test(path)))
    return missing.length === 0
      ? []
      : [{ at: { file: plugin.inputPath }, data: { missing: missing.map(({ name }) => name) } }]
  },
  advise: ({ missing }) => ({
    what: `The package holds no ${missing.join(' and no ')}.`,
    why: 'Whoever gets it learns neither more than plugin.toml tells, nor what they may do with it.',
    fix: `Put ${missing.join(' and ')} in the project folder: pack takes them by their names.`,
  }),
})
