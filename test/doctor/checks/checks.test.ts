import assert from "node:assert/strict";
import { type DoctorFacts, diagnose, exitCodeFor } from "../../../src/doctor/index.ts";
import type { Survey } from "../../../src/kubernetes/index.ts";
import { CALICO, examination, factsOf, measured, sights } from "../facts.ts";

/** What is said under a check, each as `status subject: what`. */
function said(check: string, changes: Partial<DoctorFacts>, survey: Partial<Survey> = {}): readonly string[] {
  return diagnose(factsOf(changes, survey))
    .filter((finding) => finding.check === check)
    .map(({ status, subject, what }) => `${status} ${subject}: ${what}`);
}

const { version: _, ...UNVERSIONED } = CALICO;
const served = {
  kind: "AdminNetworkPolicy",
  group: "policy.networking.k8s.io",
  resource: "adminnetworkpolicies",
  version: "v1alpha1",
  trait: "cluster",
} as const;
const stagedKind = {
  kind: "StagedNetworkPolicy",
  group: "projectcalico.org",
  resource: "stagednetworkpolicies",
  version: "v3",
  trait: "staged",
} as const;
const silent = { answered: false, reason: "no answer within 1 s" } as const;
const dnsOf = (changes: object) => {
  const { dns } = examination("n1").inside;
  assert.ok(dns);
  return { examinations: { value: [examination("n1", { dns: { ...dns, ...changes } })] } };
};

