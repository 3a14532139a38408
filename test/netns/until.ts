import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";

const PATIENCE_MS = 50_000;

/** Waits until a condition holds; fails with what is the matter if it does not in good time. */
export async function until(condition: () => boolean, matter: () => string): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!condition()) {
    assert.ok(performance.now() < end, `after ${PATIENCE_MS} ms: ${matter()}`);
    await wait(2);
  }
}
