import assert from "node:assert/strict";
import { type AgentProcess, startAgent } from "../../../src/netns/agents/agent-process.ts";

function nodeRunning(program: string): AgentProcess {
  return startAgent([process.execPath, "-e", program], "/usr/bin");
}

async function linesOf(agent: AgentProcess): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const line of agent.lines) lines.push(line);
  return lines;
}

describe("an agent process", () => {
  it("is reached by its stdin and stdout until it is closed", async () => {
    const agent = nodeRunning("process.stdin.pipe(process.stdout)");
    agent.send("one\ntwo\n");
    const lines = agent.lines[Symbol.asyncIterator]();
    assert.deepEqual([(await lines.next()).value, (await lines.next()).value], ["one", "two"]);
    assert.match(agent.state(), /^runs \(PID \d+\)$/);
    await Promise.all([agent.close(), agent.close()]);
    assert.equal((await lines.next()).done, true);
    assert.equal(agent.state(), "ended with exit code 0");
  });

  it("breaks its stream with the exit code and the end of its stderr when it dies", async () => {
    const agent = nodeRunning("console.log('hello'); console.error('out of luck'); process.exitCode = 7");
    await assert.rejects(linesOf(agent), {
      name: "ClusterError",
      message: "its process ended with exit code 7: out of luck",
    });
    agent.send("nobody hears this\n");
    await agent.close();
  });

  it("breaks its stream with the signal that ended it", async () => {
    await assert.rejects(
      linesOf(nodeRunning("process.kill(process.pid, 'SIGKILL')")),
      /was ended by SIGKILL$/,
    );
  });

  it("breaks its stream when it cannot be started", async () => {
    const agent = startAgent(["/nowhere/node"], "/usr/bin");
    await assert.rejects(linesOf(agent), /could not be started: .*ENOENT/);
    await agent.close();
  });

  it("is killed when it does not end by itself", async () => {
    const agent = nodeRunning("setInterval(() => undefined, 1000); console.log('ready')");
    const lines = agent.lines[Symbol.asyncIterator]();
    await lines.next();
    await agent.close();
    assert.equal(agent.state(), "was killed by netverdict, since it did not end when it was told to");
  });

  it("gets nothing of our environment but the search path", async () => {
    const agent = nodeRunning("console.log(Object.keys(process.env).join()); process.stdin.resume()");
    const { value } = await agent.lines[Symbol.asyncIterator]().next();
    // Node hands this one to every child while coverage is measured.
    assert.deepEqual(
      String(value)
        .split(",")
        .filter((name) => name !== "NODE_V8_COVERAGE"),
      ["PATH"],
    );
    await agent.close();
  });
});
