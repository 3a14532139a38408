import type { Amount, Fault, PlantedFault } from "../../netns/index.ts";
import { oneLine } from "../../safe-text/index.ts";
import { didYouMean } from "../../yaml/suggest.ts";
import { InputError } from "../input-error.ts";

/**
 * Reads `NAME`, `NAME:NODE` or `NAME:NAMESPACE/POD`; of faults of which there can be more or less also `NAME=AMOUNT`.
 *
 * @throws InputError with a suggestion if no fault has the name, or it cannot have that amount.
 */
export function plantedFrom(text: string, faults: readonly Fault[]): PlantedFault {
  const refuse = (why: string) => new InputError(`--fault ${oneLine(text)}: ${why}`);
  const [, name = "", amount, place] = /^([^=:]*)(?:=([^:]*))?(?::(.*))?$/.exec(text) ?? [];
  const usual = faults.find((each) => each.name === name);
  if (usual === undefined) throw refuse(noSuchFault(name, faults));
  if (place === "") throw refuse(`write NAME:NODE or NAME:NAMESPACE/POD, such as ${name}:node-1`);
  const fault = amount === undefined ? usual : usual.amount?.of(readAmount(amount, usual, refuse));
  if (fault === undefined) throw refuse(`of ${name} there is no more or less: write it without '='`);
  return place === undefined ? { fault } : { fault, where: place };
}

function noSuchFault(name: string, faults: readonly Fault[]): string {
  const hint = didYouMean(
    name,
    faults.map((each) => each.name),
  );
  return `there is no fault ${JSON.stringify(oneLine(name))}: ${hint ?? "'netverdict faults' lists them"}`;
}

const FORM = /^(?<count>\d+(\.\d+)?)(?<unit>ms|s|%)$/;

/** A time in ms, or a whole number of percent. */
function readAmount(text: string, { name, amount }: Fault, refuse: (why: string) => InputError): number {
  if (amount === undefined) return 0;
  const { count, unit } = FORM.exec(text)?.groups ?? {};
  const value = Number(count) * (unit === "s" ? 1_000 : 1);
  const isOfUnit = unit !== undefined && (unit === "%") === (amount.unit === "%");
  if (isOfUnit && Number.isInteger(value) && value >= amount.least && value <= amount.most) return value;
  throw refuse(`write ${rangeOf(amount)}, such as ${name}=${amount.unit === "%" ? "5%" : "500ms"}`);
}

function rangeOf({ unit, least, most }: Amount): string {
  return unit === "%"
    ? `a whole number of percent from ${least}% to ${most}%`
    : `a time from ${least}ms to ${most / 1_000}s`;
}
