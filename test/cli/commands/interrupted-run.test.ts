import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { createReadStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FakeCluster, fakeCluster } from "../../kubernetes/fakes/fake-cluster.ts";
import { netverdict, withFiles } from "../terminal.ts";

const SCENARIO = `
name: two
namespaces: { x: {}, y: {} }
pods: { x/a: { ports: [80] }, y/b: { ports: [80] } }
services: { x/web: { selector: { app: a }, ports: [80] } }
steps:
  - name: open
    expect: { default: allow }
  - name: closed
    apply:
      - { kind: NetworkPolicy, metadata: { name: p, namespace: y }, spec: { podSelector: {}, policyTypes: [Ingress] } }
    expect: { default: allow, rules: [deny * -> y/*] }
`;

/** Its report is more than a pipe holds. */
const LARGE = [
  "name: large",
  "namespaces: { x: {} }",
  "pods:",
  ...Array.from({ length: 30 }, (_, index) => `  x/p${index}: { ports: [80] }`),
  "steps: [{ name: open, expect: { default: allow } }]",
].join("\n");

/** Where a run is, by the call that it makes then. Mocha takes SIGINT for its own, so that tests send the others. */
const PHASES: readonly (readonly [string, RegExp])[] = [
  ["before anything is asked", /^GET \/version$/],
  ["while rights are looked at", /^POST .*selfsubjectaccessreviews$/],
  ["while it looks for nodes", /^GET \/api\/v1\/nodes$/],
  ["while it looks whether namespaces are free", /^GET \/api\/v1\/namespaces\/x$/],
  ["while it makes its first namespace", /^POST \/api\/v1\/namespaces$/],
  ["while it makes its Lease", /^POST .*\/leases$/],
  ["while it brings the agents' program", /^POST .*\/x\/configmaps$/],
  ["while it makes Services", /^POST .*\/services$/],
  ["while it makes pods", /^POST .*\/x\/pods$/],
  ["while it waits for pods", /^GET \/api\/v1\/pods$/],
  ["while it opens streams to agents", /^GET .*\/exec$/],
  ["while a policy is put in force", /^PATCH .*\/networkpolicies\//],
  ["while it deletes", /^DELETE \/api\/v1\/namespaces\//],
];

describe("a run on Kubernetes that is interrupted", () => {
  let made: FakeCluster;
  let folder: string;
  beforeEach(async () => {
    made = await fakeCluster();
    folder = mkdtempSync(join(tmpdir(), "netverdict-"));
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true });
    await made.close();
  });

  const run = (...flags: readonly string[]) =>
    withScenario(SCENARIO, (path) =>
      netverdict("run", path, "--context", "fake", "--kubeconfig", made.where.kubeconfig, ...flags),
    );
  const nothingIsLeft = () => {
    const left = [...made.fake.objects.byPath.keys()].filter((path) => path.includes("/namespaces/"));
    assert.deepEqual(left, ["/api/v1/namespaces/default"]);
  };

  for (const [index, [name, call]] of PHASES.entries()) {
    const [signal, code] = index % 2 === 0 ? (["SIGTERM", 143] as const) : (["SIGHUP", 129] as const);
    it(`by ${signal} ${name} ends with ${code} and leaves nothing`, async () => {
      let sent = 0;
      // A run that fails comes to its end sooner.
      if (call.source.includes("DELETE")) made.fake.objects.podStatus = () => ({ phase: "Failed" });
      made.fake.fault = ({ method, path }) => {
        if (call.test(`${method} ${path}`) && ++sent === 1) process.emit(signal, signal);
        return undefined;
      };
      const ended = await run();
      assert.ok(sent > 0, `the run has not come so far: ${ended.stderr}`);
      assert.equal(ended.code, code, ended.stdout + ended.stderr);
      assert.match(
        ended.stderr,
        new RegExp(`${signal}: removing what was created; once more to stop at once`),
      );
      nothingIsLeft();
    });
  }

  it("while its report is written ends with a whole report", async () => {
    const pipe = join(folder, "report.json");
    execFileSync("mkfifo", [pipe]);
    const chunks: Buffer[] = [];
    const reader = createReadStream(pipe, { highWaterMark: 1024 }).on("data", (chunk) => {
      if (chunks.push(Buffer.from(chunk)) === 1) process.emit("SIGTERM", "SIGTERM");
    });
    const ended = await withScenario(LARGE, (path) =>
      netverdict("run", path, "--cluster", "memory", "--report", `json=${pipe}`),
    );
    await once(reader, "close");
    assert.equal(ended.code, 143, ended.stderr);
    assert.match(ended.stderr, /SIGTERM: finishing the report; once more to stop at once/);
    assert.equal(JSON.parse(Buffer.concat(chunks).toString()).verdict, "pass");
  });
});

async function withScenario<T>(text: string, use: (path: string) => Promise<T>): Promise<T> {
  const results: T[] = [];
  await withFiles({ "two.yaml": text }, async (folder) => {
    results.push(await use(join(folder, "two.yaml")));
  });
  const [result] = results;
  assert.ok(result !== undefined);
  return result;
}
