import fc from "fast-check";
import { type IpFamily, podRef } from "../../../src/model/index.ts";
import { type Files, Progress } from "../../random-scenarios/progress.ts";
import { randomSpec } from "../../random-scenarios/random-policies.ts";
import type { Draft } from "../../random-scenarios/random-scenario.ts";
import { NOTHING, type StepWish, stepWish } from "../../random-scenarios/random-steps.ts";
import type { PodParts, PortParts, RandomWorld } from "../../random-scenarios/random-world.ts";
import { declared } from "../../random-scenarios/written.ts";

/** A lane: two namespaces, with four pods and two Services of its own, in which one random scenario after another happens. */
export class Lane {
  /** Its own, and the one that a step may create. */
  readonly namespaces: readonly string[];
  readonly #world: RandomWorld;
  readonly #families: readonly IpFamily[];

  constructor(number: number, families: readonly IpFamily[]) {
    const [x, y, spare] = [`x${number}`, `y${number}`, `z${number}`] as const;
    this.namespaces = [x, y, spare];
    this.#families = families;
    this.#world = {
      namespaces: new Map([
        [x, { team: "red" }],
        [y, {}],
      ]),
      // One pod's name is declared in a sidecar, another's nowhere.
      pods: new Map([
        [podRef(x, "a"), podOf({ app: "a", tier: "1" }, tcp(80, "web"), udp(53, "dns"))],
        [podRef(x, "b"), podOf({ app: "b" }, tcp(81, "web"), udp(80), tcp(80))],
        [podRef(y, "a"), podOf({ app: "a" }, { ...tcp(81, "web"), declaredIn: "sidecar" }, tcp(80), udp(53))],
        [
          podRef(y, "b"),
          podOf({ app: "b", tier: "2" }, tcp(80), { ...udp(53, "dns"), declaredIn: "nowhere" }),
        ],
      ]),
      services: new Map([
        [
          podRef(x, "web"),
          {
            selector: { app: "a" },
            ports: [
              { port: 8080, target: "web", protocol: "TCP" },
              { port: 5353, target: "dns", protocol: "UDP" },
            ],
            headless: false,
            deployed: false,
          },
        ],
        [
          podRef(y, "all"),
          {
            selector: { kind: "pod" },
            ports: [{ port: 80, protocol: "TCP" }],
            headless: false,
            deployed: false,
          },
        ],
      ]),
    };
  }

  /** Scenarios that change policies, labels, pods and namespaces. */
  get scenarios(): fc.Arbitrary<Draft> {
    const { namespaces, pods, services } = this.#world;
    const spec = randomSpec({
      namespaces: [...namespaces.keys()],
      pods: [...pods.keys()],
      services: [...services.keys()],
      families: this.#families,
    });
    return fc
      .array(stepWish(spec), { minLength: 1, maxLength: 4, size: "max" })
      .map((wishes) => this.#draft(wishes));
  }

  /** The lane with nothing done to it. */
  get empty(): Draft {
    return this.#draft([NOTHING]);
  }

  #draft(wishes: readonly StepWish[]): Draft {
    const { namespaces, pods } = this.#world;
    const [, , spare = ""] = this.namespaces;
    const files: Files = new Map();
    const permanent = [...namespaces.keys(), ...pods.keys()];
    const progress = new Progress(this.#world, files, { permanent, spare });
    return {
      document: {
        name: "agreement",
        namespaces: Object.fromEntries([...namespaces].map(([name, labels]) => [name, { labels }])),
        ...declared(this.#world),
        via: ["pod-ip", "cluster-ip"],
        families: this.#families,
        loopback: true,
      },
      steps: wishes.map((wish, index) => ({ name: `step ${index + 1}`, ...progress.carryOut(wish) })),
      files,
      expect: [],
      flat: false,
    };
  }
}

function podOf(labels: PodParts["labels"], ...ports: readonly PortParts[]): PodParts {
  return { labels: { kind: "pod", ...labels }, ports };
}

function tcp(port: number, name?: string): PortParts {
  return { port, protocol: "TCP", short: true, ...(name === undefined ? {} : { name }) };
}

function udp(port: number, name?: string): PortParts {
  return { ...tcp(port, name), protocol: "UDP" };
}
