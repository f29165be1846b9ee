import type { AuthorTrace } from '../check/check-report.ts'
import type { MapPosition } from '../component/map-position.ts'
import type { CallOutcome } from '../host/call-outcome.ts'
import type { LoadedPlugin } from '../package/loaded-plugin.ts'
import { readSourceMap } from '../package/source-map.io.ts'

const POSITION = /plugin\.js:(\d{1,9}):(\d{1,9})/g

/** Turns what a guest left for its author into what the author reads: with places in the sources, where they are known. */
export type TellAuthor = (outcome: CallOutcome) => AuthorTrace

/** @param projectDir of the project that the component was built in; null for a package file, whose sources are not there */
export function authorTraceOf(plugin: LoadedPlugin, projectDir: string | null): TellAuthor {
  const component = plugin.files.get(plugin.componentPath ?? '')
  let map: MapPosition | undefined | null = null
  const open = (): MapPosition | undefined => {
    if (map === null) map = projectDir && component ? readSourceMap(projectDir, component) : undefined
    return map
  }
  return ({ trace }) => {
    if (trace === undefined) return { printed: [], fault: null }
    const { printed, fault } = trace
    return {
      printed: printed.map(({ level, text }) => ({ level, text: withPlaces(text, open) })),
      fault: fault && {
        message: fault.message,
        at: fault.positions.map(({ line, column }) => open()?.(line, column)).find(place => place) ?? null,
      },
    }
  }
}

/** Places of the bundle in a printed stack. */
function withPlaces(text: string, open: () => MapPosition | undefined): string {
  return text.replace(POSITION, (position, line, column) => {
    const place = open()?.(Number(line), Number(column))
    return place ? `${place.file}:${place.line}:${place.column}` : position
  })
}
