/** Opens a local cluster, probes what a policy drops, closes it, and says each before it does it. */
import { namespaceWithImpliedLabel } from "../../src/model/index.ts";
import { denyAllIngress, pod, policy, service } from "../model/build.ts";
import { testCluster } from "./test-cluster.ts";

const { signal } = new AbortController();
const world = {
  namespaces: [namespaceWithImpliedLabel("x")],
  pods: [pod("x/a"), pod("x/b")],
  services: [service("x/web", {})],
};

console.log("opening");
const session = await testCluster().open(world, signal);
await session.apply([{ action: "apply", object: policy("x", "deny", denyAllIngress) }], signal);
console.log("probing");
const probes = [{ target: "x/b", port: 80, protocol: "TCP" }] as const;
await session.probe("x/a", { probes, timeoutMs: 500, launchesPerSecond: 100 }, signal);
console.log("closing");
await session[Symbol.asyncDispose]();
// Closing is quick: whoever wants to kill this process must still find it.
setInterval(() => undefined, 1_000);
