/** Opens a local cluster, probes what a policy drops, closes it, and says each before it does it. */
import { localCluster } from "../../src/netns/index.ts";
import { planScenario } from "../../src/plan/index.ts";
import { agentProgram } from "../../src/system/agent-program.ts";
import { denyAllIngress, pod, policy, scenario } from "../model/build.ts";

const { signal } = new AbortController();
const plan = planScenario(scenario([pod("x/a"), pod("x/b")], []));

console.log("opening");
const session = await localCluster({ agent: agentProgram(), run: "leftovers" }).open(plan, signal);
await session.apply([{ action: "apply", policy: policy("x", "deny", denyAllIngress) }], signal);
console.log("probing");
const probes = [{ target: "x/b", port: 80, protocol: "TCP" }] as const;
await session.probe("x/a", { probes, timeoutMs: 500, launchesPerSecond: 100 }, signal);
console.log("closing");
await session[Symbol.asyncDispose]();
// Closing is quick: whoever wants to kill this process must still find it.
setInterval(() => undefined, 1_000);
