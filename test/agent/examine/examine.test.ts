import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { release } from "node:os";
import { promisify } from "node:util";
import type { Examination } from "../../../src/agent/examination.ts";
import { resolverOf } from "../../../src/agent/examine/examine.ts";
import { agentProgram } from "../../../src/system/agent-program.ts";

describe("the agent that looks around", () => {
  it("writes what it sees as one line, and ends", async () => {
    const config = { role: "examine", pod: "x/a", run: "r1", ports: [{ port: 18086, protocol: "TCP" }] };
    const { stdout } = await promisify(execFile)(process.execPath, [agentProgram(), JSON.stringify(config)]);
    const lines = stdout.trim().split("\n");
    const seen: Examination = JSON.parse(lines[0] ?? "");
    assert.equal(lines.length, 1);
    assert.equal(seen.kernel, release());
  });

  it("asks the first nameserver for the API server, in the cluster's domain", () => {
    const text =
      "search x.svc.k8s.example svc.k8s.example k8s.example\nnameserver 10.96.0.10\nnameserver 1.1.1.1\n";
    assert.deepEqual(resolverOf(text), {
      server: "10.96.0.10",
      name: "kubernetes.default.svc.k8s.example",
    });
    assert.equal(resolverOf("nameserver fd00::a")?.name, "kubernetes.default.svc.cluster.local");
    assert.equal(resolverOf("search x"), undefined);
  });
});
