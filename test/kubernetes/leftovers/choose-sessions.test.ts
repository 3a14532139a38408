import assert from "node:assert/strict";
import type { LeaseObject } from "../../../src/kubernetes/api/api-types.ts";
import { type Choice, chooseSessions } from "../../../src/kubernetes/leftovers/choose-sessions.ts";
import type { SessionObjects } from "../../../src/kubernetes/leftovers/session-objects.ts";

const NOW = Date.parse("2026-01-02T00:00:00Z");
const ago = (seconds: number) => new Date(NOW - seconds * 1000).toISOString();

const held = (renewedSecondsAgo: number, holderIdentity = "r1"): LeaseObject => ({
  metadata: { name: "netverdict" },
  spec: { holderIdentity, leaseDurationSeconds: 60, renewTime: ago(renewedSecondsAgo) },
});

interface Given {
  readonly session?: string;
  readonly ageSeconds?: number;
  readonly lease?: LeaseObject;
  readonly namespaces?: readonly string[];
  readonly ending?: boolean;
}

const found = ({
  session = "r1",
  ageSeconds = 600,
  lease,
  namespaces = ["x"],
  ending,
}: Given): SessionObjects => ({
  session,
  bornMs: NOW - ageSeconds * 1000,
  lease,
  objects: namespaces.map((name) => ({
    kind: "Namespace",
    metadata: { name, ...(ending ? { deletionTimestamp: ago(1) } : {}) },
  })),
});

/** Why the session is left alone; undefined if it is to go. */
const reasonFor = (given: Given, choice: Choice = {}): string | undefined => {
  const { ended, left } = chooseSessions([found(given)], choice, NOW);
  assert.equal(ended.length + left.length, 1);
  return left[0]?.reason;
};

describe("what gc leaves alone", () => {
  it("is a run that renewed its Lease in the last minute, and says when it did", () => {
    assert.equal(reasonFor({ lease: held(7) }), "it is alive: it renewed its Lease 7 s ago");
    assert.equal(reasonFor({ lease: held(60) }), "it is alive: it renewed its Lease 60 s ago");
    assert.equal(reasonFor({ lease: held(61) }), undefined);
  });

  it("is a run whose Lease is ahead of the API server's clock, as when servers' clocks differ", () => {
    assert.match(reasonFor({ lease: held(-30) }) ?? "", /alive: it renewed its Lease at 2026-01-02T00:00:30/);
  });

  it("is no run that let go of its Lease, however short the time", () => {
    assert.equal(reasonFor({ lease: held(1, "") }), undefined);
  });

  it("is a run without a Lease for as long as its pods may last", () => {
    assert.equal(
      reasonFor({ ageSeconds: 3599 }),
      "it may be alive until it is 60 min old, as it has no Lease",
    );
    assert.equal(reasonFor({ ageSeconds: 3601 }), undefined);
  });

  it("is a run that has made no more than its first namespace for a minute, and no longer", () => {
    const first = { namespaces: ["netverdict-r1"] };
    assert.match(reasonFor({ ...first, ageSeconds: 59 }) ?? "", /which has only begun/);
    assert.equal(reasonFor({ ...first, ageSeconds: 61 }), undefined);
  });

  it("is no run without a Lease all of whose namespaces are going already: they may be stuck", () => {
    assert.equal(reasonFor({ ageSeconds: 5, ending: true }), undefined);
  });

  it("is nothing when it is told so, but what is too young", () => {
    assert.equal(reasonFor({ lease: held(7) }, { run: "r1", alive: true }), undefined);
    assert.equal(
      reasonFor({}, { run: "r1", alive: true, olderThanMs: 601_000 }),
      "it is not older than 10 min",
    );
    assert.equal(reasonFor({ lease: held(600) }, { olderThanMs: 600_000 }), undefined);
  });

  it("is judged by session: of one run, one may have ended and another be alive", () => {
    const sessions = [
      found({ lease: held(90) }),
      found({ session: "r1-2", lease: held(5, "r1-2") }),
      found({ session: "r11", lease: held(90, "r11") }),
    ];
    const { ended, left } = chooseSessions(sessions, { run: "r1" }, NOW);
    assert.deepEqual(
      ended.map(({ session }) => session),
      ["r1"],
    );
    assert.deepEqual(
      left.map(({ found: { session }, alive }) => [session, alive]),
      [["r1-2", true]],
    );
  });
});
