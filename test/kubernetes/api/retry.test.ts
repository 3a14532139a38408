import assert from "node:assert/strict";
import { ApiError, parseRetryAfter, TransportError } from "../../../src/kubernetes/api/api-error.ts";
import { type Backoff, isTransient, retryDelayMs, retrying } from "../../../src/kubernetes/api/retry.ts";
import { manualClock } from "../../../src/system/clock.ts";

const busy = (retryAfterMs?: number) => new ApiError("busy", { status: 429, reason: "", retryAfterMs });
const never = new AbortController().signal;
const backoff = (changes: Partial<Backoff> = {}): Backoff => ({
  attempts: 5,
  baseMs: 100,
  capMs: 1_000,
  totalMs: 60_000,
  clock: manualClock(),
  random: () => 0,
  ...changes,
});

describe("how long to wait before asking again", () => {
  const random = { baseMs: 100, capMs: 1_000, random: () => 1 };
  it("grows with the attempts up to a cap, with a random half", () => {
    const least = [0, 1, 2, 9].map((attempt) =>
      retryDelayMs(busy(), attempt, { ...random, random: () => 0 }),
    );
    const most = [0, 1, 2, 9].map((attempt) => retryDelayMs(busy(), attempt, random));
    assert.deepEqual(least, [50, 100, 200, 500]);
    assert.deepEqual(most, [100, 200, 400, 1_000]);
  });

  it("is never less than the server asks for, unless that is beyond reason", () => {
    assert.equal(retryDelayMs(busy(7_000), 0, { ...random, random: () => 0 }), 7_000);
    assert.equal(retryDelayMs(busy(3_600_000), 0, { ...random, random: () => 0 }), 30_000);
  });
});

describe("a Retry-After header", () => {
  const now = Date.parse("2026-01-01T00:00:00Z");
  it("is seconds or a date", () => {
    assert.equal(parseRetryAfter("3", now), 3_000);
    assert.equal(parseRetryAfter("Thu, 01 Jan 2026 00:00:05 GMT", now), 5_000);
    assert.equal(parseRetryAfter("Thu, 01 Jan 2025 00:00:05 GMT", now), 0);
  });

  it("says nothing when it is absent or nonsense", () => {
    assert.equal(parseRetryAfter(undefined, now), undefined);
    assert.equal(parseRetryAfter("soon", now), undefined);
  });
});

describe("asking again", () => {
  it("is for a server that is busy or away, not for one that says no", () => {
    const status = (code: number) => new ApiError("", { status: code, reason: "", retryAfterMs: undefined });
    assert.ok([410, 429, 500, 502, 503, 504].every((code) => isTransient(status(code))));
    assert.ok([400, 401, 403, 404, 409, 422].every((code) => !isTransient(status(code))));
    assert.ok(isTransient(new TransportError("reset", true)));
    assert.ok(!isTransient(new TransportError("certificate not trusted", false)));
    assert.ok(!isTransient(new Error("a bug")));
  });

  it("ends with the first success", async () => {
    let calls = 0;
    const attempt = async () => {
      if (++calls < 3) throw busy();
      return "done";
    };
    assert.equal(await retrying(attempt, backoff(), never), "done");
    assert.equal(calls, 3);
  });

  it("waits for a server that is away until the time is over, where that is wanted", async () => {
    let calls = 0;
    const attempt = async () => {
      if (++calls < 20) throw new TransportError("refused", true);
      return "back";
    };
    await assert.rejects(retrying(attempt, backoff(), never), /refused/);
    assert.equal(calls, 5, "attempts are few otherwise");
    calls = 0;
    assert.equal(await retrying(attempt, backoff({ waitsForReturn: true }), never), "back");
  });

  it("does not wait as long for a server that is there and fails", async () => {
    let calls = 0;
    const attempt = async () => {
      calls++;
      throw new ApiError("failed calling webhook", { status: 500, reason: "", retryAfterMs: undefined });
    };
    await assert.rejects(retrying(attempt, backoff({ waitsForReturn: true }), never), /webhook/);
    assert.equal(calls, 5);
  });

  it("ends when the time is over, though attempts are left", async () => {
    let calls = 0;
    const attempt = async () => {
      calls++;
      throw busy(10_000);
    };
    await assert.rejects(retrying(attempt, backoff({ totalMs: 25_000, attempts: 100 }), never), /busy/);
    assert.equal(calls, 3);
  });

  it("ends when it is aborted", async () => {
    const abort = new AbortController();
    const attempt = async () => {
      abort.abort(new Error("interrupted"));
      throw busy();
    };
    await assert.rejects(retrying(attempt, backoff(), abort.signal), /interrupted/);
  });
});
