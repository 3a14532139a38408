import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findManifestFiles } from "../../src/cli/loading/manifest-files.ts";

/** A folder of manifests, and the connections that np-guard's tests expect of it. */
export interface PolicySet {
  readonly name: string;
  readonly folder: string;
  readonly expected: string;
}

/** Where np-guard keeps them. */
const FOLDERS = "tests";
const OUTPUTS = join("test_outputs", "connlist");
const ENDING = "_connlist_output.txt";

const POLICY = /kind["']?: *["']?NetworkPolicy["']?\s*[,}]?\s*$/m;

/** Kinds that decide or make pods in ways of which netverdict knows nothing. */
const OTHERS =
  /kind["']?: *["']?((Baseline)?AdminNetworkPolicy|(Cluster)?UserDefinedNetwork|NetworkAttachmentDefinition|MultiNetworkPolicy|VirtualMachine)\b/;

/** The sets of a checkout that have NetworkPolicies, and no kind of policies that netverdict does not evaluate. */
export function policySets(checkout: string): readonly PolicySet[] {
  return readdirSync(join(checkout, OUTPUTS))
    .filter((file) => file.endsWith(ENDING))
    .map((file) => {
      const name = file.slice(0, -ENDING.length);
      return { name, folder: join(checkout, FOLDERS, name), expected: join(checkout, OUTPUTS, file) };
    })
    .filter(({ folder }) => existsSync(folder) && isComparable(folder));
}

function isComparable(folder: string): boolean {
  const texts = findManifestFiles(folder).files.map((file) => readFileSync(file, "utf8"));
  return texts.some((text) => POLICY.test(text)) && !texts.some((text) => OTHERS.test(text));
}
