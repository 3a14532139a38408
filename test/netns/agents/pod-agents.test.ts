import assert from "node:assert/strict";
import { namespaceWithImpliedLabel } from "../../../src/model/index.ts";
import { PodAgents } from "../../../src/netns/agents/pod-agents.ts";
import { IPV4 } from "../../../src/netns/topology/address-family.ts";
import { type LocalPod, layOut } from "../../../src/netns/topology/layout.ts";
import { pod } from "../../model/build.ts";

describe("the agents of pods", () => {
  it("are not started any more once one could not be: nobody would end them", async () => {
    let started = 0;
    const box = {
      commandIn: () => {
        started++;
        return ["/nowhere/agent"];
      },
    };
    const settings = { command: [], path: "/usr/bin", run: "r", startLimitMs: 10_000 };
    const agents = new PodAgents(box, settings, () => "10.0.0.1");
    const pods = Array.from({ length: 200 }, (_, index) => pod(`x/p${index}`));
    const layout = layOut(pods, namespaceWithImpliedLabel("s"), 2, [IPV4]);
    const start = (these: readonly LocalPod[]) =>
      assert.rejects(agents.start(these, new AbortController().signal), /could not be started/);
    await start(layout.pods);
    const before = started;
    assert.ok(before < layout.pods.length, `${before} were started`);
    // Whatever else was still to be started would be by the time that these have failed.
    for (const local of layout.pods.slice(0, 5)) await start([local]);
    assert.equal(started, before + 5);
    await agents.close();
  });
});
