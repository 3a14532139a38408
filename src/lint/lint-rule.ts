import type { Inventory } from "../manifest/inventory.ts";
import type { Place } from "../yaml/place.ts";
import type { Severity } from "./finding.ts";

/** One kind of mistake. */
export interface LintRule {
  /** Stable: it stands in options, in ignoring comments and in reports. */
  readonly id: string;
  readonly severity: Severity;
  /** One line for lists of rules. */
  readonly summary: string;
  /** What goes wrong, and the sentence of the API that makes it so. */
  readonly docs: string;
  /**
   * What it says of scenario files, whose policies are tests and odd on purpose. `never` is for what would be wrong of
   * policies that are not there at the same time.
   */
  readonly inScenarios: "same" | "info" | "off" | "never";
  check(inventory: Inventory): readonly RuleFinding[];
}

/** A sentence about a place, without a full stop. `severity` is given where it is not the rule's own. */
export interface RuleFinding {
  readonly place: Place;
  /** Whether it points at the key or at the value; the value if not given. */
  readonly at?: "key" | "value";
  readonly message: string;
  /** What to do. */
  readonly hint: string;
  readonly severity?: Severity;
}
