import { defineTools, type HttpResponse, request, ToolError } from 'yoi-plugin/pdk'
import type { ToolInputs } from './generated/tools'
import { readWebhook } from './webhook'

const MAX_CHARACTERS = 2_000
const MAX_NAME_CHARACTERS = 80

export default defineTools<ToolInputs>({
  post_message: {
    async run({ text, name }) {
      checkLength('text', text, MAX_CHARACTERS)
      if (name !== undefined) checkLength('name', name, MAX_NAME_CHARACTERS)
      const response = await request({
        method: 'POST',
        // With wait Discord answers with the message, or says what is wrong with it.
        url: `${readWebhook()}?wait=true`,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ content: text, username: name, allowed_mentions: { parse: [] } }),
      })
      if (response.status !== 200) throw problemOf(response)
      const { id, channel_id } = JSON.parse(response.body)
      return { summary: `Posted ${text.length} characters`, content: { message: id, channel: channel_id } }
    },
  },
})

function checkLength(key: string, value: unknown, most: number): void {
  if (typeof value !== 'string' || value.trim() === '' || value.length > most)
    throw new ToolError('invalid_input', `${key} must be a text of 1 to ${most} characters`)
}

/** Whatever the status, `request` returns: what the user can do about it is for the plugin to say. */
function problemOf({ status, body }: HttpResponse): ToolError {
  if (status === 404 || status === 401)
    return new ToolError(
      'failed',
      'Discord does not know this webhook: it was deleted, or the file holds another address',
    )
  if (status === 429) {
    const seconds = Math.ceil(JSON.parse(body).retry_after)
    return new ToolError('failed', `Discord takes no message for another ${seconds} s`, {
      retry_after: seconds,
    })
  }
  return new ToolError('failed', `Discord answered ${status}`, { body: body.slice(0, 500) })
}
