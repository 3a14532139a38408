import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { kubernetes, local } from "./support/clusters.ts";
import { kubectl, objectsOf, runOf, until } from "./support/in-the-cluster.ts";
import { CLI, netverdict, ROOT, type Running, start } from "./support/netverdict.ts";
import { descendantsOf, running } from "./support/processes.ts";

const SCENARIO = "scenarios/guestbook.yaml";

/** Where a run is when something happens to it: what it says then, or what is there. */
interface Phase {
  readonly name: string;
  readonly reached: (run: Running, suffix: string) => Promise<void>;
}

const says = (name: string, pattern: RegExp): Phase => ({ name, reached: ({ said }) => said(pattern) });
const phases: readonly Phase[] = [
  says("before it makes anything", /^cluster /m),
  says("while it makes namespaces", /^creating /m),
  {
    name: "while it waits for pods",
    reached: (_, suffix) => until("a pod", () => podsIn(`guestbook${suffix}`) !== ""),
  },
  says("while it opens streams", /; connecting$/m),
  says("while it measures the control", /^control: /m),
  says("while it waits for the canary", /^canary: /m),
  says("while policies are in force", /^step 2\/3 /m),
  says("while it deletes", /^removing /m),
];

function podsIn(namespace: string): string {
  return kubectl("get", "pods", "-n", namespace, "--ignore-not-found", "-o", "name");
}

/** It lasts a minute and was renewed a quarter of it ago, or somewhat more. */
const LEASE_LEAST_MS = 30_000;

let count = 0;
const newSuffix = () => `-left${process.pid}x${++count}`;

/** Runs on the Kubernetes cluster until a phase is reached. */
async function reach(phase: Phase, suffix: string): Promise<Running> {
  const run = start(["run", SCENARIO, ...kubernetes.args, "--namespace-suffix", suffix], { CI: "true" });
  await phase.reached(run, suffix);
  return run;
}

async function gc(...flags: readonly string[]) {
  return await netverdict(["gc", ...kubernetes.args, ...flags]);
}

describe("what is left in a Kubernetes cluster", () => {
  before(function () {
    if (kubernetes.skip === undefined) return;
    console.log(`      skipped: ${kubernetes.skip}`);
    this.skip();
  });

  for (const phase of phases)
    it(`by a run that is killed ${phase.name} is left alone as long as it may be alive, and removed when that is asked for`, async () => {
      const suffix = newSuffix();
      const { child, ended } = await reach(phase, suffix);
      child.kill("SIGKILL");
      const killedMs = performance.now();
      await ended;
      const run = runOf(`guestbook${suffix}`);
      if (run === undefined) return;
      const careful = await gc("--run", run);
      assert.equal(careful.code, 0, careful.stderr);
      // On a busy machine the Lease may have run out before it is looked at.
      if (phase.name !== "while it deletes" && performance.now() - killedMs < LEASE_LEAST_MS) {
        assert.match(
          careful.stdout,
          new RegExp(`left alone: run ${run}, .*it is alive: it renewed its Lease`),
        );
        assert.ok(objectsOf(run).length > 0);
      }
      const bold = await gc("--run", run, "--alive");
      assert.equal(bold.code, 0, bold.stderr);
      assert.deepEqual(objectsOf(run), []);
    });

  it("by a killed run is removed once its Lease has run out, without further ado", async () => {
    const suffix = newSuffix();
    const { child, ended } = await reach(says("", /^control: /m), suffix);
    child.kill("SIGKILL");
    await ended;
    const run = runOf(`guestbook${suffix}`) ?? assert.fail("it has made no namespace");
    const isOver = () => gc("--run", run).then(({ stdout }) => !stdout.includes("left alone"));
    const killedMs = performance.now();
    while (!(await isOver())) {
      assert.ok(performance.now() - killedMs < 150_000, "its Lease does not run out");
      await new Promise((resolve) => setTimeout(resolve, 2_000));
    }
    assert.deepEqual(objectsOf(run), []);
  });

  for (const phase of phases.slice(2))
    it(`after a second Ctrl-C ${phase.name} goes by the command that is printed`, async () => {
      const { child, ended, said } = await reach(phase, newSuffix());
      child.kill("SIGINT");
      await said(/^SIGINT: removing /m);
      const again = setInterval(() => child.kill("SIGINT"), 100);
      const { code, stderr, stdout } = await ended;
      clearInterval(again);
      assert.equal(code, 130, stdout + stderr);
      const [, run] = /netverdict gc --context \S+ --run (\w+) --alive/.exec(stderr) ?? [];
      // It may have been quicker than the second signal.
      if (run === undefined) return;
      const { code: gcCode, stderr: gcError } = await gc("--run", run, "--alive");
      assert.equal(gcCode, 0, gcError);
      assert.deepEqual(objectsOf(run), []);
    });

  it("is nothing when the reader of what is printed is gone", async () => {
    const suffix = newSuffix();
    const { child, ended } = await reach(says("", /^control: /m), suffix);
    const run = runOf(`guestbook${suffix}`) ?? assert.fail("it has made no namespace");
    child.stdout?.destroy();
    child.stderr?.destroy();
    await ended;
    assert.deepEqual(objectsOf(run), []);
  });

  it("is nothing when the terminal is closed", async () => {
    const suffix = newSuffix();
    await inClosedTerminal(["run", SCENARIO, ...kubernetes.args, "--namespace-suffix", suffix]);
    assert.equal(runOf(`guestbook${suffix}`), undefined);
  });

  it("does not go as long as somebody's finalizer holds it; then the printed commands remove it", async () => {
    const suffix = newSuffix();
    const { child, ended } = await reach(says("", /^control: /m), suffix);
    const namespace = `guestbook${suffix}`;
    const run = runOf(namespace) ?? assert.fail("it has made no namespace");
    const hold = '{"metadata":{"finalizers":["example.com/hold"]}}';
    kubectl("patch", "configmap", "netverdict-agent", "-n", namespace, "--type=merge", "-p", hold);
    child.kill("SIGTERM");
    const { code, stdout, stderr } = await ended;
    assert.equal(code, 143);
    const said = stdout + stderr;
    assert.match(said, /held by the finalizer example\.com\/hold/);
    const printed = /will not come back: (kubectl .*\}')/.exec(said)?.[1] ?? assert.fail(said);
    assert.ok(objectsOf(run).length > 0);
    const { code: shell } = await shellEnded(printed);
    assert.equal(shell, 0);
    const { code: gcCode } = await gc("--run", run);
    assert.equal(gcCode, 0);
    assert.deepEqual(objectsOf(run), []);
  });
});

