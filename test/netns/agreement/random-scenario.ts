import fc from "fast-check";
import type { IpFamily, NetworkPolicySpec, PodRef } from "../../../src/model/index.ts";
import { randomSpec } from "./random-policies.ts";

/** A scenario as its file says it. */
export type Document = Readonly<Record<string, unknown>>;

/** What a step would like to do. Indexes count modulo what there is; what is impossible is left out. */
type Wish =
  | { readonly restart: number }
  | {
      readonly apply: readonly {
        readonly namespace: 0 | 1;
        readonly name: number;
        readonly spec: NetworkPolicySpec;
      }[];
      readonly delete: readonly number[];
      readonly label: readonly { readonly object: number; readonly label: readonly [string, string] }[];
      readonly unlabel: readonly { readonly object: number; readonly key: string }[];
    };

type Labels = Readonly<Record<string, string>>;

/** What has become of a lane so far. */
interface Progress {
  readonly policies: readonly string[];
  readonly labels: ReadonlyMap<string, Labels>;
}

const SERVED = {
  a: ["web=80", "dns=53/UDP"],
  b: ["web=81", "80/UDP", 80],
} as const;

/** A lane: two namespaces, with four pods and two Services of its own, in which one scenario happens. */
export class Lane {
  readonly #namespaces: readonly [string, string];
  readonly #pods: readonly PodRef[];
  readonly #families: readonly IpFamily[];
  readonly number: number;

  constructor(number: number, families: readonly IpFamily[]) {
    const [x, y] = [`x${number}`, `y${number}`] as const;
    this.number = number;
    this.#namespaces = [x, y];
    this.#pods = [`${x}/a`, `${x}/b`, `${y}/a`, `${y}/b`];
    this.#families = families;
  }

