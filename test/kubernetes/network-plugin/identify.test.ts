import assert from "node:assert/strict";
import { identifyPlugins } from "../../../src/kubernetes/network-plugin/identify.ts";
import { enforcerOf, pluginText } from "../../../src/kubernetes/network-plugin/network-plugin.ts";
import { type AgentText, factsOf } from "./plugin-facts.ts";

/** Agents as their makers' manifests run them, and what is to be told of the cluster, a `*` marking who enforces. */
const CLUSTERS: readonly { readonly agents: readonly AgentText[]; readonly told: readonly string[] }[] = [
  {
    agents: [{ at: "calico-system/calico-node", image: "docker.io/calico/node:v3.30.1" }],
    told: ["* Calico 3.30.1 (iptables)"],
  },
  {
    agents: [
      {
        at: "kube-system/calico-node",
        image: "quay.io/calico/node:v3.31.0",
        env: { FELIX_BPFENABLED: "true" },
      },
    ],
    told: ["* Calico 3.31.0 (eBPF)"],
  },
  {
    agents: [
      {
        at: "kube-system/calico-node",
        image: "calico/node:v3.32.0",
        env: { FELIX_NFTABLESMODE: "Enabled" },
      },
    ],
    told: ["* Calico 3.32.0 (nftables)"],
  },
  {
    agents: [
      {
        at: "kube-system/canal",
        image: "docker.io/calico/node:v3.28.0",
        env: { CALICO_NETWORKING_BACKEND: "none" },
        more: [{ name: "kube-flannel", image: "docker.io/flannel/flannel:v0.24.4" }],
      },
    ],
    told: ["* Calico 3.28.0 (iptables)", "flannel 0.24.4"],
  },
  {
    agents: [{ at: "kube-system/cilium", image: "quay.io/cilium/cilium:v1.19.2@sha256:0123" }],
    told: ["* Cilium 1.19.2 (eBPF)"],
  },
  {
    agents: [{ at: "kube-system/anetd", image: "gke.gcr.io/cilium/cilium:v1.14.8-gke.21" }],
    told: ["* GKE Dataplane V2 1.14.8-gke.21 (eBPF)"],
  },
  {
    agents: [{ at: "kube-system/antrea-agent", image: "antrea/antrea-agent-ubuntu:v2.3.0" }],
    told: ["* Antrea 2.3.0 (Open vSwitch)"],
  },
  {
    agents: [{ at: "kube-system/kube-router", image: "docker.io/cloudnativelabs/kube-router:v2.1.0" }],
    told: ["* kube-router 2.1.0 (iptables and ipsets)"],
  },
  {
    agents: [
      {
        at: "kube-system/kube-router",
        image: "cloudnativelabs/kube-router",
        args: ["--run-router=true", "--run-firewall=false"],
      },
    ],
    told: ["kube-router (version unknown; iptables and ipsets)"],
  },
  {
    agents: [{ at: "kube-system/kindnet", image: "docker.io/kindest/kindnetd:v20240813-c6f155d6" }],
    told: ["* kindnet 20240813-c6f155d6 (nftables and NFQUEUE)"],
  },
  {
    agents: [{ at: "kube-system/kindnet", image: "docker.io/kindest/kindnetd:v20240202-8f1494ea" }],
    told: ["kindnet 20240202-8f1494ea (nftables and NFQUEUE)"],
  },
  {
    agents: [
      {
        at: "kube-flannel/kube-flannel-ds",
        image: "ghcr.io/flannel-io/flannel:v0.26.1",
        more: [{ name: "policies", image: "registry.k8s.io/networking/kube-network-policies:v0.7.0" }],
      },
    ],
    told: ["* kube-network-policies 0.7.0 (nftables and NFQUEUE)", "flannel 0.26.1"],
  },
  {
    agents: [
      {
        at: "ovn-kubernetes/ovnkube-node",
        image: "ghcr.io/ovn-kubernetes/ovn-kubernetes/ovn-kube-fedora:master",
      },
    ],
    told: ["* OVN-Kubernetes (version unknown; OVN)"],
  },
  {
    agents: [{ at: "kube-system/kube-ovn-cni", image: "docker.io/kubeovn/kube-ovn:v1.13.2" }],
    told: ["* Kube-OVN 1.13.2 (OVN)"],
  },
  {
    agents: [{ at: "openshift-sdn/sdn", image: "quay.io/openshift/sdn@sha256:0123" }],
    told: ["* OpenShift SDN (version unknown; Open vSwitch)"],
  },
  {
    agents: [
      {
        at: "kube-system/weave-net",
        image: "weaveworks/weave-kube:2.8.1",
        more: [{ name: "weave-npc", image: "weaveworks/weave-npc:2.8.1" }],
      },
    ],
    told: ["* Weave Net 2.8.1 (iptables and ipsets)"],
  },
  {
    agents: [
      {
        at: "kube-system/aws-node",
        image: "602401143452.dkr.ecr.eu-west-1.amazonaws.com/amazon-k8s-cni:v1.19.2-eksbuild.1",
        more: [
          {
            name: "aws-eks-nodeagent",
            image: "602401143452.dkr.ecr.eu-west-1.amazonaws.com/amazon/aws-network-policy-agent:v1.1.6",
            args: ["--enable-ipv6=false", "--enable-network-policy=true"],
          },
        ],
      },
    ],
    told: ["* Amazon VPC CNI 1.19.2-eksbuild.1 (eBPF)"],
  },
  {
    agents: [
      {
        at: "kube-system/aws-node",
        image: "602401143452.dkr.ecr.eu-west-1.amazonaws.com/amazon-k8s-cni:v1.19.2",
      },
    ],
    told: ["Amazon VPC CNI 1.19.2 (eBPF)"],
  },
  {
    agents: [
      { at: "kube-system/azure-npm", image: "mcr.microsoft.com/containernetworking/azure-npm:v1.5.44" },
      { at: "kube-system/azure-cns", image: "mcr.microsoft.com/containernetworking/azure-cns:v1.6.21" },
    ],
    told: ["* Azure Network Policy Manager 1.5.44 (iptables and ipsets)", "Azure CNI 1.6.21"],
  },
  {
    agents: [
      { at: "kube-system/kube-proxy", image: "registry.k8s.io/kube-proxy:v1.34.4" },
      { at: "net/own-bridge", image: "localhost/bridge:1", hostPaths: ["/etc/cni/net.d"] },
    ],
    told: ["own-bridge, which netverdict does not know"],
  },
];

