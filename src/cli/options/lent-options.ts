import { tooFewLent } from "../../cluster/lent-namespaces.ts";
import { oneLine } from "../../safe-text/index.ts";
import type { SuiteItem } from "../../suite/index.ts";
import { InputError } from "../input-error.ts";
import { checkedNamespace } from "./namespace.ts";

/** Reads names of lent namespaces, separated by commas. */
export function parseNamespaces(text: string): readonly string[] {
  const names = text.split(",").map((name) => checkedNamespace(name.trim(), "--namespaces"));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return names;
  throw new InputError(`--namespaces ${oneLine(text)}: ${twice} is there twice`);
}

/** What goes with lent namespaces and what does not. */
interface LentFlags {
  readonly namespaces?: readonly string[];
  readonly namespaceSuffix?: string;
  readonly imagePullSecret?: readonly string[];
  readonly jobs?: number;
}

/** @throws InputError if the lent namespaces are too few for one of the scenarios, or other flags contradict them. */
export function checkLent(items: readonly SuiteItem[], flags: LentFlags): void {
  const { namespaces, namespaceSuffix, imagePullSecret = [], jobs = 1 } = flags;
  if (namespaces === undefined) return;
  if (namespaceSuffix !== undefined)
    throw new InputError(
      "--namespaces and --namespace-suffix contradict each other: lent namespaces have names",
    );
  if (jobs > 1)
    throw new InputError(
      "--jobs and --namespaces contradict each other: the lent namespaces hold one session",
    );
  const elsewhere = imagePullSecret.find((secret) => secret.includes("/"));
  if (elsewhere !== undefined)
    throw new InputError(
      `--image-pull-secret ${oneLine(elsewhere)}: nothing is copied into lent namespaces; create the secret there and give its name`,
    );
  const lacking = tooFewLent(namespaces, namespacesNeeded(items));
  if (lacking !== undefined) throw new InputError(`--namespaces ${namespaces.join(",")}: ${lacking}`);
}

/** The namespaces that steps of the scenarios create, each once. */
export function createdNamespaces(items: readonly SuiteItem[]): readonly string[] {
  const changes = items.flatMap(({ scenario }) => scenario.steps.flatMap((step) => step.changes));
  const created = changes.flatMap((change) =>
    change.action === "create-namespace" ? [change.namespace.name] : [],
  );
  return [...new Set(created)];
}

/** How many namespaces the scenario has that has most, with those that steps of any create. */
function namespacesNeeded(items: readonly SuiteItem[]): number {
  const created = createdNamespaces(items);
  const counts = items.map(
    ({ scenario }) => new Set([...scenario.namespaces.map(({ name }) => name), ...created]).size,
  );
  return Math.max(0, ...counts);
}
