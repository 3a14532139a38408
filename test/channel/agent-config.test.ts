import assert from "node:assert/strict";
import { agentConfig } from "../../src/channel/agent-config.ts";
import { pod } from "../model/build.ts";

describe("what an agent is told about itself", () => {
  it("has the ports of its pod that the agent can serve", () => {
    const ports = [
      { port: 80, protocol: "TCP", name: "web" },
      { port: 9, protocol: "SCTP" },
    ] as const;
    assert.deepEqual(agentConfig("both", pod("x/a", {}, ports), "r"), {
      role: "both",
      pod: "x/a",
      run: "r",
      ports: [{ port: 80, protocol: "TCP" }],
    });
  });
});
