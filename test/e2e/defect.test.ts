import assert from "node:assert/strict";
import { join } from "node:path";
import { type FakeCluster, fakeCluster } from "../kubernetes/fakes/fake-cluster.ts";
import { ROOT, start } from "./support/netverdict.ts";

describe("a run in which something breaks that nothing catches", () => {
  let made: FakeCluster;
  beforeEach(async () => {
    made = await fakeCluster();
  });
  afterEach(() => made.close());

  const broken = async (phase: RegExp) => {
    const run = start(
      ["run", "scenarios/guestbook.yaml", "--context", "fake", "--kubeconfig", made.where.kubeconfig],
      { CI: "true", NODE_OPTIONS: `--import ${join(ROOT, "test/e2e/support/break-on-signal.mjs")}` },
    );
    await run.said(phase);
    run.child.kill("SIGUSR2");
    return { run, namespaces: () => made.fake.objects.names("namespaces") };
  };

  for (const [where, phase] of [
    ["while it creates pods", /^creating /m],
    ["while it measures", /^control: /m],
  ] as const)
    it(`removes what it made, says what has broken and exits with 3, ${where}`, async () => {
      const { run, namespaces } = await broken(phase);
      const { code, stdout, stderr } = await run.ended;
      assert.equal(code, 3, stdout + stderr);
      assert.match(stderr, /netverdict: a defect in netverdict itself:\nError: something has broken/);
      assert.match(stderr, /^removing what was created$/m);
      assert.deepEqual(namespaces(), ["default"]);
    });

  it("names the command that removes the rest when it cannot", async () => {
    made.fake.fault = ({ method, path }) =>
      method === "DELETE" && /^\/api\/v1\/namespaces\/[^/]+$/.test(path)
        ? { status: 403, body: JSON.stringify({ kind: "Status", reason: "Forbidden", message: "no" }) }
        : undefined;
    const { run } = await broken(/^control: /m);
    const { code, stdout, stderr } = await run.ended;
    assert.equal(code, 3, stdout + stderr);
    assert.match(stdout + stderr, /netverdict gc --context fake --kubeconfig \S+ --run /);
  });
});
