import assert from "node:assert/strict";
import { identifyPlugins } from "../../../src/kubernetes/network-plugin/identify.ts";
import { readPluginFacts } from "../../../src/kubernetes/network-plugin/read-plugin-facts.ts";
import { answering } from "../fakes/answering.ts";
import { daemonSet } from "./plugin-facts.ts";

const signal = new AbortController().signal;
const router = daemonSet({
  at: "kube-system/kube-router",
  image: "own/kube-router:1",
  configMaps: ["router"],
});
const log = "Running /usr/bin/kube-router version v2.1.0, built on , go1.25";
const withLog = {
  "/api/v1/namespaces/kube-system/pods": { items: [{ metadata: { name: "kube-router-x" } }] },
  "/api/v1/namespaces/kube-system/pods/kube-router-x/log": log,
};

describe("what network plugins are recognised by", () => {
  it("is read from DaemonSets, the ConfigMaps that they name, and a log if nothing else tells the version", async () => {
    const facts = await readPluginFacts(
      answering({
        "/apis/apps/v1/daemonsets": { items: [router] },
        "/api/v1/namespaces/kube-system/configmaps/router": { data: { key: "value" } },
        ...withLog,
      }),
      signal,
    );
    assert.deepEqual([...facts.configMaps], [["kube-system/router", { key: "value" }]]);
    assert.deepEqual([...facts.logs], [["kube-system/kube-router", log]]);
    assert.equal(identifyPlugins(facts)[0]?.version, "2.1.0");
  });

  it("asks for no log where the image's tag is a version", async () => {
    const tagged = daemonSet({ at: "kube-system/kube-router", image: "own/kube-router:v2.5.0" });
    const facts = await readPluginFacts(
      answering({ "/apis/apps/v1/daemonsets": { items: [tagged] }, ...withLog }),
      signal,
    );
    assert.deepEqual([...facts.logs], []);
  });

  it("is read from pods where DaemonSets may not be listed", async () => {
    const pod = {
      metadata: {
        namespace: "kube-system",
        name: "calico-node-x",
        ownerReferences: [{ kind: "DaemonSet", name: "calico-node" }],
      },
      spec: { containers: [{ name: "main", image: "calico/node:v3.30.0" }] },
    };
    const facts = await readPluginFacts(answering({ "/api/v1/pods": { items: [pod, pod] } }), signal);
    assert.deepEqual(
      identifyPlugins(facts).map(({ name, version }) => [name, version]),
      [["calico", "3.30.0"]],
    );
  });

  it("cannot be had where neither may be listed", async () => {
    await assert.rejects(readPluginFacts(answering({}), signal), /GET \/api\/v1\/pods: 403/);
  });
});
