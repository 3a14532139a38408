import fc from "fast-check";
import type { PodRef } from "../../src/model/index.ts";

export type Labels = Readonly<Record<string, string>>;

/** A port of a pod. `short`: written `web=80/TCP` and not as a mapping, where that says the same. */
export interface PortParts {
  readonly port: number;
  readonly protocol: "TCP" | "UDP";
  readonly name?: string;
  readonly declaredIn?: "container" | "sidecar" | "nowhere";
  readonly short: boolean;
}

/** `deployed`: the application's manifests have it, with so many replicas; else the scenario does. */
export interface PodParts {
  readonly labels: Labels;
  readonly ports: readonly PortParts[];
  readonly node?: string;
  readonly deployed?: number;
}

export interface ServiceParts {
  readonly selector: Labels;
  readonly ports: readonly {
    readonly port: number;
    readonly target?: number | string;
    readonly protocol: "TCP" | "UDP";
  }[];
  readonly headless: boolean;
  readonly deployed: boolean;
}

/** What there is before the first step. */
export interface RandomWorld {
  readonly namespaces: ReadonlyMap<string, Labels>;
  readonly pods: ReadonlyMap<PodRef, PodParts>;
  readonly services: ReadonlyMap<PodRef, ServiceParts>;
}

/** What is there in every random world, so that policies may speak of it. */
export const ALWAYS = { namespaces: ["x", "y"], pods: ["x/a", "y/b"], services: ["x/web"] } as const;

const NUMBERS = [80, 81, 8080, 53] as const;
const NAMES = ["web", "dns", "alt"] as const;
const PROTOCOLS = ["TCP", "UDP"] as const;

const podLabels: fc.Arbitrary<Labels> = fc.record(
  { kind: fc.constant("pod"), app: fc.constantFrom("a", "b"), tier: fc.constantFrom("1", "2") },
  { requiredKeys: ["kind"] },
);

export const namespaceLabels: fc.Arbitrary<Labels> = fc.record(
  { team: fc.constantFrom("red", "blue") },
  { requiredKeys: [] },
);

const port: fc.Arbitrary<PortParts> = fc.record(
  {
    port: fc.constantFrom(...NUMBERS),
    protocol: fc.constantFrom(...PROTOCOLS),
    name: fc.constantFrom(...NAMES),
    declaredIn: fc.constantFrom("container", "sidecar", "nowhere"),
    short: fc.boolean(),
  },
  { requiredKeys: ["port", "protocol", "short"] },
);

/** A pod's ports have each another number or protocol, and each another name. */
function ports(minLength: number): fc.Arbitrary<readonly PortParts[]> {
  return fc
    .uniqueArray(port, { minLength, maxLength: 3, selector: (each) => `${each.port}/${each.protocol}` })
    .map((all) =>
      all.map(({ name, ...each }, index) =>
        name === undefined || all.findIndex((other) => other.name === name) < index
          ? each
          : { ...each, name },
      ),
    );
}

export const somePod: fc.Arbitrary<PodParts> = fc.record(
  {
    labels: podLabels,
    ports: ports(0),
    node: fc.constantFrom("one", "two", "three"),
    deployed: fc.constantFrom(1, 1, 2),
  },
  { requiredKeys: ["labels", "ports"] },
);

const service: fc.Arbitrary<ServiceParts> = fc.record({
  selector: fc.constantFrom<Labels>(
    { app: "a" },
    { app: "b" },
    { kind: "pod" },
    { tier: "1", kind: "pod" },
    { app: "nobody" },
  ),
  ports: fc.uniqueArray(
    fc.record(
      {
        port: fc.constantFrom(80, 443, 53),
        target: fc.constantFrom<number | string>(...NUMBERS, ...NAMES),
        protocol: fc.constantFrom(...PROTOCOLS),
      },
      { requiredKeys: ["port", "protocol"] },
    ),
    { minLength: 1, maxLength: 2, selector: (each) => `${each.port}/${each.protocol}` },
  ),
  headless: fc.boolean(),
  deployed: fc.boolean(),
});

/** Two to six pods in two namespaces, and one to three Services; some of both from manifests, if `deployed`. */
export function randomWorld(deployed: boolean): fc.Arbitrary<RandomWorld> {
  const first = fc.tuple(somePod, ports(1)).map(([pod, served]) => ({ ...pod, ports: served }));
  const parts = fc.record({
    namespaces: fc.tuple(namespaceLabels, namespaceLabels),
    always: fc.tuple(first, somePod),
    others: fc.uniqueArray(fc.tuple(fc.constantFrom("x/c", "y/d", "x/e", "y/web"), somePod), {
      maxLength: 4,
      selector: ([ref]) => ref,
    }),
    web: service,
    services: fc.uniqueArray(fc.tuple(fc.constantFrom("y/all", "x/c", "y/none"), service), {
      maxLength: 2,
      selector: ([ref]) => ref,
    }),
  });
  return parts.map(({ namespaces, always, others, web, services }) => {
    const all = new Map([[ALWAYS.pods[0], always[0]], [ALWAYS.pods[1], always[1]], ...others] as const);
    const pods = mapped(all, deployed ? declaredOnly : ({ deployed: _, ...pod }) => pod);
    const named = new Set([...pods.values()].flatMap(({ ports: served }) => served.map(({ name }) => name)));
    const known = (each: ServiceParts): ServiceParts => ({
      ...each,
      ports: withKnownTargets(each.ports, named),
    });
    return {
      namespaces: new Map([
        ["x", namespaces[0]],
        ["y", namespaces[1]],
      ]),
      pods,
      services: mapped(
        new Map<PodRef, ServiceParts>([["x/web", { ...web, headless: false }], ...services]),
        (each) => ({ ...known(each), deployed: deployed && each.deployed }),
      ),
    };
  });
}

/** What a manifest does not declare is not there. */
function declaredOnly(pod: PodParts): PodParts {
  if (pod.deployed === undefined) return pod;
  const ports = pod.ports.map(({ declaredIn, ...each }) =>
    declaredIn === "sidecar" ? { ...each, declaredIn } : each,
  );
  return { ...pod, ports };
}

/** A Service may ask for a name only if some pod gives it. */
function withKnownTargets(all: ServiceParts["ports"], named: ReadonlySet<unknown>): ServiceParts["ports"] {
  return all.map(({ target, ...each }) =>
    target === undefined || (typeof target === "string" && !named.has(target)) ? each : { ...each, target },
  );
}

export function mapped<K, V, W>(map: ReadonlyMap<K, V>, change: (value: V) => W): ReadonlyMap<K, W> {
  return new Map([...map].map(([key, value]) => [key, change(value)]));
}