describe("the network plugin of a cluster", () => {
  for (const { agents, told } of CLUSTERS)
    it(`is known by what runs on the nodes: ${told.join(", ")}`, () => {
      const found = identifyPlugins(factsOf(agents));
      assert.deepEqual(
        found.map((plugin) => `${plugin.enforces === true ? "* " : ""}${pluginText(plugin)}`),
        told,
      );
    });

  it("has the version and the dataplane that Calico's own objects tell, before its image's tag", () => {
    const group = "/apis/crd.projectcalico.org/v1";
    const objects = new Map<string, unknown>([
      [`${group}/clusterinformations/default`, { spec: { calicoVersion: "v3.28.5" } }],
      [`${group}/felixconfigurations/default`, { spec: { bpfEnabled: true } }],
    ]);
    const [calico] = identifyPlugins(
      factsOf([{ at: "kube-system/calico-node", image: "own/calico:1" }], { objects }),
    );
    assert.equal(calico && pluginText(calico), "Calico 3.28.5 (eBPF)");
  });

  it("is set up by ConfigMaps that the agent names", () => {
    const agent = {
      at: "kube-system/calico-node",
      image: "calico/node:v3.29.0",
      configMaps: ["calico"],
    } as const;
    const configMaps = new Map([["kube-system/calico", { FELIX_IPTABLESBACKEND: "NFT" }]]);
    const [calico] = identifyPlugins(factsOf([agent], { configMaps }));
    assert.equal(calico?.dataplane, "iptables, backend nft");
  });

  it("has the version that the agent's log begins with where the image tells none", () => {
    const logs = new Map([
      [
        "kube-system/kube-router",
        "I1125 run.go:52] Running /usr/bin/kube-router version v2.1.0, built on , go1.25\n",
      ],
    ]);
    const [router] = identifyPlugins(
      factsOf([{ at: "kube-system/kube-router", image: "own/kube-router:1" }], { logs }),
    );
    assert.equal(router?.version, "2.1.0");
  });

  it("only enforces where its flags leave connecting to others", () => {
    const flags = ["--run-router=false", "--enable-cni", "false", "--run-firewall=true"];
    const [router] = identifyPlugins(
      factsOf([{ at: "kube-system/kube-router", image: "kube-router:v2.1.0", args: flags }]),
    );
    assert.equal(router?.connects, false);
    assert.equal(router?.enforces, true);
  });

  it("is k3s' own where nodes run k3s and nothing else connects pods", () => {
    const node = { name: "n", kubeletVersion: "v1.33.1+k3s1", annotations: {} };
    assert.deepEqual(
      identifyPlugins(factsOf([], { nodes: [node] })).map(({ name, enforces }) => [name, enforces]),
      [["k3s", true]],
    );
    const off = { ...node, annotations: { "k3s.io/node-args": '["server","--disable-network-policy"]' } };
    assert.equal(enforcerOf(identifyPlugins(factsOf([], { nodes: [off] }))), undefined);
    const cilium = { at: "kube-system/cilium", image: "quay.io/cilium/cilium:v1.19.2" } as const;
    assert.deepEqual(
      identifyPlugins(factsOf([cilium], { nodes: [node] })).map(({ name }) => name),
      ["cilium"],
    );
  });

  it("is none where nothing shows one", () => {
    assert.deepEqual(identifyPlugins(factsOf([])), []);
  });
});