describe("what is left on this machine", () => {
  before(function () {
    if (local.skip === undefined) return;
    console.log(`      skipped: ${local.skip}`);
    this.skip();
  });

  it("is nothing after a second Ctrl-C while a stopped agent keeps the first from ending", async () => {
    const { child, ended, said } = start(["run", SCENARIO], { CI: "true" });
    await said(/^control: /m);
    const made = descendantsOf(child.pid ?? 0);
    const agents = made.filter((pid) => pid !== undefined);
    process.kill(Number(agents.at(-1)), "SIGSTOP");
    child.kill("SIGINT");
    await said(/^SIGINT: removing /m);
    const again = setInterval(() => child.kill("SIGINT"), 100);
    const { code } = await ended;
    clearInterval(again);
    assert.equal(code, 130);
    await until("the processes to end", () => running(made).length === 0);
  });

  it("is nothing when the terminal is closed", async () => {
    const made = await inClosedTerminal(["run", SCENARIO]);
    await until("the processes to end", () => running(made).length === 0);
  });

  it("is nothing when the reader of what is printed is gone", async () => {
    const { child, ended, said } = start(["run", SCENARIO], { CI: "true" });
    await said(/^control: /m);
    const made = descendantsOf(child.pid ?? 0);
    child.stdout?.destroy();
    child.stderr?.destroy();
    const { code } = await ended;
    assert.equal(code, 0);
    await until("the processes to end", () => running(made).length === 0);
  });
});

/** Runs a command in a terminal that is closed while the control is measured; resolves with its processes when it has ended. */
async function inClosedTerminal(args: readonly string[]): Promise<readonly string[]> {
  // Not every shell gives its place to the last command of a line by itself.
  const line = ["exec", process.execPath, CLI, ...args].join(" ");
  const terminal = spawn("script", ["--quiet", "--return", "--command", line, "/dev/null"], {
    cwd: ROOT,
    env: { ...process.env, CI: "true", SHELL: "/bin/sh" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let shown = "";
  terminal.stdout.setEncoding("utf8").on("data", (text) => {
    shown += text;
  });
  await until(`the control: ${shown}`, () => /control: /.test(shown));
  const made = descendantsOf(terminal.pid ?? 0);
  terminal.kill("SIGKILL");
  await until("the run to end", () => running(made.slice(0, 1)).length === 0);
  return made;
}

async function shellEnded(line: string): Promise<{ readonly code: number | null }> {
  const child = spawn("bash", ["-c", line], { stdio: "ignore" });
  return await new Promise((resolve) => child.once("close", (code) => resolve({ code })));
}
