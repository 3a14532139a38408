import assert from "node:assert/strict";
import { type FakeCluster, fakeCluster } from "../../../kubernetes/fakes/fake-cluster.ts";
import { type Ended, netverdict } from "../../terminal.ts";

describe("netverdict doctor", () => {
  let made: FakeCluster;
  beforeEach(async () => {
    made = await fakeCluster();
  });
  afterEach(() => made.close());

  const doctor = (...flags: readonly string[]): Promise<Ended> => {
    const { context, kubeconfig } = made.where;
    return netverdict("doctor", "--context", context, "--kubeconfig", kubeconfig, "--timeout", "6", ...flags);
  };

  it("says what it found, once, and then removes what it made", async () => {
    const { code, stdout, stderr } = await doctor();
    assert.equal(code, 1);
    assert.match(
      stdout,
      /^cluster fake, Kubernetes v1\.0\.0-fake: no network plugin recognised\n\nbroken {2,}ingress over IPv4/,
    );
    assert.equal(stdout.match(/NetworkPolicy is not enforced everywhere/g)?.length, 1);
    assert.match(stderr, /removing what the run created/);
    assert.deepEqual(made.fake.objects.names("namespaces"), ["default"]);
  });

  it("prints one object for programs, and the image that was asked for", async () => {
    const containerStatuses = [{ name: "agent", state: { waiting: { reason: "InvalidImageName" } } }];
    made.fake.objects.podStatus = () => ({ phase: "Pending", containerStatuses });
    const { code, stdout } = await doctor("--json", "--image", "own/node:24");
    const { exitCode, enforcement, findings } = JSON.parse(stdout);
    assert.deepEqual([code, exitCode, enforcement], [3, 3, "unknown"]);
    const image = findings.find(({ check }: { readonly check: string }) => check === "image");
    assert.equal(image.what, "own/node:24 cannot be pulled");
  });

  it("takes no number of nodes or seconds that is none", async () => {
    assert.equal((await doctor("--nodes", "0")).code, 2);
    assert.equal((await doctor("--timeout", "soon")).code, 2);
  });
});
