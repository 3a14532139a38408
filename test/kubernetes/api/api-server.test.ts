import assert from "node:assert/strict";
import { ApiError, TransportError } from "../../../src/kubernetes/api/api-error.ts";
import { apiServer, apiUrl } from "../../../src/kubernetes/api/api-server.ts";
import { manualClock } from "../../../src/system/clock.ts";
import { type FakeApiServer, fakeApiServer, QUICK_BACKOFF } from "../fakes/fake-api-server.ts";
import { status } from "../fakes/fake-objects.ts";

const never = new AbortController().signal;
const readNodes = { method: "GET", path: "/api/v1/nodes" } as const;

describe("the API server", () => {
  let fake: FakeApiServer;
  beforeEach(async () => {
    fake = await fakeApiServer();
    fake.objects.node("n1");
  });
  afterEach(() => fake.close());

  const failingFirst = (times: number, fault: ReturnType<FakeApiServer["fault"]>) => {
    let calls = 0;
    fake.fault = () => (++calls <= times ? fault : undefined);
  };

  it("sends the credentials and reads JSON", async () => {
    const { items } = await fake.api.request<{ items: { metadata: { name: string } }[] }>(readNodes, never);
    assert.deepEqual(
      items.map(({ metadata }) => metadata.name),
      ["n1"],
    );
    assert.equal(fake.recorded[0]?.headers.authorization, "Bearer fake");
  });

  it("uses one connection for calls that follow each other, and few for many at once", async () => {
    for (let count = 0; count < 5; count++) await fake.api.text(readNodes, never);
    assert.equal(fake.connections.size, 1);
    await Promise.all(Array.from({ length: 100 }, () => fake.api.text(readNodes, never)));
    assert.ok(fake.connections.size <= 16, `${fake.connections.size} connections`);
  });

  it("waits as long as Retry-After says when the server is busy", async () => {
    failingFirst(1, { ...status(429, "TooManyRequests", "slow down"), headers: { "retry-after": "1" } });
    const clock = manualClock();
    const api = apiServer(fake.credentials, { backoff: { ...QUICK_BACKOFF, clock } });
    await api.text(readNodes, never);
    assert.ok(clock.now() >= 1_000, "it came back before it was asked to");
    assert.equal(fake.recorded.length, 2);
  });

  it("asks again after 503 and after a reset", async () => {
    failingFirst(2, status(503, "ServiceUnavailable", "starting"));
    await fake.api.text(readNodes, never);
    failingFirst(2, "reset");
    await fake.api.text(readNodes, never);
    assert.equal(fake.recorded.length, 6);
  });

  it("gives up after the last attempt with the server's own words", async () => {
    failingFirst(100, status(503, "ServiceUnavailable", "etcd is away"));
    await assert.rejects(fake.api.text(readNodes, never), (error: unknown) => {
      assert.ok(error instanceof ApiError);
      assert.equal(error.status, 503);
      assert.match(error.message, /GET \/api\/v1\/nodes: 503 ServiceUnavailable: etcd is away/);
      return true;
    });
    assert.equal(fake.recorded.length, QUICK_BACKOFF.attempts);
  });

  it("waits for a server that has answered before and is away, longer than a few attempts take", async () => {
    await fake.api.text(readNodes, never);
    failingFirst(QUICK_BACKOFF.attempts + 6, "reset");
    await fake.api.text(readNodes, never);
  });

  for (const [name, body] of [
    ["cut short", '{"items":['],
    ["empty", ""],
    ["a page of somebody else's", "<html>Please log in</html>"],
    ["null", "null"],
    ["an empty object", "{}"],
  ] as const)
    it(`asks again when the answer is ${name}, and says so when it stays so`, async () => {
      failingFirst(1, { status: 200, body });
      const { items } = await fake.api.request<{ items: readonly unknown[] }>(readNodes, never);
      assert.equal(items.length, 1);
      failingFirst(100, { status: 200, body });
      const impatient = apiServer(fake.credentials, { backoff: { ...QUICK_BACKOFF, totalMs: 0 } });
      await assert.rejects(impatient.request(readNodes, never), (error: unknown) => {
        assert.ok(error instanceof TransportError, `it was ${error}`);
        assert.match(
          error.message,
          /^GET \/api\/v1\/nodes: the answer is not the API server's, or not whole: /,
        );
        return true;
      });
      impatient.close();
    });

  it("asks again when what comes is no HTTP", async () => {
    let calls = 0;
    fake.fault = () => (++calls === 1 ? "garbage" : undefined);
    await fake.api.text(readNodes, never);
    assert.equal(calls, 2);
  });

  it("does not repeat what is forbidden", async () => {
    failingFirst(100, status(403, "Forbidden", "nodes is forbidden: User cannot list"));
    await assert.rejects(
      fake.api.text(readNodes, never),
      /403 Forbidden: nodes is forbidden: User cannot list/,
    );
    assert.equal(fake.recorded.length, 1);
  });

  describe("that was away", () => {
    const forbidden = status(403, "Forbidden", 'User "admin" cannot list resource "nodes"');
    const patient = (clock = manualClock(), told: string[] = []) => {
      const backoff = { ...QUICK_BACKOFF, totalMs: 120_000, capMs: 1_000, clock };
      return apiServer(fake.credentials, { backoff, say: (line) => told.push(line) });
    };
    /** What happens to calls one after another; nothing then. */
    const answering = (faults: readonly ReturnType<FakeApiServer["fault"]>[]) => {
      const left = [...faults];
      fake.fault = () => left.shift();
    };

    it("is asked again when it refuses, since it serves before it has read who may do what", async () => {
      for (const refusal of [forbidden, status(401, "Unauthorized", "Unauthorized")]) {
        const api = patient();
        await api.text(readNodes, never);
        answering([...Array(3).fill("reset"), ...Array(12).fill(refusal)]);
        await api.text(readNodes, never);
        api.close();
      }
    });

    it("is believed when it still refuses after a minute", async () => {
      const clock = manualClock();
      const api = patient(clock);
      await api.text(readNodes, never);
      answering(["reset", ...Array(1_000).fill(forbidden)]);
      await assert.rejects(api.text(readNodes, never), /403 Forbidden/);
      assert.ok(clock.now() >= 60_000 && clock.now() < 70_000, `it was after ${clock.now()} ms`);
      const before = fake.recorded.length;
      await assert.rejects(api.text(readNodes, never), /403 Forbidden/);
      assert.equal(fake.recorded.length, before + 1, "it is not asked again by the next call");
      api.close();
    });

    it("is believed at once if it has never answered", async () => {
      const api = patient();
      answering(["reset", ...Array(10).fill(forbidden)]);
      await assert.rejects(api.text(readNodes, never), /403 Forbidden/);
      assert.equal(fake.recorded.length, 2);
      api.close();
    });

    it("is told of when that lasts, and when it is back", async () => {
      const told: string[] = [];
      const api = patient(manualClock(), told);
      await api.text(readNodes, never);
      answering(["reset"]);
      await api.text(readNodes, never);
      assert.deepEqual(told, [], "a moment is nothing to tell of");
      answering(Array(30).fill("reset"));
      await api.text(readNodes, never);
      assert.equal(told.length, 2);
      assert.match(told[0] ?? "", /^the API server is away, and waited for: .* could not be asked: /);
      assert.match(told[1] ?? "", /^the API server answers again, after \d+ s$/);
      api.close();
    });
  });

  it("shows the beginning of an answer that is no Status", async () => {
    failingFirst(100, { status: 418, body: "<html>a proxy's page</html>" });
    await assert.rejects(fake.api.text(readNodes, never), /a proxy's page/);
  });

  it("does not wait for ever for an answer", async () => {
    const impatient = apiServer(fake.credentials, {
      backoff: { ...QUICK_BACKOFF, attempts: 2 },
      timeoutMs: 50,
    });
    fake.fault = () => "hang";
    await assert.rejects(impatient.text(readNodes, never), (error: unknown) => {
      assert.ok(error instanceof TransportError);
      assert.match(error.message, /took the connection but did not answer within 0.05 s/);
      return true;
    });
    impatient.close();
  });

  it("rejects with the signal's reason when it is aborted", async () => {
    const abort = new AbortController();
    fake.fault = () => {
      setImmediate(() => abort.abort(new Error("interrupted")));
      return "hang";
    };
    await assert.rejects(fake.api.text(readNodes, abort.signal), /^Error: interrupted$/);
  });

  it("says which server could not be reached", async () => {
    const gone = await fakeApiServer();
    await gone.close();
    await assert.rejects(
      apiServer(gone.credentials, { backoff: QUICK_BACKOFF }).text(readNodes, never),
      new RegExp(`${new URL(gone.url).host} could not be asked: .*ECONNREFUSED`),
    );
  });
});

describe("apiUrl", () => {
  it("keeps the path of a server that is not at the root", () => {
    assert.equal(
      apiUrl(new URL("https://h/k8s/c-1/"), "/api/v1/pods?a=b").href,
      "https://h/k8s/c-1/api/v1/pods?a=b",
    );
    assert.equal(apiUrl(new URL("https://h:6443"), "/version").href, "https://h:6443/version");
  });
});
