import type { Scenario } from "../model/index.ts";
import { planScenario, sizeOf } from "../plan/index.ts";
import { perObject } from "../system/per-object.ts";
import type { FoundFile } from "./find-files.ts";
import type { SuiteItem } from "./item.ts";

const planOf = perObject(planScenario);

/** The scenarios of a file as items: `folder/file`, and `folder/file[direction=egress,protocol=UDP]` with parameters. */
export function itemsOf(file: FoundFile, scenarios: readonly Scenario[]): readonly SuiteItem[] {
  return withIds(file, scenarios).map(({ id, scenario }) => ({
    id,
    file: file.path,
    scenario,
    size: sizeOf(scenario),
    get plan() {
      return planOf(scenario);
    },
  }));
}

/** The same without plans, which are large where there are many cells. */
export function withIds(
  { id }: FoundFile,
  scenarios: readonly Scenario[],
): readonly Pick<SuiteItem, "id" | "scenario">[] {
  const seen = new Map<string, number>();
  return scenarios.map((scenario) => {
    const own = `${id}${parametersText(scenario)}`;
    const earlier = seen.get(own) ?? 0;
    seen.set(own, earlier + 1);
    return { id: earlier === 0 ? own : `${own}#${earlier + 1}`, scenario };
  });
}

function parametersText({ parameters }: Scenario): string {
  const pairs = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  return pairs.length === 0 ? "" : `[${pairs.join(",")}]`;
}
