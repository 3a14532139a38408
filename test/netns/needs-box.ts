import { preflight } from "../../src/netns/index.ts";

/** A `before` hook that skips what follows, with the reason, where no box can be made. */
export async function needsBox(this: Mocha.Context): Promise<void> {
  try {
    await preflight(new AbortController().signal);
  } catch (error) {
    console.log(`    skipped: ${error instanceof Error ? error.message : error}`);
    this.skip();
  }
}
