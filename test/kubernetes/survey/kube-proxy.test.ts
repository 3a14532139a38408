import assert from "node:assert/strict";
import { kubeProxyOf } from "../../../src/kubernetes/survey/kube-proxy.ts";
import { type AgentText, factsOf } from "../network-plugin/plugin-facts.ts";

const agent: AgentText = {
  at: "kube-system/kube-proxy",
  image: "kube-proxy:v1.34.4",
  configMaps: ["kube-proxy"],
};

function modeOf(config: string, given: AgentText = agent) {
  const configMaps = new Map([["kube-system/kube-proxy", { "config.conf": config }]]);
  return kubeProxyOf(factsOf([given], { configMaps }));
}

describe("kube-proxy's mode", () => {
  it("is that of its file, or of a flag, or the default", () => {
    assert.deepEqual(modeOf('kind: KubeProxyConfiguration\nmode: "nftables"\nnodePortAddresses: null\n'), {
      mode: "nftables",
    });
    assert.deepEqual(modeOf("mode: ipvs # fast\n"), { mode: "ipvs" });
    assert.deepEqual(modeOf('mode: ""\n'), { mode: "iptables" });
    assert.deepEqual(modeOf("mode: ipvs\n", { ...agent, args: ["--proxy-mode=iptables"] }), {
      mode: "iptables",
    });
  });

  it("is none where nothing of it runs", () => {
    assert.equal(kubeProxyOf(factsOf([])), "absent");
  });
});
