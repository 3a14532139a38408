import {
  afterChange,
  type Change,
  type ClusterState,
  type IngressRule,
  type LabelSelector,
  type NetworkPolicySpec,
  networkPolicyRef,
  type PodRef,
} from "../../../../src/model/index.ts";
import { policy } from "../../../model/build.ts";
import { addressesOf, assertMatrix, world } from "../../world.ts";

/** What is changed, and afterwards the rules of each port. */
interface Step {
  readonly changes: (state: ClusterState) => readonly Change[];
  readonly expect: Readonly<Record<string, readonly string[]>>;
}

/** The Kubernetes e2e tests of NetworkPolicy (test/e2e/network/netpol), as decisions. */
interface Case {
  readonly title: string;
  readonly pods: string;
  readonly steps: readonly Step[];
}

const A = pods("a");
const NS_X = named("x");
const NS_Y = named("y");
const NOT_X = { matchExpressions: [{ key: "ns", operator: "NotIn", values: ["x"] }] } as const;
const TO_A = "deny * -> x/a";

function pods(name: string): LabelSelector {
  return { matchLabels: { pod: name } };
}

function named(namespace: string): LabelSelector {
  return { matchLabels: { "kubernetes.io/metadata.name": namespace } };
}

/** Ingress of x/a. */
function intoA(...ingress: readonly IngressRule[]): NetworkPolicySpec {
  return { podSelector: A, policyTypes: ["Ingress"], ingress };
}

function apply(spec: NetworkPolicySpec, name = "p", namespace = "x"): Change {
  return { action: "apply", object: policy(namespace, name, spec) };
}

/** A case of one step. */
function one(title: string, names: string, spec: NetworkPolicySpec, expect: Step["expect"]): Case {
  return { title, pods: names, steps: [{ changes: () => [apply(spec)], expect }] };
}

function step(changes: readonly Change[], expect: Step["expect"]): Step {
  return { changes: () => changes, expect };
}

function block(state: ClusterState, pod: PodRef, bits: number, except: boolean): NetworkPolicySpec {
  const address = addressesOf(state).get(pod)?.[0] ?? "";
  const whole = `${address}/32`;
  const ipBlock = except ? { cidr: `${address}/${bits}`, except: [whole] } : { cidr: `${address}/${bits}` };
  return { podSelector: A, policyTypes: ["Egress"], egress: [{ to: [{ ipBlock }] }] };
}

const denyIngress: NetworkPolicySpec = { podSelector: {}, policyTypes: ["Ingress"], ingress: [] };
const denyEgress: NetworkPolicySpec = { podSelector: {}, policyTypes: ["Egress"], egress: [] };
const denyAll: NetworkPolicySpec = {
  podSelector: {},
  policyTypes: ["Ingress", "Egress"],
  ingress: [],
  egress: [],
};
const fromY = (port?: number, protocol?: "TCP" | "UDP" | "SCTP"): NetworkPolicySpec => {
  const ports =
    port === undefined ? {} : { ports: [{ port, ...(protocol === undefined ? {} : { protocol }) }] };
  return intoA({ from: [{ namespaceSelector: NS_Y }], ...ports });
};
const onlyY = [TO_A, "allow y/* -> x/a"];

