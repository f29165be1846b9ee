// Finds `yoi-plugin/testing` in node_modules, else beside the command `yoi-plugin` on the PATH: tests need no install.
import { existsSync, realpathSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

export const { openPlugin } = await import(locate())

function locate() {
  try {
    return import.meta.resolve('yoi-plugin/testing')
  } catch {
    const folders = (process.env.PATH ?? '').split(delimiter)
    const command = folders.map(folder => join(folder, 'yoi-plugin')).find(path => existsSync(path))
    if (command === undefined) throw new Error('yoi-plugin is not there: npm install --global yoi-plugin')
    return pathToFileURL(join(dirname(realpathSync(command)), 'testing.js')).href
  }
}
