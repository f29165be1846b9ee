// The same source, compiler and crates give the same component in every folder, for every user.
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

const PLACES = ['a', 'another/deeper ü folder', 'of another user']

export function checkSameBytes({ cli, environment, expect, expectSuccess, folder }) {
  const components = PLACES.map(place => {
    const project = join(folder, 'same', place)
    cpSync('examples/word-frequency', project, { recursive: true })
    rmSync(join(project, 'plugin.component.wasm'), { force: true })
    const targets = join(folder, 'targets', place)
    const isOther = place === PLACES.at(-1)
    // Crates that run while building cannot change the bytes and take most of the time: only the plugin is compiled again, but for the
    // other user, whose crates lie elsewhere.
    if (!isOther) cpSync(environment.CARGO_TARGET_DIR, targets, { recursive: true, preserveTimestamps: true })
    const result = cli(['build', project], {
      CARGO_TARGET_DIR: targets,
      ...(isOther ? otherUser(folder, environment) : {}),
    })
    expectSuccess(`reproducible: build in ${place}`, result)
    return result.status === 0 ? readFileSync(join(project, 'plugin.component.wasm')) : null
  })
  expect(
    `reproducible: the same bytes in ${PLACES.length} folders, with two homes of cargo`,
    components.every(component => component?.equals(components[0])),
  )
}

/** Another home of cargo, with the crates of the first: nothing is fetched again. rustup stays where it is. */
function otherUser(folder, { CARGO_HOME, RUSTUP_HOME }) {
  const home = join(folder, 'home of another user')
  mkdirSync(home, { recursive: true })
  symlinkSync(resolve(CARGO_HOME ?? join(homedir(), '.cargo'), 'registry'), join(home, 'registry'))
  return { CARGO_HOME: home, RUSTUP_HOME: RUSTUP_HOME ?? join(homedir(), '.rustup'), USER: 'other' }
}
