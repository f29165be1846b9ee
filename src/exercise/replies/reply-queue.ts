import type { JsonValue } from '../../manifest/manifest.ts'
import { matchValue } from '../match-value.ts'
import type { Reply, ReplyAnswer } from './reply.ts'

/** The replies of one case while its call runs; each answers once, the first that fits before the others. */
export class ReplyQueue {
  private readonly left: Reply[]

  constructor(replies: readonly Reply[]) {
    this.left = [...replies]
  }

  /** @param subject what the guest asked, as `with` sees it @returns null when no reply fits */
  take(call: string, subject: JsonValue): ReplyAnswer | null {
    const index = this.left.findIndex(reply => reply.call === call && fits(reply, subject))
    return index < 0 ? null : this.left.splice(index, 1)[0]!.answer
  }

  /** Replies that nothing asked for, in their order. */
  get unused(): readonly Reply[] {
    return this.left
  }
}

function fits(reply: Reply, subject: JsonValue): boolean {
  return reply.with === undefined || matchValue({ $partial: reply.with }, subject, 'with').length === 0
}
