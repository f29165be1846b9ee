import { defineTools, type HttpResponse, request, ToolError } from 'yoi-plugin/pdk'
import type { ToolInputs } from './generated/tools'
import { headingsOf } from './headings'

const SITE = 'https://docs.python.org/3/'
/** The 64 KiB of an answer would take all of the 5,000,000 fuel that a call has. */
const MAX_CHARACTERS = 40_000
/** What the model may ask for: below the path of `[[request]]`, because a request that is not granted ends the call. */
const PAGE = /^[\w][\w./-]*$/

export default defineTools<ToolInputs>({
  outline_page: {
    async run({ page, depth = 3 }) {
      if (typeof page !== 'string' || !PAGE.test(page) || page.includes('..'))
        throw new ToolError('invalid_input', `page must be a path below ${SITE}, like library/json.html`)
      if (!(depth >= 1 && depth <= 6)) throw new ToolError('invalid_input', 'depth must be 1 to 6')
      const response = await request({ method: 'GET', url: SITE + page, headers: { accept: 'text/html' } })
      if (response.status !== 200) throw problemOf(page, response)
      const { body, truncated } = response
      const headings = headingsOf(body.slice(0, MAX_CHARACTERS)).filter(heading => heading.level <= depth)
      const rest = truncated || body.length > MAX_CHARACTERS ? ' in its beginning' : ''
      return {
        summary: `${count(headings.length)}${rest}: ${headings[0]?.text ?? page}`,
        content: headings.map(({ level, text }) => `${'  '.repeat(level - 1)}- ${text}`).join('\n'),
      }
    },
  },
})

/** Redirects are not followed: where they lead to may be granted or not, and the model should know. */
function problemOf(page: string, { status, headers }: HttpResponse): ToolError {
  const location = headers.find(({ name }) => name === 'location')?.value
  if (status >= 300 && status < 400) return new ToolError('failed', `${page} has moved`, { location })
  if (status === 404) return new ToolError('failed', `there is no page ${page}`)
  return new ToolError('failed', `the server answered ${status}`)
}

function count(headings: number): string {
  return headings === 1 ? '1 heading' : `${headings} headings`
}
