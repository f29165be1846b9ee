import { safeJson } from '../check/reporters/neutralise-text.ts'
import { EXIT, type ExitCode, UserError } from '../errors.ts'
import { escapeText } from '../quote.ts'
import type { Terminal } from './terminal.ts'

/** Failures of the machine rather than of the program: worth one line, not a bug report. */
const ENVIRONMENT: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left on the disk',
  EDQUOT: 'the disk quota is used up',
  EMFILE: 'too many open files',
  ENFILE: 'too many open files',
  ENAMETOOLONG: 'the path is too long',
}

/** Prints why a command did not finish, as text on stderr or as JSON on stdout, and returns its exit code. */
export function reportError(error: unknown, terminal: Terminal, isJson: boolean): ExitCode {
  const { code, what, fix, exit } = describeError(error)
  if (isJson) terminal.out(safeJson({ format: 'yoi-plugin/error@1', code, what, fix }))
  else if (exit === EXIT.ourBug) terminal.err(`error: ${what} ${fix}`)
  else terminal.err(`error: ${what}\nfix: ${fix}`)
  if (terminal.env.YOI_PLUGIN_DEBUG === '1' && error instanceof Error) terminal.err(error.stack ?? '')
  return exit
}

export interface ErrorReport {
  readonly code: string
  readonly what: string
  readonly fix: string
  readonly exit: ExitCode
}

/** What a person needs to know of something that was thrown. */
export function describeError(error: unknown): ErrorReport {
  if (error instanceof UserError)
    return { code: error.code, what: error.what, fix: error.fix, exit: EXIT.wrongUse }
  const reason = ENVIRONMENT[(error as NodeJS.ErrnoException | null)?.code ?? '']
  const message = escapeText(error instanceof Error ? error.message : String(error))
  if (reason !== undefined)
    return {
      code: 'environment',
      what: `The system refused: ${reason} (${message}).`,
      fix: 'Make the file or folder accessible, then run the command again.',
      exit: EXIT.wrongUse,
    }
  return {
    code: 'internal',
    what: `yoi-plugin failed in a way that it never should (${message}).`,
    fix:
      'This is our bug, not yours: please report the command line, the output of `yoi-plugin --version`, ' +
      `Node ${process.version} on ${process.platform}, and this message. YOI_PLUGIN_DEBUG=1 adds the stack trace.`,
    exit: EXIT.ourBug,
  }
}
