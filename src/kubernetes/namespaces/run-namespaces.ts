import type { Change, Namespace, PolicyObject } from "../../model/index.ts";

/** Where a session is: in namespaces that it makes, or in some of the user's that were lent to it. */
export interface RunNamespaces {
  /** For the sentinels alone. */
  readonly sentinels: string;
  /** Those that were lent: nothing is asked for in others. Absent where a session makes its own. */
  readonly lent: readonly string[] | undefined;

  /**
   * Makes sure that these can be used; changes nothing.
   *
   * @throws ClusterError that says of each that cannot why, and what to do.
   */
  check(namespaces: readonly Namespace[], signal: AbortSignal): Promise<void>;

  /** Makes these namespaces what the scenario declares, with what probe pods need there. */
  create(namespaces: readonly Namespace[], signal: AbortSignal): Promise<void>;

  label(change: LabelNamespace, signal: AbortSignal): Promise<void>;

  /** Before a policy is applied: sees to it that it selects none of these namespaces by what the scenario does not declare. */
  prepareFor(policy: PolicyObject, signal: AbortSignal): Promise<void>;

  /** Ends all that is in a namespace; resolves when it is gone. */
  remove(namespace: string, signal: AbortSignal): Promise<void>;

  /** Ends all that is of the session; resolves when it is gone. */
  removeAll(signal: AbortSignal): Promise<void>;
}

export type LabelNamespace = Extract<Change, { readonly action: "label-namespace" }>;
