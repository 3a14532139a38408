import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ClusterSession } from "../../src/cluster/port.ts";
import type { Change } from "../../src/model/index.ts";
import { agentProgram } from "../../src/system/agent-program.ts";
import { denyAllIngress, pod, policy } from "../model/build.ts";
import { markedProcesses } from "./marked-processes.ts";
import { needsBox } from "./needs-box.ts";
import { testCluster, worldOf } from "./test-cluster.ts";
import { tryFlows } from "./try-flows.ts";

const { signal } = new AbortController();
const served = [{ port: 80, protocol: "TCP" }] as const;
/** Node 1 has x/a and y/c. */
const world = worldOf([
  pod("x/a", { app: "a" }, served),
  pod("x/b", { app: "b" }, served),
  pod("y/c", { app: "c" }, served),
  pod("y/d", { app: "d" }, served),
]);

const denial: readonly Change[] = [{ action: "apply", object: policy("x", "p", denyAllIngress) }];

function cluster(agent: string) {
  return testCluster({ agent });
}

describe("a local cluster that fails", () => {
  before(needsBox);

  async function withAgent(program: string, use: (agent: string) => Promise<void>): Promise<void> {
    const directory = await mkdtemp(join(tmpdir(), "netverdict-test-"));
    try {
      const agent = join(directory, "agent.mjs");
      await writeFile(agent, program);
      await use(agent);
    } finally {
      await rm(directory, { recursive: true });
    }
  }

  /** Gives a session and the PID of its box's first process; nothing of it may be left afterwards. */
  async function withShell(use: (session: ClusterSession, shell: number) => Promise<void>): Promise<void> {
    const marker = `/netverdict-failing-${process.pid}`;
    const path = process.env.PATH;
    process.env.PATH = `${marker}:${path}`;
    try {
      await using session = await testCluster().open(world, signal);
      const shell = markedProcesses(marker).find(({ command }) => command === "sh");
      await use(session, shell?.pid ?? assert.fail("the box has no shell"));
    } finally {
      process.env.PATH = path;
    }
    assert.deepEqual(markedProcesses(marker), []);
  }

  it("does not open when an agent dies, and says how", () =>
    withAgent("console.error('no luck'); process.exit(3)", (agent) =>
      assert.rejects(cluster(agent).open(world, signal), {
        name: "ClusterError",
        message: /the agent of \S+ could not be asked: its process ended with exit code 3: no luck/,
      }),
    ));

  it("stops opening when it is aborted, also while agents are silent", () =>
    withAgent("process.stdin.resume()", async (agent) => {
      const reason = new Error("changed our mind");
      const controller = new AbortController();
      const opening = cluster(agent).open(world, controller.signal);
      const timer = setTimeout(() => controller.abort(reason), 300);
      await assert.rejects(opening, reason);
      clearTimeout(timer);
    }));

  it("does not open when an agent stays silent, and says which", () =>
    withAgent("process.stdin.resume()", (agent) =>
      assert.rejects(testCluster({ agent, startLimitMs: 300 }).open(world, signal), {
        name: "ClusterError",
        message: /^the agent of \S+\/\S+ did not answer within 0.3 s$/,
      }),
    ));

  it("does not open for SCTP, which it cannot probe", async () => {
    const sctp = worldOf([pod("x/a", {}, [{ port: 9, protocol: "SCTP" }])]);
    await assert.rejects(
      testCluster().open(sctp, signal),
      /SCTP cannot be probed: .* \(pod x\/a serves it\)/,
    );
  });

  it("cannot probe from a pod whose agent died, and says how; probes to it are refused", async () => {
    await withAgent(dyingAgent(), async (agent) => {
      await using session = await cluster(agent).open(world, signal);
      await assert.rejects(
        tryFlows(session, ["x/a -> y/c:80"]),
        /the agent of x\/a could not be asked: its process was ended by SIGKILL/,
      );
      assert.deepEqual(await tryFlows(session, ["y/c -> x/a:80", "y/c -> y/d:80"]), ["refused", "reachable"]);
      assert.match(
        await session.diagnose("x/a"),
        /^pod x\/a \(10\.244\.1\.2(, fd00:10:244:1::2)? on node-1\): its agent was ended by SIGKILL/,
      );
      assert.match(await session.diagnose("y/c"), /its agent runs \(PID \d+\)$/);
    });
  });

  it("refuses a policy of a kind that it cannot enforce, and keeps those that it has", async () => {
    await using session = await testCluster().open(world, signal);
    const object = { apiVersion: "example.org/v1", kind: "Wall", metadata: { name: "w" } };
    await assert.rejects(session.apply([{ action: "apply", object }], signal), {
      name: "ClusterError",
      message: "the local cluster cannot enforce Wall of example.org/v1, only NetworkPolicy",
    });
    assert.deepEqual(await tryFlows(session, ["x/a -> y/c:80"]), ["reachable"]);
  });

  it("fails what is asked of it once its box has died, and says so", () =>
    withShell(async (session, shell) => {
      process.kill(shell, "SIGKILL");
      // What was asked before the kernel has ended the box may still be answered.
      const untilRefused = async (): Promise<never> => {
        for (;;) await tryFlows(session, ["x/a -> y/c:80"]);
      };
      await assert.rejects(untilRefused(), { name: "ClusterError" });
      await assert.rejects(session.apply(denial, signal), {
        name: "ClusterError",
        message: /^the box has ended(: its first process was killed)?$/,
      });
      assert.match(await session.diagnose("x/a"), /its agent was ended by SIGKILL; the box has ended/);
    }));

  it("ends at once when it is aborted while a script hangs", () =>
    withShell(async (session, shell) => {
      process.kill(shell, "SIGSTOP");
      const reason = new Error("interrupted");
      const controller = new AbortController();
      const applying = session.apply(denial, controller.signal);
      controller.abort(reason);
      await assert.rejects(applying, reason);
    }));

  it("answers nothing once it is disposed, which may be done twice", async () => {
    const session = await testCluster().open(world, signal);
    await session[Symbol.asyncDispose]();
    await session[Symbol.asyncDispose]();
    await assert.rejects(tryFlows(session, ["x/a -> y/c:80"]), { name: "ClusterError" });
    await assert.rejects(session.apply(denial, signal), /^ClusterError: the box has ended/);
  });
});

/** The agent, but that of x/a kills itself instead of answering a batch. */
function dyingAgent(): string {
  const program = JSON.stringify(agentProgram());
  return `
    if (process.argv[2].includes('"pod":"x/a"')) {
      const write = process.stdout.write.bind(process.stdout);
      process.stdout.write = (text) =>
        text.includes('"hello"') ? write(text) : process.kill(process.pid, "SIGKILL");
    }
    await import(${program});
  `;
}
