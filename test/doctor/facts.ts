import type { Sight } from "../../src/doctor/enforcement/enforcement-facts.ts";
import type { DoctorFacts, EnforcementFacts } from "../../src/doctor/index.ts";
import type { NetworkPlugin, PodExamination, Survey } from "../../src/kubernetes/index.ts";
import type { IpFamily } from "../../src/model/index.ts";

export const CALICO: NetworkPlugin = {
  name: "calico",
  title: "Calico",
  version: "3.30.1",
  dataplane: "iptables",
  connects: true,
  enforces: true,
  seenIn: "DaemonSet calico-system/calico-node",
  doubts: [],
};

/** What a healthy cluster of two nodes shows. */
const SURVEY: Survey = {
  context: "staging",
  version: "v1.34.4",
  speed: { value: { requests: 10, p50Ms: 4, p95Ms: 9, clockAheadMs: -300 } },
  nodes: {
    value: [
      {
        name: "cp",
        kubelet: "v1.34.4",
        kernel: "6.1",
        unusable: "is tainted node-role.kubernetes.io/control-plane:NoSchedule",
      },
      { name: "n1", kubelet: "v1.34.4", kernel: "6.1" },
      { name: "n2", kubelet: "v1.33.1", kernel: "6.1" },
    ],
  },
  plugins: { value: [CALICO] },
  kubeProxy: { value: { mode: "iptables" } },
  policyKinds: { value: [] },
  webhooks: { value: [] },
  rights: { value: { rights: [], grant: [] } },
};

export function examination(node: string, inside: Partial<PodExamination["inside"]> = {}): PodExamination {
  const answer = { answered: true, code: 0, ms: 2 } as const;
  const dns = {
    server: "10.96.0.10",
    name: "kubernetes.default.svc.cluster.local",
    udp: answer,
    tcp: answer,
  };
  return {
    pod: `d/on-${node}`,
    node,
    containers: ["agent"],
    annotations: {},
    inside: { kernel: "6.1", dns, ...inside },
  };
}

/** Every flow between two nodes, as it is where policies are enforced. */
export function sights(family: IpFamily = "ipv4"): readonly Sight[] {
  const nodes = ["n1", "n2"];
  return nodes.flatMap((from) =>
    nodes.flatMap((to) =>
      (["TCP", "UDP"] as const).flatMap((protocol) =>
        (["open", "ingress", "egress"] as const).map(
          (part): Sight => ({
            from,
            to,
            family,
            protocol,
            part,
            before: { outcome: "reachable" },
            after: { outcome: part === "open" ? "reachable" : "timeout" },
            verdict: "pass",
          }),
        ),
      ),
    ),
  );
}

export function measured(facts: Partial<EnforcementFacts> = {}): DoctorFacts["enforcement"] {
  return { value: { nodes: ["n1", "n2"], sights: sights(), settleMs: 5_000, enforcedMs: 310, ...facts } };
}

/** The facts of a healthy cluster, but for what a test says. */
export function factsOf(changes: Partial<DoctorFacts> = {}, survey: Partial<Survey> = {}): DoctorFacts {
  return {
    survey: { ...SURVEY, ...survey },
    enforcement: measured(),
    examinations: { value: [examination("n1"), examination("n2")] },
    image: "node:24",
    deviations: [],
    ...changes,
  };
}
