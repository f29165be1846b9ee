import { safeJson } from '../../check/reporters/neutralise-text.ts'
import { EXIT } from '../../errors.ts'
import { defineCommand } from '../define-command.ts'
import { readInstalledPlugins } from '../installed-plugins.ts'
import { renderPluginList } from '../plugin-list-text.ts'
import { CONFIG_OPTIONS } from '../read-config.ts'
import { styleOf } from '../style.ts'

export const list = defineCommand({
  arguments: '',
  options: CONFIG_OPTIONS,
  details:
    'Joins the packages of the user and project stores with the enablement in a configuration file, as `yoi plugin list` does.\n' +
    'Reads only: no code of a plugin is run, nothing is changed.',
  examples: ['yoi-plugin list', 'yoi-plugin list --config worker.toml', 'yoi-plugin list --json'],
  run({ flags }, terminal) {
    const { workspace, items, stores, remarks } = readInstalledPlugins(flags, terminal)
    terminal.out(
      flags.json
        ? safeJson({ format: 'yoi-plugin/list@1', workspace, items, stores, remarks })
        : renderPluginList({ items, stores, remarks }, styleOf(terminal)),
    )
    return EXIT.ok
  },
})