  /** Scenarios that change policies, labels and pods, in which every cell is expected to be as predicted. */
  get scenarios(): fc.Arbitrary<Document> {
    const [x, y] = this.#namespaces;
    const spec = randomSpec(this.#namespaces, this.#pods, [`${x}/web`, `${y}/all`]);
    const some = { maxLength: 2 };
    const index = fc.nat({ max: 99 });
    const edit: fc.Arbitrary<Wish> = fc.record({
      apply: fc.array(
        fc.record({ namespace: fc.constantFrom(0 as const, 1 as const), name: fc.nat({ max: 2 }), spec }),
        { minLength: 1, maxLength: 4, size: "max" },
      ),
      delete: fc.array(index, some),
      label: fc.array(fc.record({ object: index, label: LABEL }), some),
      unlabel: fc.array(fc.record({ object: index, key: LABEL.map(([key]) => key) }), some),
    });
    const wish = fc.oneof(
      { weight: 5, arbitrary: edit },
      { weight: 1, arbitrary: fc.record({ restart: index }) },
    );
    return fc
      .tuple(edit, fc.array(wish, { maxLength: 3, size: "max" }))
      .map(([first, others]) => this.#document([first, ...others]));
  }

  /** The lane with nothing done to it. */
  get empty(): Document {
    return this.#document([]);
  }

  #document(wishes: readonly Wish[]): Document {
    const [x, y] = this.#namespaces;
    let progress: Progress = { policies: [], labels: this.#labels };
    const steps = wishes.map((wish, index) => {
      const { actions, after } = this.#carriedOut(wish, progress);
      progress = after;
      return { name: `step ${index + 1}`, ...actions, expect: { rules: this.#predicted } };
    });
    return {
      name: `agreement in lane ${this.number}`,
      namespaces: { [x]: { labels: this.#labels.get(x) }, [y]: {} },
      pods: Object.fromEntries(this.#pods.map((pod) => [pod, this.#podFields(pod)])),
      services: {
        [`${x}/web`]: { selector: { app: "a" }, ports: ["8080->web", "5353->dns/UDP"] },
        [`${y}/all`]: { selector: { kind: "pod" }, ports: [80] },
      },
      via: ["pod-ip", "cluster-ip"],
      families: this.#families,
      loopback: true,
      steps: steps.length > 0 ? steps : [{ name: "nothing", expect: { rules: this.#predicted } }],
    };
  }

  get #labels(): ReadonlyMap<string, Labels> {
    const [x, y] = this.#namespaces;
    return new Map<string, Labels>([
      [x, { team: "red" }],
      [y, {}],
      [`${x}/a`, { kind: "pod", app: "a", tier: "1" }],
      [`${x}/b`, { kind: "pod", app: "b" }],
      [`${y}/a`, { kind: "pod", app: "a" }],
      [`${y}/b`, { kind: "pod", app: "b", tier: "2" }],
    ]);
  }

  /** One pod's name is declared in a sidecar, another's nowhere. */
  #podFields(ref: PodRef): Document {
    const labels = this.#labels.get(ref);
    const [, y] = this.#namespaces;
    if (ref === `${y}/a`)
      return { labels, ports: [{ port: 81, name: "web", declaredIn: "sidecar" }, 80, "53/UDP"] };
    if (ref === `${y}/b`)
      return { labels, ports: [80, { port: 53, protocol: "UDP", name: "dns", declaredIn: "nowhere" }] };
    return { labels, ports: ref.endsWith("/a") ? SERVED.a : SERVED.b };
  }

  /** Flows to oneself are informational unless both sides are named. */
  get #predicted(): readonly string[] {
    const [x, y] = this.#namespaces;
    const targets = [...this.#pods, `${x}/web`, `${y}/all`];
    return this.#pods.flatMap((source) => targets.map((target) => `predicted ${source} -> ${target}`));
  }

  #carriedOut(wish: Wish, before: Progress): { readonly actions: Document; readonly after: Progress } {
    if ("restart" in wish)
      return { actions: { restart: [this.#pods[wish.restart % this.#pods.length]] }, after: before };
    const applied = new Map(
      wish.apply.map(({ namespace, name, spec }) => [
        `${this.#namespaces[namespace]}/p${name}`,
        { metadata: { namespace: this.#namespaces[namespace], name: `p${name}` }, spec },
      ]),
    );
    const present = before.policies.filter((name) => !applied.has(name));
    const deleted = [...new Set(wish.delete.flatMap((index) => present[index % present.length] ?? []))];
    const { actions, labels } = relabelled(before.labels, wish.label, wish.unlabel);
    return {
      actions: {
        apply: [...applied.values()],
        ...(deleted.length > 0 && { delete: deleted }),
        ...actions,
      },
      after: {
        policies: [...present.filter((name) => !deleted.includes(name)), ...applied.keys()],
        labels,
      },
    };
  }
}

const LABEL: fc.Arbitrary<readonly [string, string]> = fc.constantFrom(
  ...([
    ["app", "a"],
    ["app", "b"],
    ["tier", "1"],
    ["tier", "2"],
    ["team", "red"],
    ["team", "blue"],
  ] as const),
);

function relabelled(
  before: ReadonlyMap<string, Labels>,
  set: Extract<Wish, { apply: unknown }>["label"],
  unset: Extract<Wish, { apply: unknown }>["unlabel"],
): { readonly actions: Document; readonly labels: ReadonlyMap<string, Labels> } {
  const labels = new Map(before);
  const labelled = [...before.keys()];
  const label: Record<string, Labels> = {};
  for (const {
    object,
    label: [key, value],
  } of set) {
    const name = labelled[object % labelled.length] ?? "";
    label[name] = { ...label[name], [key]: value };
    labels.set(name, { ...labels.get(name), [key]: value });
  }
  const unlabel: Record<string, readonly string[]> = {};
  for (const { object, key } of unset) {
    const name = labelled[object % labelled.length] ?? "";
    const { [key]: value, ...rest } = labels.get(name) ?? {};
    if (value === undefined) continue;
    unlabel[name] = [...(unlabel[name] ?? []), key];
    labels.set(name, rest);
  }
  return {
    actions: {
      ...(Object.keys(label).length > 0 && { label }),
      ...(Object.keys(unlabel).length > 0 && { unlabel }),
    },
    labels,
  };
}
