import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Authority, FsGrant, FsOperation } from '../../../src/grants/grants.ts'
import { authorizeFs } from '../../../src/host/apis/fs/authorize-fs.ts'
import { holdByDescriptor } from '../../../src/host/apis/fs/hold-by-descriptor.io.ts'
import { holdByWorkingFolder } from '../../../src/host/apis/fs/hold-by-working-folder.io.ts'
import { performFs } from '../../../src/host/apis/fs/perform-fs.io.ts'
import type { Permission } from '../../../src/manifest/manifest.ts'
import { pick, toGrants } from '../case-inputs.ts'
import { accepted, type CaseInput, type Found, type Judge, rejected } from '../conformance-case.ts'

const BOUND = { id: 'project:acme.notes', version: '0.1.0', digest: 'sha256:00' }
const FS: Permission = { kind: 'host_api', api: 'fs' }

/**
 * One call on real files, in both ways to hold a folder. `existing` lists files, folders (`/` at the end) and symlinks
 * (`/data/link -> target`), also as `symlinks`, below a folder that stands for `/`; `grant` or `grants` name roots there. The request
 * is `path` (and `content`), or `descriptor`, as JSON or as text. `requested` and `granted` are permissions, `host_api.fs` by default.
 */
export const judgeHostFs: Judge = input => {
  if (typeof input.operation !== 'string' || requestOf(input) === undefined) return undefined
  const [first, second] = [holdByDescriptor, holdByWorkingFolder].map(hold => inMachine(input, hold))
  if (first?.verdict !== second?.verdict) throw new Error('the two ways to hold a folder differ')
  return first
}

function inMachine(input: CaseInput, hold: typeof holdByDescriptor): Found {
  const machine = realpathSync(mkdtempSync(join(tmpdir(), 'conformance-')))
  try {
    fill(machine, input)
    return judge(machine, input, hold)
  } finally {
    rmSync(machine, { recursive: true, force: true })
  }
}

function judge(machine: string, input: CaseInput, hold: typeof holdByDescriptor): Found {
  const operation = input.operation as FsOperation
  const verdict = authorizeFs(authorityOf(machine, input), operation, requestOf(input) as string)
  if (!verdict.ok) return rejected({ detail: verdict.failure.message })
  const performed = performFs(verdict.authorized, hold)
  return performed.ok ? accepted() : rejected({ detail: performed.problem })
}

function authorityOf(machine: string, input: CaseInput): Authority {
  const { granted = [FS], requested = [FS] } = input
  const fs = grantsOf(input).map(grant => ({ ...grant, root: grant.root.replace('/', `${machine}/`) }))
  return {
    package: {
      identity: { source: 'project', localId: 'acme.notes' },
      version: '0.1.0',
      digest: 'sha256:00',
    },
    requested: { permissions: requested as Permission[], request: [], websocket: [] },
    grants: toGrants({ ...BOUND, permissions: granted, fs }),
  }
}

function grantsOf(input: CaseInput): FsGrant[] {
  return ((input.grants ?? [pick(input, 'grant')]) as Partial<FsGrant>[]).map(grant => ({
    root: '',
    operations: [],
    ...grant,
  }))
}

function requestOf(input: CaseInput): string | undefined {
  const given = pick(input, 'descriptor', 'request')
  if (given !== undefined) return typeof given === 'string' ? given : JSON.stringify(given)
  if (input.path === undefined) return undefined
  const { path, content = 'new' } = input
  return JSON.stringify(input.operation === 'write' ? { path, content } : { path })
}

/** A machine with nothing in it has at least the folders that are granted. */
function fill(machine: string, input: CaseInput): void {
  const existing = (input.existing ?? []) as string[]
  const links = Object.entries((input.symlinks ?? {}) as Record<string, string>)
  for (const entry of existing) {
    const [path, target] = entry.split(' -> ') as [string, string?]
    if (target !== undefined) links.push([path, target])
    else if (path.endsWith('/')) mkdirSync(join(machine, path), { recursive: true })
    else makeFile(join(machine, path))
  }
  for (const [path, target] of links) makeLink(machine, path, target)
  if (existing.length > 0 || links.length > 0) return
  for (const { root } of grantsOf(input))
    if (/^\/[^\0]{0,200}$/.test(root)) mkdirSync(join(machine, root), { recursive: true })
}

function makeFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, 'inside')
}

function makeLink(machine: string, path: string, target: string): void {
  mkdirSync(dirname(join(machine, path)), { recursive: true })
  symlinkSync(target.startsWith('/') ? join(machine, target) : target, join(machine, path))
}
