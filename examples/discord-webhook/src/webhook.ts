import { list, readText, ToolError } from 'yoi-plugin/pdk'

const FILE = 'discord-webhook.txt'
/** What plugin.toml asks for: anything else would end the call. */
const ADDRESS = /^https:\/\/discord\.com\/api\/webhooks\/\d+\/[\w-]+$/

/**
 * The address of the webhook, from the granted folder. Discord's secret is the last part of it; so it comes from a file and not from
 * the model, which would remember it, and no message names it.
 */
export function readWebhook(): string {
  // Reading a file that is not there would end the call.
  if (!list('.').entries.some(entry => entry.name === FILE))
    throw new ToolError('failed', `the granted folder has no file ${FILE}`)
  const address = readText(FILE).content.trim()
  if (!ADDRESS.test(address))
    throw new ToolError(
      'failed',
      `${FILE} does not hold an address like https://discord.com/api/webhooks/1/x`,
    )
  return address
}
