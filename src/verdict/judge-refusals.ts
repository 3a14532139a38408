import type { RefusalRecord, RefusalVerdict, RefusedManifest } from "../model/index.ts";

/** Judges whether each manifest was refused, and for the reason that was wanted. No records: the step was never begun. */
export function judgeRefusals(
  wanted: readonly RefusedManifest[],
  records: readonly RefusalRecord[] | undefined,
  absence: string,
): readonly RefusalVerdict[] {
  return wanted.map((manifest, index) => {
    const record = records?.[index];
    return record === undefined
      ? { name: manifest.name, verdict: "unknown", cause: absence }
      : judgeRefusal(manifest, record);
  });
}

function judgeRefusal({ name, reason }: RefusedManifest, { answer }: RefusalRecord): RefusalVerdict {
  if (answer === undefined) return { name, verdict: "fail", cause: "the API server took it" };
  if (reason === undefined || answer.toLowerCase().includes(reason.toLowerCase()))
    return { name, verdict: "pass", answer };
  return { name, verdict: "fail", answer, cause: `it was refused, but not for ${JSON.stringify(reason)}` };
}
