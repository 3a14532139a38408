import assert from "node:assert/strict";
import { memoryCluster } from "../../../src/cluster/memory.ts";
import {
  type Change,
  type ExpectedMatrix,
  flowName,
  type NetworkPolicySpec,
  type Pod,
} from "../../../src/model/index.ts";
import { run } from "../../../src/run.ts";
import { manualClock } from "../../../src/system/clock.ts";
import { denyAllIngress, pod, policy, scenario, step } from "../../model/build.ts";

const all = { namespace: "*", name: "*" };
const x = { namespace: "x", name: "*" };
const denyInto = (target: ExpectedMatrix["rules"][number]["target"]): ExpectedMatrix => ({
  default: "allow",
  rules: [{ expect: "deny", source: all, target }],
});
const apply = (spec: NetworkPolicySpec): Change => ({ action: "apply", object: policy("x", "p", spec) });
const create = (made: Pod): Change => ({ action: "create-pod", pod: made });

/** The denied cells of the last step that are not a pass. */
async function unproven(changes: readonly Change[], expect: ExpectedMatrix): Promise<readonly string[]> {
  const pods = [pod("x/a"), pod("y/a"), pod("y/b")];
  const report = await run(scenario(pods, [step("deny", { changes, expect })]), memoryCluster(), {
    file: "f.yaml",
    signal: new AbortController().signal,
    clock: manualClock(),
    now: () => new Date(0),
    onProgress: () => undefined,
  });
  const cells = report.steps.at(-1)?.cells ?? [];
  return cells.filter(({ verdict }) => verdict !== "pass").map(({ flow }) => flowName(flow));
}

describe("the positive control", () => {
  it("is the flow itself, before any policy", async () => {
    assert.deepEqual(await unproven([apply(denyAllIngress)], denyInto(x)), []);
  });

  it("of a pod that was made since is its target's answer to others, and another target's to it", async () => {
    assert.deepEqual(await unproven([apply(denyAllIngress), create(pod("y/new"))], denyInto(x)), []);
  });

  it("of a source that reaches nobody is that others reach the same listeners in the same round", async () => {
    const noEgress = { podSelector: {}, policyTypes: ["Egress"] } as const;
    const expect: ExpectedMatrix = { default: "allow", rules: [{ expect: "deny", source: x, target: all }] };
    assert.deepEqual(await unproven([apply(noEgress), create(pod("x/new", {}, []))], expect), []);
  });

  it("lacks for a listener that was made since and that nobody reaches", async () => {
    const changes = [apply(denyAllIngress), create(pod("x/new", {}))];
    assert.deepEqual(await unproven(changes, denyInto(x)), [
      "x/a -> x/new:80",
      "y/a -> x/new:80",
      "y/b -> x/new:80",
    ]);
  });

  it("lacks for a pod that was started again, until somebody reaches it", async () => {
    const restart: Change = { action: "restart-pod", pod: "x/a" };
    assert.deepEqual(await unproven([apply(denyAllIngress), restart], denyInto(x)), [
      "y/a -> x/a:80",
      "y/b -> x/a:80",
    ]);
    const fromB = {
      podSelector: {},
      ingress: [{ from: [{ namespaceSelector: {} }], ports: [{ port: 81 }] }],
    };
    assert.equal((await unproven([apply(fromB), restart], denyInto(x))).length, 2);
  });
});
