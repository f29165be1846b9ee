import { INGRESS_EVENT_KINDS } from '../../../contract/ingress.ts'
import { nearestWord } from '../../../manifest/nearest-word.ts'
import { quote } from '../../../quote.ts'
import { defineRule } from '../../define-rule.ts'

/** Every event comes from the WebSocket driver, and it makes three kinds. @source host contract 8.5, 8.8 */
export const unknownEventKind = defineRule({
  id: 'ingresses/unknown-event-kind',
  severity: 'warning',
  needs: ['manifest', 'reading'],
  find: ({ manifest, reading }) =>
    manifest.ingresses.flatMap(({ name, event_kinds }, index) =>
      event_kinds.flatMap((kind, item) =>
        INGRESS_EVENT_KINDS.includes(kind)
          ? []
          : [{ at: reading.locate(`ingresses[${index}].event_kinds[${item}]`), data: { name, kind } }],
      ),
    ),
  advise: ({ name, kind }) => ({
    what: `The ingress ${quote(name)} lists the event kind ${quote(kind)}; the host makes ${INGRESS_EVENT_KINDS.join(', ')}.`,
    why: 'Events are compared with the list as it stands, and none of this kind ever comes.',
    fix: `Write ${quote(nearestWord(kind, INGRESS_EVENT_KINDS) ?? 'websocket_text')}, or leave event_kinds out to get every event.`,
  }),
})
