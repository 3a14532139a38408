import type { Labels, Protocol } from "../model/index.ts";
import type { ApiObject } from "./api/api-types.ts";

/** A Service as it stands in a cluster. The selector is empty if others say where it leads. */
export interface LiveService {
  readonly namespace: string;
  readonly name: string;
  readonly selector: Labels;
  readonly headless: boolean;
  readonly externalName?: string;
  readonly ports: readonly LiveServicePort[];
}

interface LiveServicePort {
  readonly name?: string;
  readonly port: number;
  readonly protocol: Protocol;
  /** A number, or the name of a container's port. */
  readonly targetPort: number | string;
}

/** The parts of a Service of core/v1 that are read. */
export interface ServiceObject extends ApiObject {
  readonly spec?: {
    readonly type?: string;
    readonly clusterIP?: string;
    readonly externalName?: string;
    readonly selector?: Labels;
    readonly ports?: readonly (Partial<LiveServicePort> & { readonly port: number })[];
  };
}

/** A Service in our words, with the defaults of core/v1 ServicePort. */
export function liveService({ metadata, spec = {} }: ServiceObject): LiveService {
  const { type, clusterIP, externalName = "", selector = {}, ports = [] } = spec;
  return {
    namespace: metadata.namespace ?? "",
    name: metadata.name,
    selector,
    headless: clusterIP === "None",
    ...(type === "ExternalName" ? { externalName } : {}),
    ports: ports.map(({ name, port, protocol = "TCP", targetPort = port }) => ({
      port,
      protocol,
      targetPort,
      ...(name === undefined ? {} : { name }),
    })),
  };
}
