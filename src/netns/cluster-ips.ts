import type { Addresses, Service } from "../model/index.ts";
import type { AddressFamily } from "./topology/address-family.ts";

/** Gives each Service a cluster IP in every family; a headless one has none. */
export function clusterIpsFor(services: readonly Service[], families: readonly AddressFamily[]): Addresses {
  return new Map(
    services
      .filter(({ headless }) => !headless)
      .map(({ ref }, index) => [ref, families.map(({ serviceAddress }) => serviceAddress(index + 1))]),
  );
}
