import assert from "node:assert/strict";
import type { LeaseObject } from "../../../src/kubernetes/api/api-types.ts";
import { RunLease } from "../../../src/kubernetes/liveness/run-lease.ts";
import { type SteppedClock, steppedClock } from "../../system/stepped-clock.ts";
import { type FakeApiServer, fakeApiServer } from "../fakes/fake-api-server.ts";
import { status } from "../fakes/fake-objects.ts";

const LEASES = "/apis/coordination.k8s.io/v1/namespaces/n/leases";

describe("the Lease of a run", () => {
  let fake: FakeApiServer;
  let clock: SteppedClock;
  let told: string[];
  let lease: RunLease;
  beforeEach(async () => {
    fake = await fakeApiServer();
    clock = steppedClock();
    told = [];
    const progress = (line: string) => void told.push(line);
    lease = new RunLease({ api: fake.api, run: "r1", namespace: "n", clock, progress });
  });
  afterEach(async () => {
    await lease.stop();
    await fake.close();
  });

  const stored = () => fake.objects.byPath.get(`${LEASES}/netverdict`) as LeaseObject | undefined;
  const renewals = () => fake.recorded.filter(({ method }) => method === "PATCH").length;
  /** Lets the next renewal begin, and waits until it has been answered and the one after it is waited for. */
  const renew = async () => {
    await until(() => clock.waiting > 0);
    await clock.advance(15_000);
    await until(() => clock.waiting > 0);
  };

  it("names the session as its holder, and carries the label by which it is removed", async () => {
    await lease.begin();
    assert.equal(stored()?.spec?.holderIdentity, "r1");
    assert.equal(stored()?.spec?.leaseDurationSeconds, 60);
    assert.equal(stored()?.metadata.labels?.["netverdict.dev/run"], "r1");
    assert.match(stored()?.spec?.renewTime ?? "", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
  });

  it("is renewed four times in its duration, by the API server's clock", async () => {
    await fake.api.text({ method: "GET", path: "/version" }, new AbortController().signal);
    await lease.begin();
    const first = Date.parse(stored()?.spec?.renewTime ?? "");
    assert.ok(Math.abs(first - fake.api.serverTime()) < 60_000);
    for (let count = 1; count <= 4; count++) {
      await renew();
      assert.equal(renewals(), count);
    }
  });

  it("is not renewed any more once the session has ended, and nobody's when it is released", async () => {
    await lease.begin();
    await lease.release();
    assert.equal(stored()?.spec?.holderIdentity, "");
    const before = fake.recorded.length;
    await clock.advance(120_000);
    assert.equal(fake.recorded.length, before);
  });

  it("needs no releasing where its namespace has gone before others of the run", async () => {
    await lease.begin();
    fake.objects.byPath.delete(`${LEASES}/netverdict`);
    await lease.release();
    assert.deepEqual(told, []);
  });

  it("breaks nothing when it is forbidden, and says so once", async () => {
    fake.fault = ({ path }) =>
      path.startsWith(LEASES) ? status(403, "Forbidden", "leases is forbidden") : undefined;
    await lease.begin();
    await renew();
    await renew();
    await lease.release();
    assert.equal(told.length, 1);
    assert.match(told[0] ?? "", /'netverdict gc' may be wrong about whether .*leases is forbidden/);
  });

  it("is tried for again when it could not be had at first, and told of anew after it was had", async () => {
    const refuse = () => {
      fake.fault = () => status(403, "Forbidden", "not now");
    };
    refuse();
    await lease.begin();
    fake.fault = () => undefined;
    await renew();
    assert.equal(stored()?.spec?.holderIdentity, "r1");
    refuse();
    await renew();
    assert.equal(told.length, 2);
  });

  it("does not keep a run waiting that the API server does not answer", async () => {
    fake.fault = () => "hang";
    const working = [lease.begin(), lease.stop(), lease.release()];
    let ended = false;
    const all = Promise.all(working).then(() => {
      ended = true;
    });
    while (!ended) await clock.advance(1_000);
    await all;
    assert.equal(stored(), undefined);
  });
});

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}
