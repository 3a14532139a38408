import assert from "node:assert/strict";
import { join } from "node:path";
import { InputError } from "../../../../src/cli/input-error.ts";
import { readManifestInput } from "../../../../src/cli/loading/application/read-input.ts";
import { SHOP } from "../../manifests.ts";
import { scenarioText, withFiles } from "../../terminal.ts";

/** What is read of a folder with these files, or the message with which it is refused, which has no path of this machine. */
async function read(files: Readonly<Record<string, string>>, path = "") {
  let result: ReturnType<typeof readManifestInput> | string;
  await withFiles(files, (folder) => {
    try {
      result = readManifestInput([path === "" ? folder : join(folder, path)], "netverdict predict -");
    } catch (error) {
      assert.ok(error instanceof InputError);
      result = error.message.replaceAll(folder, "DIR");
    }
  });
  return result;
}

describe("what a path means", () => {
  it("is scenarios if any file is one by its content, whatever stands beside it", async () => {
    assert.equal(await read({ "a.yaml": scenarioText("a") }), undefined);
    assert.equal(await read({ "a.yaml": scenarioText("a"), "k8s.yaml": SHOP }), undefined);
    assert.equal(await read({ "a.yaml": "pods: {\n" }), undefined);
  });

  it("is manifests if there is an object, though it has the keys of a scenario below its own", async () => {
    const rollout =
      "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: { name: r }\nspec:\n  steps:\n  - a\n";
    const input = await read({
      "a.yaml": rollout,
      "b.json": '{ "apiVersion": "v1", "kind": "List", "items": [] }',
    });
    assert.ok(typeof input === "object");
    assert.equal(input.files.length, 2);
  });

  it("is told in one line where it is neither", async () => {
    assert.equal(
      await read({ "values.yaml": "a: 1", "notes.txt": "" }),
      "there is no manifest and no scenario in DIR",
    );
    assert.equal(await read({ "README.md": "# Read me" }), "there is no manifest and no scenario in DIR");
    assert.equal(await read({}, "*.yaml"), "no file matches DIR/*.yaml");
    assert.equal(await read({}, "a.yaml"), "cannot read DIR/a.yaml: there is no such file");
    assert.match(String(await read({ "a.yaml": "" }, "a.yaml")), /^DIR\/a\.yaml is empty: give it manifests/);
  });

  it("is told in one line where it is yet to be rendered", async () => {
    const template = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}\n  {{- if x }}\n";
    assert.equal(
      await read({ "Chart.yaml": "name: c", "templates/pod.yaml": template }),
      "DIR is a Helm chart: render it, as in helm template DIR | netverdict predict -",
    );
    assert.equal(
      await read({ "pod.yaml": template }),
      "DIR/pod.yaml is a template and no manifest: render it, as in helm template CHART | netverdict predict -",
    );
    assert.equal(
      await read({ "a/kustomization.yaml": "resources: [pod.yaml]", "a/pod.yaml": SHOP }),
      "DIR/a is a kustomize folder: build it, as in kustomize build DIR/a | netverdict predict -",
    );
  });

  it("may hold braces in texts, and Kustomizations that are objects", async () => {
    const map = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: m }\ndata: { a: "{{ .x }}" }\n---\n';
    const flux = "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: k }\n";
    assert.ok(typeof (await read({ "a.yaml": map + flux })) === "object");
  });
});
