import fc from "fast-check";
import { parseAllDocuments, stringify } from "yaml";
import { mutatedText, mutatedTree } from "../mutations.ts";
import type { Reader } from "../reader.ts";
import { carriedOutOnFiles } from "../refusal.ts";
import { samplesIn, withFile } from "./files.ts";
import { asText } from "./scenario.ts";

const MANIFESTS = samplesIn([
  "scenarios/from-manifests",
  "scenarios/zero-trust",
  "test/fixtures/flawed-policies",
  "test/fixtures/applications",
  "test/fixtures/live-namespace",
]).filter((text) => text.length < 12_000);

const OBJECTS = MANIFESTS.flatMap((text) =>
  parseAllDocuments(text).flatMap((document) => (document.errors?.length === 0 ? [document.toJS()] : [])),
);

/** Several objects in one file, as charts make them. */
const several = fc
  .array(mutatedTree(OBJECTS), { minLength: 1, maxLength: 4 })
  .map((all) => all.map((each) => stringify(each, { aliasDuplicateObjects: false })).join("---\n"));

const lists = asText(
  fc
    .array(mutatedTree(OBJECTS), { maxLength: 4 })
    .map((items) => ({ apiVersion: "v1", kind: "List", items })),
);

export const manifestReader: Reader = {
  name: "manifests",
  readsYaml: true,
  inputs: fc.oneof(mutatedText(MANIFESTS), several, lists),
  read: (text) =>
    withFile("app.yaml", text, async (file) => {
      await carriedOutOnFiles("lint", file, "--whole-world");
      await carriedOutOnFiles("lint", file, "--format", "sarif");
      await carriedOutOnFiles("predict", file, "--json", "--max-cells", "2000");
      await carriedOutOnFiles("init", file, "--max-cells", "500");
      await carriedOutOnFiles("explain", file, "web -> db");
    }),
};
