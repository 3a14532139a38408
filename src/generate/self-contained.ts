import type { Twins } from "../manifest/twins/twins-of.ts";
import { endpointsOf, type Service, type ServicePort } from "../model/index.ts";

/**
 * Twins as a scenario can spell them out, in which each Service has an address and leads to somebody. What has no endpoint
 * is in `leftOut` already.
 */
export function selfContained({ services, leftOut, ...twins }: Twins): Twins {
  const leads = (service: Service, port: ServicePort): boolean =>
    endpointsOf(service, port, twins.pods).length > 0;
  const headless = services.filter((service) => service.headless).map(({ ref }) => ref);
  return {
    ...twins,
    services: services
      .filter((service) => !service.headless)
      .map((service) => ({ ...service, ports: service.ports.filter((port) => leads(service, port)) }))
      .filter(({ ports }) => ports.length > 0),
    leftOut: [
      ...leftOut,
      ...headless.map((ref) => `Service ${ref} is headless and left out: flows to its pods are the same`),
    ],
  };
}
