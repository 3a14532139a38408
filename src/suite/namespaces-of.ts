import type { SuiteItem } from "./item.ts";

/** The namespaces that some scenarios have or make. */
export function namespacesOf(items: readonly SuiteItem[]): ReadonlySet<string> {
  return new Set(
    items.flatMap(({ scenario }) => [
      ...scenario.namespaces.map(({ name }) => name),
      ...scenario.steps.flatMap(({ changes }) =>
        changes.flatMap((change) => (change.action === "create-namespace" ? change.namespace.name : [])),
      ),
    ]),
  );
}
