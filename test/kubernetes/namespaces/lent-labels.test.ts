import assert from "node:assert/strict";
import type { NamespaceObject } from "../../../src/kubernetes/api/api-types.ts";
import { effective, relabelPatch, restoringPatch } from "../../../src/kubernetes/namespaces/lent-labels.ts";

const BEFORE = "netverdict.dev/labels-before";

const namespace = (
  labels: Readonly<Record<string, string>>,
  annotations: Readonly<Record<string, string>> = {},
): NamespaceObject => ({ metadata: { name: "a", labels, annotations } });

/** What an API server makes of a merge patch. */
function patched({ metadata }: NamespaceObject, patch: ReturnType<typeof restoringPatch>): NamespaceObject {
  const merged = (now = {}, change = {}) =>
    Object.fromEntries(
      Object.entries<string | null>({ ...now, ...change }).filter(
        (entry): entry is [string, string] => entry[1] !== null,
      ),
    );
  const { labels, annotations } = patch?.metadata ?? {};
  return namespace(merged(metadata.labels, labels), merged(metadata.annotations, annotations));
}

const mine = (run: string) => run === "r1";

describe("the labels of a lent namespace", () => {
  it("are what they were after any number of changes", () => {
    const lent = namespace({ team: "blue", keep: "x" });
    const changes = [
      { set: { team: "red", tier: "web" }, unset: [] },
      { set: { tier: "db" }, unset: ["team"] },
      { set: { team: "green" }, unset: ["tier"] },
    ];
    const changed = changes.reduce((now, change) => patched(now, relabelPatch(now, "r1", change)), lent);
    assert.deepEqual(changed.metadata.labels, { team: "green", keep: "x" });
    assert.deepEqual(patched(changed, restoringPatch(changed, mine)), lent);
  });

  it("are not touched by who was not meant, nor by an annotation that nobody can read", () => {
    const changed = patched(namespace({}), relabelPatch(namespace({}), "r2", { set: { a: "b" }, unset: [] }));
    assert.equal(restoringPatch(changed, mine), undefined);
    assert.equal(restoringPatch(namespace({ a: "b" }), mine), undefined);
    for (const text of [
      "{",
      "[]",
      "null",
      '{"run":"r1"}',
      '{"run":"r1","labels":{"a":1}}',
      '{"run":1,"labels":{}}',
    ])
      assert.equal(restoringPatch(namespace({ a: "b" }, { [BEFORE]: text }), mine), undefined, text);
  });

  it("are left alone where they are as wanted", () => {
    const change = { set: { a: "1", b: "2" }, unset: ["c", "d"] };
    assert.deepEqual(effective(namespace({ a: "1", c: "3" }), change), { set: { b: "2" }, unset: ["c"] });
  });
});
