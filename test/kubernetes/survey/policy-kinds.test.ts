import assert from "node:assert/strict";
import { ourLabels } from "../../../src/kubernetes/survey/our-labels.ts";
import { type PolicyOfAll, reachOf } from "../../../src/kubernetes/survey/policy-reach.ts";
import { readPolicyKinds } from "../../../src/kubernetes/survey/read-policy-kinds.ts";
import { answering } from "../fakes/answering.ts";

const signal = new AbortController().signal;
const ours = ourLabels("r1", "d");
const group = (name: string, ...versions: readonly string[]) => ({
  name,
  versions: versions.map((version) => ({ version, groupVersion: `${name}/${version}` })),
});
const resources = (...names: readonly string[]) => ({ resources: names.map((name) => ({ name })) });
const items = (...specs: readonly PolicyOfAll["spec"][]) => ({
  items: specs.map((spec, index) => ({ metadata: { name: `p${index}` }, spec })),
});

describe("the kinds of policies that a cluster serves", () => {
  it("are found in each version of a group, with the objects of the whole cluster and whom they select", async () => {
    const kinds = await readPolicyKinds(
      answering({
        "/apis": { groups: [group("apps", "v1"), group("policy.networking.k8s.io", "v1alpha2", "v1alpha1")] },
        "/apis/policy.networking.k8s.io/v1alpha2": resources("clusternetworkpolicies"),
        "/apis/policy.networking.k8s.io/v1alpha1": resources(
          "adminnetworkpolicies",
          "adminnetworkpolicies/status",
          "clusternetworkpolicies",
        ),
        "/apis/policy.networking.k8s.io/v1alpha2/clusternetworkpolicies": items({
          subject: { namespaces: {} },
        }),
      }),
      ours,
      signal,
    );
    assert.deepEqual(
      kinds.map(({ kind, version, objects }) => [kind, version, objects]),
      [
        ["ClusterNetworkPolicy", "v1alpha2", { value: [{ name: "p0", reach: "yes" }] }],
        ["AdminNetworkPolicy", "v1alpha1", { unknown: "AdminNetworkPolicy: this user may not read it (no)" }],
      ],
    );
  });

  it("are each listed once where Calico serves them in two groups, and those that are staged select nobody", async () => {
    const names = ["globalnetworkpolicies", "stagedglobalnetworkpolicies"];
    const kinds = await readPolicyKinds(
      answering({
        "/apis": { groups: [group("crd.projectcalico.org", "v1"), group("projectcalico.org", "v3")] },
        "/apis/crd.projectcalico.org/v1": resources(...names),
        "/apis/projectcalico.org/v3": resources(...names),
        "/apis/projectcalico.org/v3/globalnetworkpolicies": items({ selector: "all()" }),
        "/apis/projectcalico.org/v3/stagedglobalnetworkpolicies": items({ selector: "all()" }),
      }),
      ours,
      signal,
    );
    assert.deepEqual(
      kinds.map(({ kind, group, objects }) => [kind, group, objects]),
      [
        ["GlobalNetworkPolicy", "projectcalico.org", { value: [{ name: "p0", reach: "yes" }] }],
        ["StagedGlobalNetworkPolicy", "projectcalico.org", { value: [{ name: "p0", reach: "no" }] }],
      ],
    );
  });
});

describe("a policy of the whole cluster", () => {
  const cases: readonly (readonly [string, PolicyOfAll["spec"], string])[] = [
    [
      "by labels of namespaces that ours have",
      { subject: { namespaces: { matchLabels: { "netverdict.dev/run": "r1" } } } },
      "yes",
    ],
    [
      "by labels of namespaces that ours lack",
      { subject: { namespaces: { matchLabels: { team: "a" } } } },
      "no",
    ],
    [
      "by labels of pods that ours lack",
      { subject: { pods: { namespaceSelector: {}, podSelector: { matchLabels: { app: "a" } } } } },
      "no",
    ],
    ["by Calico's expressions for all", { selector: "all()", namespaceSelector: "" }, "yes"],
    ["by Calico's other expressions", { selector: "app == 'a'" }, "maybe"],
    ["by Cilium's empty selector", { endpointSelector: {} }, "yes"],
    ["by Cilium's labels", { endpointSelector: { matchLabels: { "k8s:app": "a" } } }, "maybe"],
    ["of nodes", { nodeSelector: {} }, "no"],
    ["of a kind whose selector is not read", {}, "maybe"],
  ];
  for (const [how, spec, reach] of cases)
    it(`selects probe pods ${how}: ${reach}`, () => {
      assert.equal(reachOf({ metadata: { name: "p" }, ...(spec && { spec }) }, ours), reach);
    });
});
