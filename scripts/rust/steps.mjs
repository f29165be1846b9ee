// What the checks of scripts/rust.mjs share: commands, projects, counts. Every line that is printed is one check.
import { spawn, spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const CLI = resolve('dist/cli.js')

/**
 * @param folder where projects are made
 * @param environment of every command
 */
export function createSteps(folder, environment) {
  const counts = { passed: 0, failed: 0 }

  function expect(what, holds, details = '') {
    counts[holds ? 'passed' : 'failed']++
    console.log(`${holds ? 'ok  ' : 'FAIL'} ${what}${holds ? '' : `\n${details}`}`)
  }

  function expectSuccess(what, result) {
    const text = `${result.stdout ?? ''}${result.stderr ?? ''}${result.error ?? ''}`
    expect(`${what} (${result.seconds.toFixed(1)} s)`, result.status === 0, text)
  }

  function run(command, args, cwd = '.', env = {}) {
    const start = Date.now()
    const result = spawnSync(command, args, {
      cwd,
      encoding: 'utf8',
      env: { ...environment, ...env },
      maxBuffer: 1 << 28,
    })
    return { ...result, seconds: (Date.now() - start) / 1000 }
  }

  function cargo(args, cwd) {
    return run(environment.CARGO ?? 'cargo', args, cwd)
  }

  function cli(args, env = {}) {
    return run(process.execPath, [CLI, ...args], '.', env)
  }

  /** The same without blocking this process, which may have to answer what the command asks. */
  function cliBesideUs(args) {
    const child = spawn(process.execPath, [CLI, ...args], { env: environment })
    const output = { stdout: '', stderr: '' }
    for (const name of ['stdout', 'stderr'])
      child[name].setEncoding('utf8').on('data', text => {
        output[name] += text
      })
    return new Promise(done => child.on('close', status => done({ status, ...output })))
  }

  /**
   * A project of the template. Unless it gets a folder of its own, it takes the place of the one before: the crates need not be compiled
   * again then, because the flags that hide the folder stay the same.
   */
  function newProject(name, place = 'project') {
    const project = join(folder, place)
    rmSync(project, { recursive: true, force: true })
    const values = ['--id', `example-ci.${name}`, '--name', `CI ${name}`, '--description', 'Made by CI.']
    const args = ['new', project, '--template', 'rust-tool', ...values, '--tool', 'say']
    const result = cli(args)
    if (result.status !== 0) expectSuccess(`${name}: new`, result)
    return project
  }

  function expectRefusal(what, project, rule, message = /./) {
    const result = cli(['build', project, '--json'])
    const finding = result.stdout && JSON.parse(result.stdout).findings?.find(each => each.rule === rule)
    const holds = result.status === 1 && message.test(finding?.message)
    expect(`${what}: ${rule}: ${finding?.message}`, holds, `${result.stdout}\n${result.stderr}`)
  }

  return {
    folder,
    environment,
    counts,
    expect,
    expectSuccess,
    run,
    cargo,
    cli,
    cliBesideUs,
    newProject,
    expectRefusal,
  }
}

/** Replaces one piece of a file, which has to be there. */
export function change(project, path, from, to) {
  const file = join(project, path)
  const text = readFileSync(file, 'utf8')
  if (!text.includes(from)) throw new Error(`${path} does not contain ${from}`)
  writeFileSync(
    file,
    text.replace(from, () => to),
  )
}
