import { existsSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { safeJson } from '../../check/reporters/neutralise-text.ts'
import { EXIT, type ExitCode, UserError } from '../../errors.ts'
import type { PluginItem } from '../../package/plugin-listing.ts'
import { readSettings } from '../../package/read-settings.io.ts'
import { quote } from '../../quote.ts'
import { defineCommand } from '../define-command.ts'
import { readInstalledPlugins } from '../installed-plugins.ts'
import { looksLikePath } from '../looks-like-path.ts'
import { type PackageReview, reviewJson, reviewPackage } from '../package-review.ts'
import { renderReview } from '../package-review-text.ts'
import { renderPluginItem } from '../plugin-item-text.ts'
import { CONFIG_OPTIONS } from '../read-config.ts'
import { styleOf } from '../style.ts'
import type { Terminal } from '../terminal.ts'

export const show = defineCommand({
  arguments: '<ref>',
  options: CONFIG_OPTIONS,
  details:
    'Shows an installed package by its reference (project:acme.echo) or unique id (acme.echo), or reviews a project folder or a\n' +
    '.yoi-plugin file: identity, digest, tools, what it asks for, footprint. Of a .wasm file it tells what the bytes tell.\n' +
    'Reads only: no code of a plugin is run.',
  examples: [
    'yoi-plugin show acme.echo --config worker.toml',
    'yoi-plugin show ./acme.echo-0.1.0.yoi-plugin',
    'yoi-plugin show plugin.component.wasm',
  ],
  async run({ args, flags }, terminal) {
    if (looksLikePath(args.ref)) return await showPath(args.ref, flags.json, terminal)
    const item = findItem(readInstalledPlugins(flags, terminal).items, args.ref)
    if (!item && existsSync(resolve(terminal.cwd, args.ref)))
      return await showPath(args.ref, flags.json, terminal)
    if (!item) throw notFound(args.ref)
    terminal.out(
      flags.json
        ? safeJson({ format: 'yoi-plugin/show@1', ...item })
        : renderPluginItem(item, styleOf(terminal)),
    )
    return EXIT.ok
  },
})

async function showPath(typed: string, isJson: boolean, terminal: Terminal): Promise<ExitCode> {
  const path = resolve(terminal.cwd, typed)
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
  const include = isFolder ? readSettings(path).settings.pack.include : []
  const review = await reviewPackage(path, typed, include)
  terminal.out(isJson ? safeJson(reviewJson(review)) : renderReview(review, styleOf(terminal)))
  return isReadable(review) ? EXIT.ok : EXIT.problemsFound
}

/** What the host would list; of a bare component, what can be read. */
function isReadable({ accepted, inputKind, component }: PackageReview): boolean {
  if (inputKind !== 'component') return accepted !== undefined
  return component?.format === 'component' && component.refusal === undefined
}

/** Exact reference, else a unique local id. @source host contract 9.5 */
function findItem(items: readonly PluginItem[], ref: string): PluginItem | undefined {
  const exact = items.find(item => item.reference === ref)
  if (exact) return exact
  const local = items.filter(item => item.local_ref === ref)
  if (local.length < 2) return local[0]
  const references = local.map(item => item.reference).join(', ')
  throw new UserError(
    'ambiguous-reference',
    `${quote(ref)} is the id of ${references}.`,
    'Write one of them in full.',
  )
}

function notFound(ref: string): UserError {
  return new UserError(
    'plugin-not-found',
    `No store and no configuration knows ${quote(ref)}, and there is no such file or folder.`,
    'See `yoi-plugin list` for what there is.',
  )
}
