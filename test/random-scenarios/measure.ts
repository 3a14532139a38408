import type { Cluster } from "../../src/cluster/port.ts";
import type { Scenario } from "../../src/model/index.ts";
import { run } from "../../src/run.ts";
import { systemClock } from "../../src/system/clock.ts";
import { type Compared, compared } from "./compared.ts";
import { SCENARIO_FILE, type ScenarioFiles, scenariosIn } from "./scenario-files.ts";

/** A run that has not ended by then never will, in ms: thirty times what the longest takes. */
const LIMIT_MS = 180_000;

/** A busy machine loses answers, but what is wrong is wrong every time. */
const TRIES = 3;

/** What came of the scenarios of some files; `again`: of those that did not agree at first, and did later. */
export interface Measured {
  readonly results: readonly Compared[];
  readonly again: number;
}

/**
 * Runs every scenario of some files.
 *
 * @throws Error if one does not end, or prediction and observation differ each time.
 */
export async function measure(files: ScenarioFiles, cluster: Cluster): Promise<Measured> {
  const results: Compared[] = [];
  let again = 0;
  for (const scenario of scenariosIn(files)) {
    let result = await once(scenario, cluster);
    for (let tries = 1; tries < TRIES && !isRight(result); tries++) {
      result = await once(scenario, cluster);
      if (isRight(result)) again++;
    }
    if (!isRight(result)) throw new Error([...result.disagreements, ...result.complaints].join("\n"));
    results.push(result);
  }
  return { results, again };
}

function isRight({ disagreements, complaints }: Compared): boolean {
  return disagreements.length === 0 && complaints.length === 0;
}

async function once(scenario: Scenario, cluster: Cluster): Promise<Compared> {
  const stop = new AbortController();
  const limit = setTimeout(() => stop.abort(), LIMIT_MS);
  try {
    const report = await run(scenario, cluster, {
      file: SCENARIO_FILE,
      signal: stop.signal,
      clock: systemClock,
      now: () => new Date(),
      onProgress: () => undefined,
    });
    if (stop.signal.aborted) throw new Error(`it did not end within ${LIMIT_MS / 1000} s`);
    return compared(report);
  } finally {
    clearTimeout(limit);
  }
}
