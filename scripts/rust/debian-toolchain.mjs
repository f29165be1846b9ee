// A Rust toolchain with the target wasm32-unknown-unknown from Debian's packages, for machines that cannot reach rustup's server.
// Needs apt, dpkg and a C compiler; touches nothing outside the folder that it is given. The mirror is the one that apt already uses.
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const WANTED = ['rustc', 'lld', 'libstd-rust-dev', 'libstd-rust-dev-wasm32']
/** Dependencies of rustc that only link programs for the machine itself: its own compiler does that. */
const OWN_OF_THE_MACHINE = ['gcc', 'binutils', 'libc6-dev', 'libgcc-dev', 'libllvm-dev']

/**
 * @param folder where the toolchain goes; taken as it is when it is already whole
 * @param suite for example `trixie`
 * @returns environment variables for cargo; with that of the suite where the machine has none
 */
export function debianToolchain(folder, suite) {
  const home = resolve(folder)
  const done = join(home, 'whole')
  if (!existsSync(done)) {
    const draft = `${home}.${process.pid}`
    rmSync(draft, { recursive: true, force: true })
    try {
      unpack(draft, suite)
      rmSync(home, { recursive: true, force: true })
      renameSync(draft, home)
      writeWrappers(home)
      writeFileSync(done, suite)
    } finally {
      rmSync(draft, { recursive: true, force: true })
    }
  }
  return {
    ...(existsSync(join(home, 'cargo')) ? { CARGO: join(home, 'cargo') } : {}),
    RUSTC: join(home, 'rustc'),
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER: join(home, 'wasm-ld'),
  }
}

function hasOwnCargo() {
  return spawnSync('cargo', ['--version'], { stdio: 'ignore' }).status === 0
}

function unpack(folder, suite) {
  const apt = privateApt(join(folder, 'apt'), suite)
  const packages = withDependencies(apt)
  const archives = join(folder, 'archives')
  const prefix = join(folder, 'prefix')
  mkdirSync(archives)
  mkdirSync(prefix)
  execFileSync('apt-get', [...apt, '--quiet', 'download', ...packages], {
    cwd: archives,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  for (const file of readdirSync(archives)) execFileSync('dpkg', ['-x', join(archives, file), prefix])
  rmSync(archives, { recursive: true })
}

/** Options that make apt read one suite and write only below `folder`. */
function privateApt(folder, suite) {
  for (const name of ['lists/partial', 'cache/archives/partial'])
    mkdirSync(join(folder, name), { recursive: true })
  const list = join(folder, 'suite.list')
  writeFileSync(list, `${mirrorLine(suite)}\n`)
  const settings = {
    'Dir::Etc::sourcelist': list,
    'Dir::Etc::sourceparts': '-',
    'Dir::State::lists': join(folder, 'lists'),
    'Dir::State::status': '/dev/null',
    'Dir::Cache': join(folder, 'cache'),
    'APT::Sandbox::User': 'root',
  }
  const apt = Object.entries(settings).flatMap(([key, value]) => ['-o', `${key}=${value}`])
  execFileSync('apt-get', [...apt, '--quiet', 'update'], { stdio: ['ignore', 'ignore', 'inherit'] })
  return apt
}

/** The machine's own main mirror, with the trust that it has there. */
function mirrorLine(suite) {
  const [release] = text('sh', ['-c', '. /etc/os-release && printf %s "$VERSION_CODENAME"']).split('\n')
  const format = '$(RELEASE) $(REPO_URI) $(TRUSTED)'
  const targets = text('apt-get', ['indextargets', '--format', format]).split('\n')
  const target = targets.map(line => line.split(' ')).find(([name]) => name === release)
  if (!target)
    throw new Error(`apt has no source for ${release}, so there is no mirror to take ${suite} from`)
  return `deb ${target[2] === 'yes' ? '[trusted=yes] ' : ''}${target[1]} ${suite} main`
}

function withDependencies(apt) {
  const found = new Set([...WANTED, ...(hasOwnCargo() ? [] : ['cargo'])])
  for (const name of found) {
    const lines = text('apt-cache', [...apt, 'depends', '--important', name]).split('\n')
    const names = lines.flatMap(line => /^ {2}(?:Pre)?Depends: ([a-z0-9][\w.+-]*)$/.exec(line)?.[1] ?? [])
    for (const needed of names) if (!OWN_OF_THE_MACHINE.includes(needed)) found.add(needed)
  }
  return [...found].sort()
}

/** The programs need the C library that came with them, so its own loader starts them. */
function writeWrappers(home) {
  const prefix = join(home, 'prefix')
  const llvm = readdirSync(join(prefix, 'usr/lib')).find(name => /^llvm-\d+$/.test(name))
  const libraries = ['usr/lib/x86_64-linux-gnu', 'usr/lib/aarch64-linux-gnu', `usr/lib/${llvm}/lib`]
  const path = libraries.map(name => join(prefix, name)).join(':')
  const loader = [
    'usr/lib64/ld-linux-x86-64.so.2',
    'usr/lib/ld-linux-aarch64.so.1',
    'lib64/ld-linux-x86-64.so.2',
  ]
    .map(name => join(prefix, name))
    .find(existsSync)
  const start = `exec '${loader}' --library-path '${path}'`
  const programs = {
    rustc: `${start} '${prefix}/usr/bin/rustc' --sysroot '${prefix}/usr' "$@"`,
    ...(existsSync(join(prefix, 'usr/bin/cargo'))
      ? { cargo: `${start} '${prefix}/usr/bin/cargo' "$@"` }
      : {}),
    'wasm-ld': `${start} '${prefix}/usr/lib/${llvm}/bin/wasm-ld' "$@"`,
  }
  for (const [name, line] of Object.entries(programs)) {
    writeFileSync(join(home, name), `#!/bin/sh\n${line}\n`)
    chmodSync(join(home, name), 0o755)
  }
}

function text(command, args) {
  return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
}
