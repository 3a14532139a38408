import assert from "node:assert/strict";
import { applicationOf } from "../../../src/manifest/application/application.ts";
import { parsedFile } from "../../../src/manifest/application/parsed-file.ts";
import { holdsScenario } from "../../../src/scenario/index.ts";

const WEB = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { metadata: { labels: { app: web } }, spec: { containers: [{ ports: [{ containerPort: 80 }] }] } } }
`;

function read(files: Readonly<Record<string, string>>) {
  const parsed = Object.entries(files).map(([file, text]) => parsedFile({ file, text }));
  return applicationOf(parsed, "shop", holdsScenario);
}

function twins(files: Readonly<Record<string, string>>) {
  const application = read(files);
  assert.ok("twins" in application, JSON.stringify(application));
  const { pods, leftOut } = application.twins;
  return { pods: pods.map(({ ref }) => ref), leftOut };
}

const NO_NAMESPACE = "no Namespace is declared for shop: made without labels but its name";

describe("the application in some manifests", () => {
  it("passes over scenarios, and names what else is no manifest", () => {
    const { pods, leftOut } = twins({
      "a.yaml": WEB,
      "s.yaml": "pods: { x/a: {} }\nexpect: { default: allow }\n",
      "broken.yaml": "a: [",
      "values.yaml": "a: 1",
    });
    assert.deepEqual(pods, ["shop/web"]);
    assert.deepEqual(leftOut, [
      "broken.yaml is no manifest and not valid YAML",
      "values.yaml is no manifest",
      NO_NAMESPACE,
    ]);
  });

  it("has a word for a document among objects that is none", () => {
    const { leftOut } = twins({ "a.yaml": `${WEB}---\nreplicas: 3\n` });
    assert.deepEqual(leftOut, ["the document at a.yaml:6 has no kind, and is no object", NO_NAMESPACE]);
  });

  it("is not known where the API would refuse a policy", () => {
    const bad = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: p }
spec: { podSelector: [] }
`;
    const refused = read({ "a.yaml": `${WEB}---\n${bad}` });
    assert.ok("problems" in refused);
    assert.deepEqual(
      refused.problems.map(({ file, line }) => [file, line]),
      [["a.yaml", 9]],
    );
  });
});
