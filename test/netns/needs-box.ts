import { local } from "../e2e/support/clusters.ts";

/** A `before` hook that skips what follows, with the reason, where this machine allows no box to anyone. */
export function needsBox(this: Mocha.Context): void {
  if (local.skip === undefined) return;
  console.log(`    skipped: ${local.skip}`);
  this.skip();
}
