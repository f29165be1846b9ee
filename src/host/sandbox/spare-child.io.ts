import { ChildLink } from './child-link.io.ts'

/**
 * A sandbox process that is started before its component is known: the process starts while the plugin is read. It has
 * none of the plugin's code until a sandbox takes it.
 */
export class SpareChild {
  private link: ChildLink | null = new ChildLink()

  /** Of the process while it waits; undefined when it was taken or has ended. */
  get pid(): number | undefined {
    return this.link?.isRunning ? this.link.pid : undefined
  }

  /** @returns the process, once; null when it was taken before, or has ended */
  take(): ChildLink | null {
    const { link } = this
    this.link = null
    return link?.isRunning ? link : null
  }

  /** Ends the process unless a sandbox has it. */
  close(): void {
    this.link?.kill('no sandbox needed the process')
    this.link = null
  }
}
