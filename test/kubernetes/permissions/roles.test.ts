import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { parseAllDocuments } from "yaml";
import { resourceName } from "../../../src/kubernetes/permissions/permission.ts";
import { ROLES, type RoleDefinition, rulesOf } from "../../../src/kubernetes/permissions/roles.ts";
import { permissionsFor } from "../../../src/kubernetes/permissions/table.ts";

const FOLDER = new URL("../../../manifests/rbac/", import.meta.url);

type Rule = ReturnType<typeof rulesOf>[number];

interface RoleManifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly rules: readonly Rule[];
}

const definitions: readonly RoleDefinition[] = Object.values(ROLES);

describe("the roles in manifests/rbac", () => {
  for (const definition of definitions)
    it(`${definition.file}: ${definition.kind} ${definition.name} grants what its uses take, no more and no less`, () => {
      const written = manifestsIn(definition.file).find(({ metadata }) => metadata.name === definition.name);
      assert.equal(written?.kind, definition.kind);
      assert.deepEqual(grantedBy(written?.rules ?? []), taken(definition));
    });

  it("are all in the table, and no file holds another", () => {
    const written = readdirSync(FOLDER).flatMap((file) =>
      manifestsIn(file).map(({ metadata }) => `${file} ${metadata.name}`),
    );
    const known = definitions.map(({ file, name }) => `${file} ${name}`);
    assert.deepEqual(written.sort(), known.sort());
  });

  it("are what the lines for kubectl grant", () => {
    for (const definition of definitions) assert.deepEqual(grantedBy(rulesOf(definition)), taken(definition));
  });

  it("grant nothing outside the lent namespaces: no namespace is listed, created or deleted, no node is read", () => {
    const granted = grantedBy([...rulesOf(ROLES.lent), ...rulesOf(ROLES.labels)]);
    const ofCluster = granted.filter((right) => /\/(nodes|namespaces)$/.test(right));
    assert.deepEqual(ofCluster, ["get /namespaces", "patch /namespaces"]);
  });
});

function manifestsIn(file: string): readonly RoleManifest[] {
  const text = readFileSync(new URL(file, FOLDER), "utf8");
  return parseAllDocuments(text).map((document) => document.toJS());
}

function grantedBy(rules: readonly Rule[]): readonly string[] {
  return rules
    .flatMap(({ apiGroups, resources, verbs, resourceNames = [""] }) =>
      apiGroups.flatMap((group) =>
        resources.flatMap((resource) =>
          verbs.flatMap((verb) => resourceNames.map((name) => `${verb} ${group}/${resource} ${name}`.trim())),
        ),
      ),
    )
    .sort();
}

function taken({ uses }: RoleDefinition): readonly string[] {
  const needed = uses.flatMap((use) => permissionsFor(use)).filter(({ without }) => without === undefined);
  const rights = needed.map((one) =>
    `${one.verb} ${one.group}/${resourceName(one)} ${one.name ?? ""}`.trim(),
  );
  return [...new Set(rights)].sort();
}
