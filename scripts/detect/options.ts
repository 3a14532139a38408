import { parseArgs } from "node:util";
import { plantedFrom } from "../../src/cli/options/fault-option.ts";
import { FAULTS, type PlantedFault } from "../../src/netns/index.ts";

export const PARTS = ["scenario", "simulated", "packets", "amount", "clean"] as const;

/** Without whole suites with packets, which take hours. */
const USUAL: readonly Part[] = ["scenario", "simulated", "amount", "clean"];

export type Part = (typeof PARTS)[number];

export interface Options {
  readonly parts: readonly Part[];
  readonly faults: readonly PlantedFault[];
  /** Folders of `scenarios/`; those of each part if none are named. */
  readonly suites: readonly string[];
  readonly clean: number;
  /** Every `of`-th job, counted from `index`; shards share a file of results. */
  readonly shard: { readonly index: number; readonly of: number };
  readonly results: string;
  readonly isFresh: boolean;
  readonly markdown?: string;
}

/** @throws Error for what cannot be meant. */
export function optionsFrom(args: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      part: { type: "string", multiple: true, default: [...USUAL] },
      fault: { type: "string", multiple: true, default: FAULTS.map(({ name }) => name) },
      clean: { type: "string", default: "20" },
      shard: { type: "string", default: "1/1" },
      results: { type: "string", default: ".cache/detection.jsonl" },
      fresh: { type: "boolean", default: false },
      markdown: { type: "string" },
    },
    allowPositionals: true,
  });
  return {
    parts: values.part.map(partOf),
    faults: values.fault.map((name) => plantedFrom(name, FAULTS)),
    suites: positionals.map((suite) => suite.replace(/^scenarios\/|\/$/g, "")),
    clean: countOf("--clean", values.clean),
    shard: shardOf(values.shard),
    results: values.results,
    isFresh: values.fresh,
    ...(values.markdown === undefined ? {} : { markdown: values.markdown }),
  };
}

function partOf(text: string): Part {
  const part = PARTS.find((each) => each === text);
  if (part === undefined) throw new Error(`--part ${text}: write one of ${PARTS.join(", ")}`);
  return part;
}

function countOf(flag: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`${flag} ${text}: write a whole number`);
  return Number(text);
}

function shardOf(text: string): Options["shard"] {
  const [, index, of] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number);
  if (index === undefined || of === undefined || index < 1 || index > of)
    throw new Error(`--shard ${text}: write 1/3, 2/3 or 3/3`);
  return { index: index - 1, of };
}