const CASES: readonly {
  readonly of: string;
  readonly check: string;
  readonly facts?: Partial<DoctorFacts>;
  readonly survey?: Partial<Survey>;
  readonly says: readonly RegExp[];
}[] = [
  {
    of: "nodes that were tried and those that take no pods",
    check: "nodes",
    says: [/^ok nodes: tried: n1, n2$/],
  },
  {
    of: "nodes that were left out",
    check: "nodes",
    facts: { enforcement: measured({ nodes: ["n1"] }), mostNodes: 1 },
    says: [/^doubtful nodes: 1 node tried, and not n2$/],
  },
  {
    of: "a node that is not ready",
    check: "nodes",
    survey: {
      nodes: {
        value: [
          { name: "n1", kubelet: "v1.34.4", kernel: "", unusable: "is not ready (KubeletNotReady)" },
          { name: "n2", kubelet: "v1.34.4", kernel: "" },
        ],
      },
    },
    says: [/^doubtful nodes: tried: n1, n2$/],
  },
  {
    of: "nodes that may not be listed",
    check: "nodes",
    survey: { nodes: { unknown: "no" } },
    says: [/^unknown nodes/],
  },
  { of: "DNS that answers", check: "dns", says: [/^ok DNS: 10.96.0.10 answers over UDP and TCP/] },
  {
    of: "DNS that is silent over UDP",
    check: "dns",
    facts: dnsOf({ udp: silent }),
    says: [/^broken DNS: .* over UDP$/],
  },
  {
    of: "DNS that is silent over TCP",
    check: "dns",
    facts: dnsOf({ tcp: silent }),
    says: [/^doubtful DNS: .* over TCP$/],
  },
  {
    of: "DNS that does not know the API server",
    check: "dns",
    facts: dnsOf({ udp: { answered: true, code: 3, ms: 1 } }),
    says: [/^doubtful DNS: .* does not know kubernetes\.default.* \(DNS code 3\)$/],
  },
  {
    of: "DNS that was not asked",
    check: "dns",
    facts: { examinations: { unknown: "no pod" } },
    says: [/^unknown DNS/],
  },
  {
    of: "the network plugin and kube-proxy",
    check: "plugin",
    says: [/^ok network plugin: Calico 3.30.1 \(iptables\)$/, /^ok kube-proxy: mode iptables$/],
  },
  {
    of: "a cluster without a known plugin or kube-proxy",
    check: "plugin",
    survey: { plugins: { value: [] }, kubeProxy: { value: "absent" } },
    says: [/^doubtful network plugin: none was recognised/, /^ok kube-proxy: not seen/],
  },
  {
    of: "a plugin that does not enforce",
    check: "plugin",
    survey: { plugins: { value: [{ ...CALICO, title: "flannel", enforces: false }] } },
    says: [/^doubtful network plugin: flannel .*nothing that enforces/, /kube-proxy/],
  },
  {
    of: "several plugins",
    check: "plugin",
    survey: { plugins: { value: [CALICO, { ...CALICO, name: "cilium", title: "Cilium" }] } },
    says: [
      /^ok/,
      /^doubtful .*several connect pods: Calico and Cilium/,
      /^doubtful .*several enforce/,
      /kube-proxy/,
    ],
  },
  {
    of: "a plugin in audit mode",
    check: "plugin",
    survey: {
      plugins: { value: [{ ...CALICO, doubts: [{ what: "it is in audit mode", advice: "End it." }] }] },
    },
    says: [/^ok/, /^doubtful network plugin: it is in audit mode$/, /kube-proxy/],
  },
  {
    of: "a plugin of which nothing is known",
    check: "known-deviations",
    facts: { deviations: [{ file: "other.yaml", count: 2, fits: () => "no" }] },
    says: [/^ok known deviations: none of Calico 3.30.1/],
  },
  {
    of: "a plugin that is known to deviate, in this version or perhaps",
    check: "known-deviations",
    facts: {
      deviations: [
        { file: "a.yaml", count: 1, fits: ({ version }) => (version === undefined ? "unsure" : "fits") },
        { file: "b.yaml", count: 2, fits: ({ version }) => (version === undefined ? "unsure" : "fits") },
      ],
    },
    survey: { plugins: { value: [CALICO, { ...UNVERSIONED, title: "kube-router" }] } },
    says: [
      /^ok known deviations: 3 entries of Calico 3.30.1 \(iptables\): a.yaml and b.yaml$/,
      /^unknown known deviations: 3 entries of kube-router: a.yaml and b.yaml$/,
    ],
  },
  {
    of: "an API without other policies",
    check: "policy-kinds",
    says: [/^ok other policies: .*no kind but NetworkPolicy$/],
  },
  {
    of: "kinds that are served and have no object that matters",
    check: "policy-kinds",
    survey: { policyKinds: { value: [{ ...served, objects: { value: [{ name: "other", reach: "no" }] } }] } },
    says: [
      /^unknown other policies: served, not tried: AdminNetworkPolicy \(policy.networking.k8s.io\)$/,
      /^ok policies of the whole cluster: none selects probe pods$/,
    ],
  },
  {
    of: "policies of the whole cluster that select probe pods, or may",
    check: "policy-kinds",
    survey: {
      policyKinds: {
        value: [
          {
            ...served,
            objects: {
              value: [
                { name: "a", reach: "yes" },
                { name: "b", reach: "maybe" },
              ],
            },
          },
        ],
      },
    },
    says: [
      /^unknown/,
      /^doubtful .*: select probe pods: AdminNetworkPolicy a; may select probe pods: AdminNetworkPolicy b$/,
    ],
  },
  {
    of: "staged policies, and kinds that may not be listed",
    check: "policy-kinds",
    survey: {
      policyKinds: {
        value: [
          { ...served, objects: { unknown: "AdminNetworkPolicy: this user may not read it" } },
          { ...stagedKind, objects: { value: [{ name: "s", reach: "no" }] } },
        ],
      },
    },
    says: [
      /^unknown other/,
      /^doubtful staged policies: nothing enforces them: StagedNetworkPolicy s$/,
      /^unknown .*: one kind was not listed$/,
    ],
  },
  {
    of: "pods as they were made",
    check: "injection",
    survey: { webhooks: { value: ["policy.kyverno.io"] } },
    says: [/^ok mesh injection: nothing was added/],
  },
  {
    of: "a mesh's proxy in the pods",
    check: "injection",
    facts: { examinations: { value: [{ ...examination("n1"), containers: ["agent", "istio-proxy"] }] } },
    says: [/^doubtful mesh injection: others added to probe pods: the container istio-proxy$/],
  },
  {
    of: "a mesh without sidecars",
    check: "injection",
    facts: {
      examinations: {
        value: [{ ...examination("n1"), annotations: { "ambient.istio.io/redirection": "enabled" } }],
      },
    },
    says: [/^doubtful .*Istio's ambient redirection$/],
  },
  {
    of: "pods without limits",
    check: "limits",
    says: [/^ok limits of pods: none that matters; kernel 6.1$/],
  },
  {
    of: "pods with low limits, each once",
    check: "limits",
    facts: {
      examinations: {
        value: ["n1", "n2"].map((node) =>
          examination(node, {
            processes: 64,
            processors: 0.5,
            throttled: 3,
            openFiles: 256,
            neighbours: 512,
          }),
        ),
      },
    },
    says: [
      /only 64 processes/,
      /only 256 open files/,
      /only 512 neighbours/,
      /^doubtful .* 0.5 processors and had to wait 3 times$/,
    ],
  },
  {
    of: "a quick API server whose clock agrees",
    check: "api-server",
    says: [/^ok API server: answers 10 requests in 4 ms \(p50\) and 9 ms \(p95\) each$/, /^ok clock/],
  },
  {
    of: "a slow API server whose clock is wrong",
    check: "api-server",
    survey: { speed: { value: { requests: 10, p50Ms: 90, p95Ms: 900, clockAheadMs: 61_000 } } },
    says: [/^doubtful API server: .*which is slow$/, /^doubtful clock: .* 1 min 1 s ahead of ours$/],
  },
  { of: "versions that fit", check: "versions", says: [/^ok versions/] },
  {
    of: "a kubelet that is too old, or newer than the API server",
    check: "versions",
    survey: {
      nodes: {
        value: [
          { name: "old", kubelet: "v1.30.9", kernel: "" },
          { name: "new", kubelet: "v1.35.0", kernel: "" },
          { name: "fine", kubelet: "v1.31.0", kernel: "" },
        ],
      },
    },
    says: [/^doubtful versions: .*: old v1.30.9, new v1.35.0$/],
  },
  { of: "all rights", check: "rights", says: [/^ok rights/] },
  {
    of: "missing rights",
    check: "rights",
    survey: {
      rights: { value: { rights: ["create pods, to create the probe pods"], grant: ["kubectl …"] } },
    },
    says: [/^broken rights: 1 right that a run takes is missing$/],
  },
  { of: "an image that started", check: "image", says: [/^ok probe image: node:24 starts/] },
  {
    of: "an image that cannot be pulled",
    check: "image",
    facts: { enforcement: { unknown: "pod d/a: not running: ErrImagePull: not found" } },
    says: [/^broken probe image: node:24 cannot be pulled$/],
  },
  {
    of: "an image that nobody tried",
    check: "image",
    facts: { enforcement: { unknown: "no rights" } },
    says: [/^unknown probe image/],
  },
  { of: "a clean end", check: "leftovers", says: [] },
  {
    of: "what could not be removed",
    check: "leftovers",
    facts: { leftover: "namespace d" },
    says: [/^unknown left behind/],
  },
  {
    of: "flows that policies allow and that stop all the same",
    check: "enforcement",
    facts: {
      enforcement: measured({
        sights: sights().map((sight) =>
          sight.part === "open" && sight.to === "n2"
            ? { ...sight, after: { outcome: "timeout" }, verdict: "fail" }
            : sight,
        ),
      }),
    },
    says: [/^ok ingress/, /^ok egress/, /^broken allowed flows over IPv4: 4 of 8 flows/],
  },
  {
    of: "one node that does not enforce",
    check: "enforcement",
    facts: {
      enforcement: measured({
        sights: sights().map((sight) =>
          sight.part === "ingress" && sight.to === "n2"
            ? { ...sight, after: { outcome: "reachable" }, verdict: "fail" }
            : sight,
        ),
      }),
    },
    says: [
      /^broken ingress over IPv4: not enforced on n2: TCP and UDP, within a node and between nodes$/,
      /^ok egress over IPv4: enforced on n1, n2: .*\(dropped, 310 ms after the policy\)$/,
    ],
  },
];

describe("what doctor says", () => {
  for (const { of, check, facts = {}, survey = {}, says } of CASES)
    it(`of ${of}`, () => {
      const lines = said(check, facts, survey);
      assert.equal(lines.length, says.length, lines.join("\n"));
      for (const [index, pattern] of says.entries()) assert.match(lines[index] ?? "", pattern);
    });

  it("is all ok of a healthy cluster, which is exit code 0", () => {
    const findings = diagnose(factsOf());
    assert.deepEqual(
      findings.filter(({ status }) => status !== "ok"),
      [],
    );
    assert.equal(exitCodeFor(findings), 0);
  });

  it("changes no exit code where it is only doubtful, or does not decide", () => {
    const doubtful = factsOf(dnsOf({ tcp: silent }), { nodes: { unknown: "no" }, rights: { unknown: "no" } });
    assert.equal(exitCodeFor(diagnose(doubtful)), 0);
    assert.equal(exitCodeFor(diagnose(factsOf(dnsOf({ udp: silent })))), 1);
    assert.equal(exitCodeFor(diagnose(factsOf({ leftover: "namespace d" }))), 3);
    assert.equal(exitCodeFor([]), 3);
  });
});
