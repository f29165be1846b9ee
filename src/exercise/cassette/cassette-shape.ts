import { FIELD_FORMS } from '../../manifest/project/record-words.ts'
import {
  ANYTHING,
  FLAG,
  list,
  optional,
  required,
  type Shape,
  TEXT,
  table,
  word,
} from '../../manifest/shape/shape.ts'
import { CASSETTE_FORMAT } from './cassette.ts'

/** A body in one of three forms, whichever is easiest to read. */
const BODY = {
  body: optional(TEXT, 'The body as it is.'),
  body_lines: optional(list(TEXT), 'The body line by line.'),
  body_json: optional(ANYTHING, 'The body as JSON; it is sent without white space.'),
}

const HEADERS = optional(list(TEXT), 'Each as "name: value".', [])

const IGNORE = optional(list(TEXT), `What is not compared: ${FIELD_FORMS}.`, [])

const STATUS: Shape = { type: 'integer', min: 100, max: 999 }

const REQUEST = table({
  method: required(TEXT, 'In upper case.'),
  url: required(TEXT, 'Absolute; a secret stands in it as a placeholder.'),
  headers: HEADERS,
  ...BODY,
})

const RESPONSE = table({
  status: required(STATUS, 'The status code.'),
  headers: HEADERS,
  ...BODY,
  truncated: optional(FLAG, 'Whether the body was cut off.', false),
})

const MESSAGE = table({
  sent: optional(TEXT, 'A message of the plugin.'),
  sent_json: optional(ANYTHING, 'A message of the plugin that is JSON.'),
  received: optional(TEXT, 'A message of the server.'),
  received_json: optional(ANYTHING, 'A message of the server that is JSON.'),
  closed: optional(FLAG, 'The server closed the connection.', false),
})

/** A file of recorded host API exchanges. */
export const CASSETTE_SHAPE = table({
  $schema: optional(TEXT, 'Where the schema of this file is.'),
  format: required(word([CASSETTE_FORMAT]), 'Name and version of this format.'),
  redacted: optional(list(TEXT), 'What was hidden when this was recorded, and where.', []),
  exchanges: required(
    list({
      type: 'tagged',
      tag: 'api',
      description: 'The host API.',
      variants: {
        request: {
          description: 'One HTTP request and its answer.',
          fields: {
            request: required(REQUEST, 'As the plugin made it.'),
            response: required(RESPONSE, 'As the host handed it to the plugin.'),
            ignore: IGNORE,
          },
        },
        websocket: {
          description: 'One WebSocket connection.',
          fields: {
            url: required(TEXT, 'Absolute; a secret stands in it as a placeholder.'),
            messages: optional(list(MESSAGE), 'What was sent and received, in order.', []),
            ignore: IGNORE,
          },
        },
      },
    }),
    'In the order in which they happened.',
  ),
})
