import assert from "node:assert/strict";
import { parse } from "../parsing.ts";

/** Services stand in line 4. */
const text = (services: string, rest: string): string => `name: t
namespaces: { x: {} }
pods: { x/a: { ports: [80] }, x/b: { labels: { app: b }, ports: [http=8080] } }
services: { x/s: { selector: { app: b }, ports: [${services}] } }
${rest}
`;

function notesOf(yaml: string): readonly string[] {
  const result = parse(yaml);
  assert.ok("scenarios" in result, JSON.stringify(result));
  return result.notes.map(({ line, column, message, hint }) => `${line}:${column} ${message}; ${hint}`);
}

const ALLOW = "expect: { default: allow }";

describe("a Service that is expected to be reached or not", () => {
  it("has a note where no selected pod listens on its target port", () => {
    assert.deepEqual(notesOf(text("80", ALLOW)), [
      "4:50 nobody behind x/s listens on TCP 80: every flow to it is denied, whatever the policies say; x/b listens on TCP 8080",
    ]);
    assert.deepEqual(notesOf(text("80->8080, 81->http", ALLOW)), []);
    assert.equal(notesOf(text("80->8080/UDP", ALLOW)).length, 1);
  });

  it("has a note where its selector fits no pod", () => {
    assert.deepEqual(
      notesOf(text("80->8080", ALLOW).replace("selector: { app: b }", "selector: { app: c }")),
      [
        "4:50 x/s has no endpoints: every flow to it is denied, whatever the policies say; no pod of x has app=c",
      ],
    );
  });

  it("has a note where a denial would say nothing of policies", () => {
    assert.equal(notesOf(text("80", "expect: { rules: [deny * -> x/s:80] }")).length, 1);
  });

  it("has none where nothing is expected of it, or it is not addressed", () => {
    assert.deepEqual(notesOf(text("80", "expect: { rules: [any * -> x/s:80] }")), []);
    assert.deepEqual(notesOf(text("80", `via: pod-ip\n${ALLOW}`)), []);
  });

  it("is told in which steps of several", () => {
    const step = (name: string, rest: string) => `  - { name: ${name}, ${rest} ${ALLOW} }`;
    const steps = [
      step("one", ""),
      step("gone", "remove: [x/b],"),
      step("still", "label: { x/a: { c: d } },"),
    ];
    assert.deepEqual(notesOf(text("80->8080", `steps:\n${steps.join("\n")}`)), [
      '4:50 x/s has no endpoints: every flow to it is denied, whatever the policies say, in step "gone" and 1 more; no pod of x has app=b',
    ]);
  });
});