const CASES: readonly Case[] = [
  one("K-01 default-deny-ingress", "x/a x/b y/a y/b", denyIngress, { "80": ["deny * -> x/*"] }),
  one("K-02 default-deny-all", "x/a x/b y/a", denyAll, { "80": ["deny * -> x/*", "deny x/* -> *"] }),
  one(
    "K-03 allow from a podSelector in the server's namespace",
    "x/a x/b x/c y/a",
    intoA({ from: [{ podSelector: pods("b") }] }),
    { "80": [TO_A, "allow x/b -> x/a"] },
  ),
  {
    title: "K-04 allow ingress for a target beside a deny-all",
    pods: "x/a x/b y/a",
    steps: [
      step([apply(denyIngress), apply(intoA({ from: [{ podSelector: {}, namespaceSelector: {} }] }), "q")], {
        "80": ["deny * -> x/b"],
      }),
    ],
  },
  one("K-05 from all namespaces", "x/a x/b y/a z/a", intoA({ from: [{ namespaceSelector: {} }] }), {
    "80": [],
  }),
  one("K-06 from another namespace only", "x/a x/b y/a z/a", fromY(), { "80": onlyY }),
  one(
    "K-07 podSelector with In",
    "x/a x/b y/a",
    intoA({ from: [{ podSelector: { matchExpressions: [{ key: "pod", operator: "In", values: ["b"] }] } }] }),
    { "80": [TO_A, "allow x/b -> x/a"] },
  ),
  one(
    "K-08 namespaceSelector with In",
    "x/a x/b y/a z/a",
    intoA({
      from: [{ namespaceSelector: { matchExpressions: [{ key: "ns", operator: "In", values: ["y"] }] } }],
    }),
    { "80": onlyY },
  ),
  one(
    "K-09 podSelector or namespaceSelector",
    "x/a x/b x/c y/a",
    intoA({ from: [{ namespaceSelector: NOT_X }, { podSelector: pods("b") }] }),
    { "80": ["deny x/c -> x/a"] },
  ),
  one(
    "K-10 podSelector and namespaceSelector",
    "x/a x/b y/a y/b z/b",
    intoA({ from: [{ namespaceSelector: NOT_X, podSelector: pods("b") }] }),
    { "80": [TO_A, "allow y/b,z/b -> x/a"] },
  ),
  one(
    "K-11 several values of a podSelector, and a namespaceSelector",
    "x/a x/b y/a y/b y/c",
    intoA({
      from: [
        {
          namespaceSelector: NOT_X,
          podSelector: { matchExpressions: [{ key: "pod", operator: "In", values: ["b", "c"] }] },
        },
      ],
    }),
    { "80": [TO_A, "allow y/b,y/c -> x/a"] },
  ),
  one(
    "K-12 any of several podSelectors",
    "x/a x/b x/c x/d",
    intoA({ from: [{ podSelector: pods("b") }, { podSelector: pods("c") }] }),
    { "80": [TO_A, "allow x/b,x/c -> x/a"] },
  ),
  one(
    "K-13 one pod of another namespace",
    "x/a x/b y/a y/b z/a",
    intoA({ from: [{ namespaceSelector: NS_Y, podSelector: A }] }),
    { "80": [TO_A, "allow y/a -> x/a"] },
  ),
  one("K-14 by port", "x/a x/b y/a y/b z/a", fromY(81, "TCP"), { "81": onlyY, "80": [TO_A] }),
  {
    title: "K-15 stacked policies",
    pods: "x/a x/b y/a y/b z/a",
    steps: [
      step([apply(fromY(81))], { "81": onlyY, "80": [TO_A] }),
      step([apply(fromY(80), "q")], { "81": onlyY, "80": onlyY }),
    ],
  },
  one(
    "K-16 allow-all",
    "x/a x/b y/a",
    { podSelector: {}, policyTypes: ["Ingress"], ingress: [{}] },
    { "80": [], "81": [] },
  ),
  one(
    "K-17 one named port, without protocol",
    "x/a x/b y/a",
    { podSelector: {}, policyTypes: ["Ingress"], ingress: [{ ports: [{ port: "serve-81-tcp" }] }] },
    { "81": [], "80": ["deny * -> x/*"] },
  ),
  one(
    "K-18 one named port from a namespace",
    "x/a x/b y/a z/a",
    intoA({ from: [{ namespaceSelector: NS_Y }], ports: [{ port: "serve-80-tcp", protocol: "TCP" }] }),
    { "80": onlyY, "81": [TO_A] },
  ),
  one(
    "K-19 egress on one named port",
    "x/a y/a",
    { podSelector: {}, policyTypes: ["Egress"], egress: [{ ports: [{ port: "serve-80-tcp" }] }] },
    { "80": [], "81": ["deny x/* -> *"] },
  ),
  {
    title: "K-20 updated policy",
    pods: "x/a y/a",
    steps: [
      step([apply({ ...denyIngress, ingress: [{}] })], { "81": [] }),
      step([apply(denyIngress)], { "81": ["deny * -> x/*"] }),
    ],
  },
  {
    title: "K-21 updated namespace",
    pods: "x/a y/a",
    steps: [
      step([apply(intoA({ from: [{ namespaceSelector: { matchLabels: { ns2: "updated" } } }] }))], {
        "80": [TO_A],
      }),
      step([{ action: "label-namespace", namespace: "y", set: { ns2: "updated" }, unset: [] }], {
        "80": onlyY,
      }),
      step([{ action: "label-namespace", namespace: "y", set: {}, unset: ["ns2"] }], { "80": [TO_A] }),
    ],
  },
  {
    title: "K-22 updated client pod",
    pods: "x/a x/b x/c",
    steps: [
      step([apply(intoA({ from: [{ podSelector: { matchLabels: { pod: "b", pod2: "updated" } } }] }))], {
        "80": [TO_A],
      }),
      step([{ action: "label-pod", pod: "x/b", set: { pod2: "updated" }, unset: [] }], {
        "80": [TO_A, "allow x/b -> x/a"],
      }),
    ],
  },
  one(
    "K-23 deny from other namespaces",
    "x/a x/b y/a z/a",
    { podSelector: {}, policyTypes: ["Ingress"], ingress: [{ from: [{ podSelector: {} }] }] },
    { "80": ["deny y/*,z/* -> x/*"] },
  ),
  {
    title: "K-24 deny to an updated target pod",
    pods: "x/a x/b y/a",
    steps: [
      step([apply({ ...denyIngress, podSelector: { matchLabels: { target: "isolated" } } })], { "80": [] }),
      step([{ action: "label-pod", pod: "x/a", set: { target: "isolated" }, unset: [] }], { "80": [TO_A] }),
    ],
  },
  one(
    "K-25 deny egress of a pod",
    "x/a x/b y/a",
    { ...denyEgress, podSelector: A },
    { "80": ["deny x/a -> *"] },
  ),
  one("K-26 deny egress of a namespace", "x/a x/b y/a", denyEgress, { "80": ["deny x/* -> *"] }),
  one(
    "K-27 ingress and egress together",
    "x/a x/b x/c y/a",
    {
      podSelector: A,
      policyTypes: ["Ingress", "Egress"],
      ingress: [{ from: [{ podSelector: pods("b") }] }],
      egress: [{ ports: [{ port: 80 }] }],
    },
    { "80": [TO_A, "allow x/b -> x/a"], "81": [TO_A, "allow x/b -> x/a", "deny x/a -> *"] },
  ),
  {
    title: "K-28 the client's egress decides although the server would accept",
    pods: "x/a y/a y/b",
    steps: [
      step(
        [
          apply({
            podSelector: A,
            policyTypes: ["Egress"],
            egress: [{ to: [{ namespaceSelector: NS_Y, podSelector: A }] }],
          }),
          ...["a", "b"].map((name) =>
            apply(
              {
                podSelector: pods(name),
                policyTypes: ["Ingress"],
                ingress: [{ from: [{ namespaceSelector: NS_X, podSelector: A }] }],
              },
              name,
              "y",
            ),
          ),
        ],
        { "80": ["deny x/a -> *", "deny * -> y/a,y/b", "allow x/a -> y/a"] },
      ),
    ],
  },
  one(
    "K-29 egress to a server in another namespace",
    "x/a y/a y/b",
    {
      podSelector: A,
      policyTypes: ["Egress"],
      egress: [{ to: [{ namespaceSelector: NS_Y, podSelector: A }] }],
    },
    { "80": ["deny x/a -> *", "allow x/a -> y/a"] },
  ),
  one("K-30 any port of a protocol", "x/a y/a", intoA({ ports: [{ protocol: "TCP" }] }), {
    "80": [],
    "81": [],
    "80/UDP": [TO_A],
  }),
  {
    title: "K-31 ingress allow-all takes precedence",
    pods: "x/a y/a",
    steps: [
      step([apply({ podSelector: {}, ingress: [{ ports: [{ port: 80 }] }] })], { "81": ["deny * -> x/*"] }),
      step([apply({ podSelector: {}, ingress: [{}] }, "q")], { "81": [] }),
    ],
  },
  {
    title: "K-32 egress allow-all takes precedence",
    pods: "x/a y/a",
    steps: [
      step([apply({ podSelector: {}, policyTypes: ["Egress"], egress: [{ ports: [{ port: 80 }] }] })], {
        "81": ["deny x/* -> *"],
      }),
      step([apply({ podSelector: {}, policyTypes: ["Egress"], egress: [{}] }, "q")], { "81": [] }),
    ],
  },
  {
    title: "K-33 deletion",
    pods: "x/a y/a",
    steps: [
      step([apply(denyAll)], { "80": ["deny x/* -> *", "deny * -> x/*"] }),
      step([{ action: "delete", object: networkPolicyRef("x", "p") }], { "80": [] }),
    ],
  },
  {
    title: "K-34 egress to a CIDR",
    pods: "x/a y/a y/b",
    steps: [
      { changes: (state) => [apply(block(state, "y/b", 32, false))], expect: { "80": ["deny x/a -> y/a"] } },
    ],
  },
  {
    title: "K-35 and K-36: an excepted address, then the address alone",
    pods: "x/a x/b x/c",
    steps: [
      { changes: (state) => [apply(block(state, "x/b", 4, true))], expect: { "80": ["deny x/a -> x/b"] } },
      { changes: (state) => [apply(block(state, "x/b", 32, false))], expect: { "80": ["deny x/a -> x/c"] } },
    ],
  },
  {
    title: "K-37 ingress and egress are independent",
    pods: "x/a x/b y/a",
    steps: [
      step([apply({ podSelector: A, policyTypes: ["Egress"], egress: [{}] })], { "80": [] }),
      step([apply(intoA(), "q")], { "80": [TO_A] }),
    ],
  },
  {
    title: "K-38 a rule for SCTP is none for TCP",
    pods: "x/a y/a",
    steps: [
      step([apply(denyIngress), apply(intoA({ ports: [{ protocol: "SCTP", port: 81 }] }), "q")], {
        "81": ["deny * -> x/*"],
        "81/SCTP": [],
      }),
    ],
  },
  one("K-39 a rule for SCTP isolates", "x/a y/a", intoA({ ports: [{ protocol: "SCTP", port: 80 }] }), {
    "81": [TO_A],
    "80": [TO_A],
  }),
  one("K-40 a rule for UDP isolates TCP", "x/a y/a", intoA({ ports: [{ protocol: "UDP", port: 81 }] }), {
    "81": [TO_A],
    "81/UDP": [],
  }),
  one("K-41 the namespace label that every cluster adds", "x/a x/b y/a z/a", fromY(), { "80": onlyY }),
  one(
    "K-42 the same with NotIn, for egress",
    "x/a x/b y/a z/a",
    {
      podSelector: A,
      policyTypes: ["Egress"],
      egress: [
        {
          to: [
            {
              namespaceSelector: {
                matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "NotIn", values: ["y"] }],
              },
            },
          ],
        },
      ],
    },
    { "80": ["deny x/a -> y/*"] },
  ),
  ...(["UDP", "SCTP"] as const).flatMap((protocol) => [
    one(`K-43 and K-46: ${protocol} default-deny-ingress`, "x/a x/b y/a y/b", denyIngress, {
      [`80/${protocol}`]: ["deny * -> x/*"],
    }),
    one(`K-44 and K-47: ${protocol} by port`, "x/a x/b y/a z/a", fromY(81, protocol), {
      [`81/${protocol}`]: onlyY,
      "81": [TO_A],
    }),
    one(
      `K-45 and K-48: ${protocol} from a pod of another namespace`,
      "x/a x/b y/a",
      intoA({ from: [{ namespaceSelector: NS_Y, podSelector: A }] }),
      { [`80/${protocol}`]: onlyY },
    ),
  ]),
];

describe("the Kubernetes e2e cases, as decisions", () => {
  for (const { title, pods: names, steps } of CASES) {
    it(title, () => {
      let state = world(names);
      for (const { changes, expect } of steps) {
        state = changes(state).reduce(afterChange, state);
        for (const [port, rules] of Object.entries(expect)) assertMatrix(state, port, rules);
      }
    });
  }
});
