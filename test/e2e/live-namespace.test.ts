import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { kubernetes } from "./support/clusters.ts";
import { kubectl, LIVE_NAMESPACE, withLiveApplication } from "./support/live-application.ts";
import { netverdict } from "./support/netverdict.ts";

/** The parts of an object that a foreign pod with the same labels, or a changed label, would alter. */
interface Observed {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly uid: string;
    readonly generation?: number;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly endpoints?: readonly { readonly addresses: readonly string[]; readonly targetRef?: unknown }[];
}

/** What stands in the application's namespace: who is there, with which labels, and where its Services lead. */
function observed(): readonly string[] {
  const kinds = "pods,replicasets,statefulsets,deployments,services,endpointslices,networkpolicies";
  const { items }: { readonly items: readonly Observed[] } = JSON.parse(
    kubectl("get", kinds, "--namespace", LIVE_NAMESPACE, "--output", "json"),
  );
  return items.map(({ kind, metadata: { name, uid, generation, labels }, endpoints = [] }) => {
    const leadsTo = endpoints.map(({ addresses, targetRef }) => [addresses, targetRef]);
    return JSON.stringify({ kind, name, uid, generation, labels, leadsTo });
  });
}

describe("the scenario of a live namespace", function () {
  this.timeout(600_000);

  it("passes as twins beside the real pods on a Kubernetes cluster, and changes nothing of theirs", async function () {
    const { args, skip } = kubernetes;
    if (skip !== undefined) {
      console.log(`      skipped: ${skip}`);
      this.skip();
    }
    const folder = mkdtempSync(join(tmpdir(), "netverdict-live-"));
    const scenario = join(folder, "shop.yaml");
    try {
      await withLiveApplication(async () => {
        const before = observed();
        assert.ok(before.some((line) => line.includes('"kind":"EndpointSlice"')));

        const written = await netverdict(["init", ...args, "--namespace", LIVE_NAMESPACE, "-o", scenario]);
        assert.equal(written.code, 0, written.stderr);
        const predicted = await netverdict(["predict", scenario]);
        assert.equal(predicted.code, 0, predicted.stdout + predicted.stderr);
        const ran = await netverdict(["run", scenario, ...args, "--namespace-suffix", "-twin"]);
        assert.equal(ran.code, 0, ran.stdout + ran.stderr);

        assert.deepEqual(observed(), before);
        assert.doesNotMatch(kubectl("get", "namespaces"), /-twin/);
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
