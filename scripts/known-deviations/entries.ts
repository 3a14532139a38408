import { basename, dirname } from "node:path/posix";
import { addressingName, type Flow, portName } from "../../src/model/index.ts";
import type { JsonReport } from "../../src/report/index.ts";
import { groupBy } from "../../src/report/words/group-by.ts";

/** An entry of a file of known deviations, as it is written. */
interface Entry {
  readonly scenario: string;
  readonly step?: string;
  readonly cells: string | readonly string[];
  readonly observed: string;
  readonly why: string;
  readonly evidence: string;
}

const TO_WRITE = "TO BE WRITTEN";

/** What failed in a scenario and is not known, an entry for each step and outcome. */
export function entriesOf({ file, parameters, steps }: JsonReport): readonly Entry[] {
  return steps.flatMap(({ name, cells }) => {
    const failed = cells.filter(({ verdict }) => verdict === "fail" || verdict === "flaky");
    const byOutcome = groupBy(failed, ({ observed }) => observed.outcome);
    return [...byOutcome].map(([observed, same]) => ({
      scenario: scenarioName(file, parameters),
      ...(steps.length === 1 ? {} : { step: name }),
      cells: only(cellTexts(same.map(({ flow }) => flow))),
      observed,
      why: TO_WRITE,
      evidence: TO_WRITE,
    }));
  });
}

function scenarioName(file: string, parameters: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(parameters).map(([key, value]) => `${key}=${value}`);
  const path = `${basename(dirname(file))}/${basename(file).replace(/\.ya?ml$/, "")}`;
  return pairs.length === 0 ? path : `${path}[${pairs.join(",")}]`;
}

function only(texts: readonly string[]): string | readonly string[] {
  const [text = ""] = texts;
  return texts.length === 1 ? text : texts;
}

/** Flows as few texts as may be, each with names and no wildcards: `x/a, x/b -> x/c:80, x/c:81 over ipv6`. */
function cellTexts(flows: readonly Flow[]): readonly string[] {
  const byTarget = groupBy(flows, (flow) => `${flow.target}:${portName(flow)}${addressingName(flow)}`);
  const targets = [...byTarget.values()].flatMap((same) => {
    const [first] = same;
    return first === undefined ? [] : { first, sources: same.map(({ source }) => source).join(", ") };
  });
  const alike = groupBy(targets, ({ first, sources }) => `${sources}${addressingName(first)}`);
  return [...alike.values()].flatMap((same) => {
    const [one] = same;
    if (one === undefined) return [];
    const names = same.map(({ first }) => `${first.target}:${portName(first)}`).join(", ");
    return `${one.sources} -> ${names}${addressingName(one.first)}`;
  });
}
