import type { Fault, PlantedFault } from "../../netns/index.ts";
import { oneLine } from "../../safe-text/index.ts";
import { didYouMean } from "../../yaml/suggest.ts";
import { InputError } from "../input-error.ts";

/** Reads `NAME`, `NAME:NODE` or `NAME:NAMESPACE/POD`. @throws InputError with a suggestion if no fault has the name. */
export function plantedFrom(text: string, faults: readonly Fault[]): PlantedFault {
  const [name = "", ...rest] = text.split(":");
  const fault = faults.find((each) => each.name === name);
  if (fault === undefined) {
    const hint = didYouMean(
      name,
      faults.map((each) => each.name),
    );
    throw new InputError(
      `--fault ${oneLine(text)}: there is no fault ${JSON.stringify(oneLine(name))}: ${hint ?? "'netverdict faults' lists them"}`,
    );
  }
  if (rest.length === 0) return { fault };
  const where = rest.join(":");
  if (where !== "") return { fault, where };
  throw new InputError(
    `--fault ${oneLine(text)}: write NAME:NODE or NAME:NAMESPACE/POD, such as ${name}:node-1`,
  );
}
