import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { kubernetes, unenforced } from "./support/clusters.ts";
import { type Ended, netverdict, start } from "./support/netverdict.ts";

interface DoctorJson {
  readonly exitCode: number;
  readonly enforcement: string;
  readonly nodes: readonly string[];
  readonly findings: readonly { readonly check: string; readonly subject: string; readonly status: string }[];
}

async function doctor(...args: readonly string[]): Promise<Ended & { readonly json: DoctorJson }> {
  const ended = await netverdict(["doctor", ...args, "--json", "--timeout", "120"]);
  return { ...ended, json: JSON.parse(ended.stdout) };
}

function statusOf({ findings }: DoctorJson, check: string): readonly string[] {
  return findings.filter((finding) => finding.check === check).map(({ status }) => status);
}

/** Others may run there at the same time. */
function assertNothingLeft(args: readonly string[]): void {
  const listed = execFileSync("kubectl", [...args, "get", "namespaces", "-o", "name"], { encoding: "utf8" });
  assert.doesNotMatch(listed, /netverdict-doctor-/);
}

describe("doctor", () => {
  it("needs a context", async () => {
    const { code, stderr } = await netverdict(["doctor"]);
    assert.equal(code, 2);
    assert.match(stderr, /--context/);
  });

  it("cannot find out anything of a cluster that is not there", async () => {
    const file = "/no/such/kubeconfig";
    const { code, stderr } = await netverdict(["doctor", "--context", "no-such", "--kubeconfig", file]);
    assert.equal(code, 3);
    assert.match(stderr, /no kubeconfig: \/no\/such\/kubeconfig does not exist/);
  });
});

describe(`doctor on ${kubernetes.name}`, () => {
  before(function () {
    if (kubernetes.skip === undefined) return;
    console.log(`      skipped: ${kubernetes.skip}`);
    this.skip();
  });

  it("says that it enforces, in both directions, and on which nodes; nothing is left", async () => {
    const { code, json } = await doctor(...kubernetes.args);
    assert.equal(code, 0, JSON.stringify(json, undefined, 1));
    assert.equal(json.enforcement, "enforced");
    assert.ok(json.nodes.length > 0);
    assert.ok(statusOf(json, "enforcement").length >= 2);
    for (const check of ["enforcement", "connectivity", "dns", "rights", "image"])
      assert.deepEqual([...new Set(statusOf(json, check))], ["ok"], check);
    assertNothingLeft(kubernetes.args);
  });

  it("tries no more nodes than it was told", async () => {
    const { json } = await doctor(...kubernetes.args, "--nodes", "1");
    assert.equal(json.nodes.length, 1);
  });

  it("removes what it made when it is interrupted", async () => {
    const running = start(["doctor", ...kubernetes.args, "--timeout", "120"]);
    await running.said(/pods run; connecting/);
    running.child.kill("SIGINT");
    const { code, stderr } = await running.ended;
    assert.equal(code, 130);
    assert.match(stderr, /SIGINT: removing what was created/);
    assertNothingLeft(kubernetes.args);
  });

  it("says that the image cannot be pulled, and knows nothing then", async () => {
    const { code, json } = await doctor(...kubernetes.args, "--image", "no.example/none:1");
    assert.equal(code, 3);
    assert.deepEqual(statusOf(json, "image"), ["broken"]);
    assert.deepEqual(statusOf(json, "enforcement"), ["unknown"]);
    assertNothingLeft(kubernetes.args);
  });
});

describe(`doctor on ${unenforced.name}`, () => {
  before(function () {
    if (unenforced.skip === undefined) return;
    console.log(`      skipped: ${unenforced.skip}`);
    this.skip();
  });

  it("says that nothing is enforced in either direction, and that pods reach each other all the same", async () => {
    const { code, json } = await doctor(...unenforced.args);
    assert.equal(code, 1);
    assert.equal(json.enforcement, "not-enforced");
    assert.deepEqual([...new Set(statusOf(json, "enforcement"))], ["broken"]);
    assert.deepEqual([...new Set(statusOf(json, "connectivity"))], ["ok"]);
    assertNothingLeft(unenforced.args);
  });
});
