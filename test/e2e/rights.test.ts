import assert from "node:assert/strict";
import { kubernetes } from "./support/clusters.ts";
import { asUser } from "./support/lent-user.ts";
import { kubectl } from "./support/live-application.ts";
import { netverdict, runForReport } from "./support/netverdict.ts";

const GUESTBOOK = "scenarios/guestbook.yaml";

/** Services, refused policies, pods and namespaces with other labels, namespaces that come and go. */
const SUITE = [
  "scenarios/semantics/s-36-ports-are-those-of-pods.yaml",
  "scenarios/semantics/s-39-what-the-api-refuses.yaml",
  "scenarios/semantics/s-35-labels-come-and-go.yaml",
  "scenarios/cni-bugs/f-27-labels-of-a-namespace.yaml",
  "scenarios/multitenant/tenant-comes-and-goes.yaml",
];

/** An image that the nodes of a cluster without a registry have; without nodes to look at, nobody else can know. */
const IMAGE = process.env.NETVERDICT_E2E_IMAGE ?? "gcr.io/distroless/nodejs24-debian13:nonroot";

const LENT = ["a", "b", "c", "d", "e"].map((letter) => `netverdict-e2e-lent-${letter}`);

describe("exactly the rights of manifests/rbac, on a Kubernetes cluster,", () => {
  before(function () {
    if (kubernetes.skip !== undefined) this.skip();
  });

  it("own-namespaces.yaml suffices for guestbook, a suite and gc", async () => {
    const granted = { file: "own-namespaces.yaml", roles: ["netverdict"] };
    await asUser("own", granted, async (args) => {
      const suffix = ["--namespace-suffix", "-rights"];
      const { code, report, stderr } = await runForReport([GUESTBOOK, ...suffix, ...args]);
      assert.equal(code, 0, stderr);
      assert.equal(report.verdict, "pass");
      const suite = await netverdict(["run", ...SUITE, ...suffix, ...args]);
      assert.equal(suite.code, 0, suite.stdout + suite.stderr);
      assert.equal((await netverdict(["gc", "--run", "none", ...args])).code, 0);
    });
  });

  it("given-namespaces.yaml suffices for guestbook, a suite and gc, and the namespaces are as they were", async () => {
    const granted = {
      file: "given-namespaces.yaml",
      roles: ["netverdict", "netverdict-labels"],
      namespaces: LENT,
    };
    await asUser("given", granted, async (args) => {
      const lent = ["--namespaces", LENT.join(","), ...args];
      const labels = () =>
        kubectl("get", "namespace", ...LENT, "--output", "jsonpath={.items[*].metadata.labels}");
      const before = labels();
      const { code, report, stderr } = await runForReport([GUESTBOOK, "--image", IMAGE, ...lent]);
      assert.equal(code, 0, stderr);
      assert.equal(report.verdict, "pass");
      assert.match(stderr, /without the right to list nodes: the scheduler chooses two nodes/);
      const suite = await netverdict(["run", ...SUITE, "--image", IMAGE, ...lent]);
      assert.equal(suite.code, 0, suite.stdout + suite.stderr);
      assert.equal((await netverdict(["gc", ...lent])).code, 0);
      assert.equal(labels(), before);
      for (const namespace of LENT) assert.equal(ofRuns(namespace), "");
    });
  });

  it("without netverdict-labels the labels that are missing are named, and the lines that give them suffice", async () => {
    const granted = { file: "given-namespaces.yaml", roles: ["netverdict"], namespaces: LENT.slice(0, 3) };
    await asUser("given", granted, async (args) => {
      const run = ["run", GUESTBOOK, "--image", IMAGE, "--namespaces", LENT.slice(0, 3).join(","), ...args];
      const refused = await netverdict(run);
      assert.equal(refused.code, 3, refused.stderr);
      const lines = [...refused.stderr.matchAll(/^kubectl (label namespace .*)$/gm)];
      assert.ok(lines.length > 0, refused.stderr);
      for (const [, line = ""] of lines) kubectl(...line.split(" "));
      const { code, stderr } = await netverdict(run);
      assert.equal(code, 0, stderr);
    });
  });

  it("read-only.yaml suffices for predict, lint and explain, and not for a run, which says what is missing", async () => {
    const granted = { file: "read-only.yaml", roles: ["netverdict-read-only"] };
    await asUser("reader", granted, async (args) => {
      for (const command of ["predict", "lint"]) {
        const { code, stderr } = await netverdict([command, "--namespace", "kube-system", ...args]);
        assert.ok(code === 0 || code === 1, `${command}: ${stderr}`);
      }
      const { code, stderr } = await netverdict(["run", GUESTBOOK, ...args]);
      assert.equal(code, 3);
      assert.match(stderr, /\n {2}create namespaces, to create the scenario's namespaces\n/);
      assert.match(stderr, /--serviceaccount=netverdict-e2e-users:reader$/m);
    });
  });
});

/** What carries the label of a run in a namespace. */
function ofRuns(namespace: string): string {
  const kinds = "pods,services,networkpolicies,configmaps,leases";
  return kubectl(
    "get",
    kinds,
    "--namespace",
    namespace,
    "--selector",
    "netverdict.dev/run",
    "--output",
    "name",
  );
}