describe("how a network plugin is set up", () => {
  const cilium = {
    at: "kube-system/cilium",
    image: "quay.io/cilium/cilium:v1.19.2",
    configMaps: ["cilium-config"],
  } as const;
  const configured = (data: Readonly<Record<string, string>>) =>
    identifyPlugins(factsOf([cilium], { configMaps: new Map([["kube-system/cilium-config", data]]) }))[0];

  it("is doubtful in audit mode, which lets everything through", () => {
    const plugin = configured({ "policy-audit-mode": "true", "kube-proxy-replacement": "true" });
    assert.match(plugin?.doubts[0]?.what ?? "", /audit mode/);
    assert.equal(plugin?.dataplane, "eBPF, kube-proxy-replacement true");
  });

  it("is doubtful where Cilium never or always enforces, and nothing is said of its defaults", () => {
    assert.equal(configured({ "enable-policy": "never" })?.enforces, false);
    assert.match(configured({ "enable-policy": "always" })?.doubts[0]?.what ?? "", /no policy allows/);
    assert.deepEqual(configured({ "enable-policy": "default", "policy-audit-mode": "false" })?.doubts, []);
  });

  it("is doubtful where Calico accepts what it should drop, or Amazon's agent is strict", () => {
    const of = (agent: AgentText) => identifyPlugins(factsOf([agent]))[0]?.doubts[0]?.what ?? "";
    const env = { FELIX_DROPACTIONOVERRIDE: "LogAndAccept" };
    assert.match(of({ at: "kube-system/calico-node", image: "calico/node:v3.29.0", env }), /lets through/);
    const strict = { NETWORK_POLICY_ENFORCING_MODE: "strict" };
    assert.match(of({ at: "kube-system/aws-node", image: "amazon-k8s-cni:v1.19.2", env: strict }), /strict/);
  });
});
