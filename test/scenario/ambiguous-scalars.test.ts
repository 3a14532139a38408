import assert from "node:assert/strict";
import { problemsOf, scenarioOf, withPods } from "./parsing.ts";

const text = (labels: string, ports: string, spec = "{}"): string => `name: t
namespaces: { x: {} }
pods: { x/a: { labels: { ${labels} }, ports: [${ports}] }, x/b: {} }
policies: [{ metadata: { name: p }, spec: ${spec} }]
expect: {}
`;

const said = (yaml: string): readonly string[] =>
  problemsOf(yaml).map(({ line, column, message, hint }) => `${line}:${column} ${message}; ${hint}`);

describe("labels and ports of a scenario", () => {
  it("must not be what kubectl would read otherwise", () => {
    assert.deepEqual(said(text("app: on", "0120")), [
      '3:31 kubectl would read on as true; write it in quotes: "on"',
      '3:45 kubectl would read 0120 as 80; write 80 or 120, or in quotes what is text: "0120"',
    ]);
  });

  it("must not be that in policies written in place either", () => {
    const spec = "{ podSelector: { matchLabels: { a: No } }, ingress: [{ ports: [{ port: 0120 }] }] }";
    assert.deepEqual(said(text("app: a", "80", spec)), [
      '4:78 kubectl would read No as false; write it in quotes: "No"',
      '4:114 kubectl would read 0120 as 80; write 80 or 120, or in quotes what is text: "0120"',
    ]);
  });

  it("may be the letters y and n, which namespaces are called, and keys may be any word", () => {
    assert.deepEqual(scenarioOf(text("ns: y, on: a", "80")).pods[0]?.labels, { ns: "y", on: "a" });
  });

  it("are meant, and no other texts", () => {
    assert.equal(scenarioOf(withPods("expect: {}\ndescription: yes\ntags: [on]\n")).tags[0], "on");
  });
});
