import assert from "node:assert/strict";
import { permissionsFor } from "../../../src/kubernetes/permissions/table.ts";
import { POLICY_KINDS } from "../../../src/kubernetes/survey/policy-kinds.ts";

describe("the rights that doctor uses besides", () => {
  it("are to list each kind of policies of the whole cluster, and each that is staged", () => {
    const granted = permissionsFor("doctor").map(
      ({ verb, group, resource }) => `${verb} ${group}/${resource}`,
    );
    const wanted = POLICY_KINDS.filter(({ trait }) => trait !== undefined);
    for (const { group, resource } of wanted)
      assert.ok(granted.includes(`list ${group}/${resource}`), resource);
  });
});
