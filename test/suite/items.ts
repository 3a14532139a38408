import type { PodRef, Report, Scenario, ScenarioStep, Verdict } from "../../src/model/index.ts";
import { planScenario, sizeOf } from "../../src/plan/index.ts";
import type { SuiteItem } from "../../src/suite/index.ts";
import { allowAll, pod, scenario } from "../model/build.ts";
import { report } from "../report/report-builder.ts";

/** A step that changes nothing. */
const STEP: ScenarioStep = { name: "open", changes: [], refused: [], waitMs: 0, expect: allowAll };

/** A scenario of these pods, with this many steps. */
export function world(pods: readonly PodRef[], steps = 1, changes: Partial<Scenario> = {}): Scenario {
  return scenario(
    pods.map((ref) => pod(ref)),
    Array.from({ length: steps }, () => STEP),
    {
      tags: [],
      parameters: {},
      requires: [],
      services: [],
      flows: { loopback: false, via: ["pod-ip"], families: [] },
      ...changes,
    },
  );
}

export function item(id: string, content: Scenario = world(["x/a", "x/b"])): SuiteItem {
  return { id, file: `${id}.yaml`, scenario: content, size: sizeOf(content), plan: planScenario(content) };
}

export function tagged(id: string, ...tags: readonly string[]): SuiteItem {
  return item(id, world(["x/a"], 1, { tags }));
}

export function ids(items: readonly SuiteItem[]): readonly string[] {
  return items.map(({ id }) => id);
}

export function reportOf({ id }: SuiteItem, verdict: Verdict = "pass"): Report {
  return report([], { scenario: id, verdict });
}
