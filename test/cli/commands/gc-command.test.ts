import assert from "node:assert/strict";
import { withCluster } from "../live-cluster.ts";
import { netverdict } from "../terminal.ts";

const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();
const of = (session: string) => ({ labels: { "netverdict.dev/run": session } });

/** A run that has ended three hours ago and one that is alive, as of now. */
const lists = () => ({
  "/api/v1/pods": [],
  "/api/v1/namespaces": [
    { metadata: { name: "x", creationTimestamp: ago(3 * 3600 + 5), ...of("dead") } },
    { metadata: { name: "y", creationTimestamp: ago(20 * 60 + 5), ...of("live") } },
  ],
  "/apis/coordination.k8s.io/v1/leases": [
    {
      metadata: { name: "netverdict", namespace: "y", ...of("live") },
      spec: { holderIdentity: "live", leaseDurationSeconds: 3600, renewTime: ago(10 * 60 + 5) },
    },
  ],
});

describe("gc", () => {
  const gc = (kubeconfig: string, ...flags: readonly string[]) =>
    netverdict("gc", "--context", "staging", "--kubeconfig", kubeconfig, ...flags);

  it("says what it would remove, what it leaves alone and why, and how to remove that too", async () => {
    await withCluster(async (kubeconfig) => {
      const { code, stdout } = await gc(kubeconfig, "--dry-run");
      assert.equal(code, 0);
      assert.deepEqual(stdout.split("\n"), [
        "would remove namespace x (of run dead, 3 h old)",
        "left alone: run live, 20 min old: it is alive: it renewed its Lease 10 min ago (namespace y)",
        "to remove a run that is alive all the same: --run ID --alive",
        "",
      ]);
    }, lists());
  });

  it("names the lent namespaces that it may not look into, and the command for whoever may", async () => {
    await withCluster(
      async (kubeconfig) => {
        const { code, stdout } = await gc(kubeconfig);
        assert.equal(code, 0);
        assert.deepEqual(stdout.split("\n"), [
          "nothing to remove",
          `not looked into, for lack of rights, though lent to netverdict: a and b; with more rights: netverdict gc --context staging --kubeconfig ${kubeconfig} --namespaces a,b`,
          "",
        ]);
      },
      {
        "/api/v1/namespaces": ["a", "b"].map((name) => ({
          metadata: { name, labels: { "netverdict.dev/lend": "true" } },
        })),
        "/apis/coordination.k8s.io/v1/leases": [],
      },
    );
  });

  it("takes an age, and says of what is younger that it is", async () => {
    await withCluster(async (kubeconfig) => {
      const { code, stdout } = await gc(kubeconfig, "--run", "dead", "--older-than", "1d");
      assert.equal(code, 0);
      assert.deepEqual(stdout.split("\n"), [
        "left alone: run dead, 3 h old: it is not older than 24 h (namespace x)",
        "nothing to remove",
        "",
      ]);
    }, lists());
  });

  it("refuses what is no age, no namespace, and to remove all that is alive", async () => {
    for (const [flags, message] of [
      [["--older-than", "2"], /'2' is not a duration: write a number with its unit: 30m, 2h or 1d/],
      [["--older-than", "2 hours"], /is not a duration/],
      [["--namespaces", "a,,b"], /--namespace/],
      [["--alive"], /--alive is for one run: name it with --run ID/],
    ] as const) {
      const { code, stderr } = await gc("/nowhere", ...flags);
      assert.equal(code, 2, flags.join(" "));
      assert.match(stderr, message);
    }
  });

  it("ends with 3 when something remains", async () => {
    await withCluster(async (kubeconfig) => {
      const { code, stdout, stderr } = await gc(kubeconfig);
      assert.equal(code, 3);
      assert.equal(stdout, "");
      assert.match(stderr, /namespaces that could not be deleted:\n {2}x: its deletion was refused/);
    }, lists());
  });
});
