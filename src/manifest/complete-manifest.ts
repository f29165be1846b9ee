import { type ExactJson, toJsonValue } from './exact-json.ts'
import type { Ingress, Manifest, Service, Tool } from './manifest.ts'

/** A manifest as the shape reader leaves it: complete, but with its free values as exact JSON. */
export interface ExactManifest extends Omit<Manifest, 'tools' | 'services' | 'ingresses'> {
  readonly tools: readonly (Omit<Tool, 'input_schema'> & { readonly input_schema: ExactJson })[]
  readonly services: readonly (Omit<Service, 'status_schema'> & { readonly status_schema: ExactJson })[]
  readonly ingresses: readonly (Omit<Ingress, 'input_schema'> & { readonly input_schema: ExactJson })[]
}

/** Turns the free values into plain JSON. */
export function completeManifest(exact: ExactManifest): Manifest {
  return {
    ...exact,
    tools: exact.tools.map(tool => ({ ...tool, input_schema: toJsonValue(tool.input_schema) })),
    services: exact.services.map(service => ({
      ...service,
      status_schema: toJsonValue(service.status_schema),
    })),
    ingresses: exact.ingresses.map(ingress => ({
      ...ingress,
      input_schema: toJsonValue(ingress.input_schema),
    })),
  }
}
