import fc from "fast-check";
import type { NetworkPolicySpec } from "../../src/model/index.ts";
import { type Labels, namespaceLabels, type PodParts, somePod } from "./random-world.ts";

/** What a step would like to do. Indexes count modulo what there is; what is impossible is left out. */
export interface StepWish {
  readonly apply: readonly PolicyWish[];
  readonly patch: readonly { readonly policy: number; readonly patch: object }[];
  readonly delete: readonly DeleteWish[];
  readonly label: readonly { readonly object: number; readonly label: readonly [string, string] }[];
  readonly unlabel: readonly { readonly object: number; readonly key: string }[];
  readonly create: readonly CreateWish[];
  readonly remove: readonly number[];
  readonly restart: readonly number[];
  readonly waits: boolean;
  readonly refused: readonly number[];
}

/** `form`: written in place, in a file, or in a file that is put into a namespace. */
export interface PolicyWish {
  readonly namespace: number;
  readonly name: number;
  readonly spec: NetworkPolicySpec;
  readonly form: "inline" | "file" | "placed";
}

/** One policy, those of its namespace, or all. */
interface DeleteWish {
  readonly policy: number;
  readonly reach: "one" | "namespace" | "all";
}

/** A pod in one of the namespaces that there are, or in one that is created with it. */
interface CreateWish {
  readonly namespace: number | Labels;
  readonly pod: PodParts;
}

export const NOTHING: StepWish = {
  apply: [],
  patch: [],
  delete: [],
  label: [],
  unlabel: [],
  create: [],
  remove: [],
  restart: [],
  waits: false,
  refused: [],
};

const index = fc.nat({ max: 99 });
const two = { maxLength: 2 };
const rare = { maxLength: 1 };

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

const pods = somePod.map(({ deployed: _, ...pod }) => pod);

/** Wishes for a step in which policies may have these specs. */
export function stepWish(spec: fc.Arbitrary<NetworkPolicySpec>): fc.Arbitrary<StepWish> {
  const policies = fc.record<PolicyWish>({
    namespace: fc.oneof({ weight: 4, arbitrary: fc.nat({ max: 1 }) }, index),
    name: fc.nat({ max: 2 }),
    spec,
    form: fc.constantFrom("inline", "inline", "file", "placed"),
  });
  const changes: fc.Arbitrary<Partial<StepWish>> = fc.record(
    {
      apply: fc.array(policies, { minLength: 1, maxLength: 3, size: "max" }),
      patch: fc.array(fc.record({ policy: index, patch: patchOf(spec) }), rare),
      delete: fc.array(
        fc.record({ policy: index, reach: fc.constantFrom("one", "one", "namespace", "all") }),
        rare,
      ),
      label: fc.array(fc.record({ object: index, label: LABEL }), two),
      unlabel: fc.array(fc.record({ object: index, key: LABEL.map(([key]) => key) }), two),
      waits: fc.boolean(),
      refused: fc.array(index, rare),
    },
    { requiredKeys: ["apply"] },
  );
  const comings: fc.Arbitrary<Partial<StepWish>> = fc.record(
    {
      create: fc.array(
        fc.record({ namespace: fc.oneof(fc.nat({ max: 9 }), namespaceLabels), pod: pods }),
        two,
      ),
      remove: fc.array(index, two),
      restart: fc.array(index, two),
      label: fc.array(fc.record({ object: index, label: LABEL }), rare),
    },
    { requiredKeys: [] },
  );
  const both = fc.tuple(changes, comings).map(([a, b]) => ({ ...a, ...b }));
  return fc
    .oneof(
      { weight: 4, arbitrary: changes },
      { weight: 2, arbitrary: comings },
      { weight: 1, arbitrary: both },
      { weight: 1, arbitrary: fc.constant({}) },
    )
    .map((wish) => ({ ...NOTHING, ...wish }));
}

/** JSON merge patches that leave a policy sound, whatever it is. */
function patchOf(spec: fc.Arbitrary<NetworkPolicySpec>): fc.Arbitrary<object> {
  return fc.oneof(
    spec.map(({ ingress = [] }) => ({ spec: { ingress } })),
    spec.map(({ egress = [] }) => ({ spec: { egress } })),
    fc.constantFrom(
      { spec: { ingress: null } },
      { spec: { egress: null } },
      { spec: { policyTypes: ["Ingress", "Egress"] } },
      { spec: { podSelector: { matchLabels: { app: "a" } } } },
      { metadata: { labels: { patched: "once" } } },
    ),
  );
}
