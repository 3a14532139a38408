import { type RefusalRecord, type RefusalVerdict, type RefusedManifest, zip } from "../model/index.ts";

/** Judges whether each manifest was refused, and for the reason that was wanted. */
export function judgeRefusals(
  wanted: readonly RefusedManifest[],
  records: readonly RefusalRecord[],
): readonly RefusalVerdict[] {
  return zip(wanted, records).map(([manifest, record]) => judgeRefusal(manifest, record));
}

function judgeRefusal({ name, reason }: RefusedManifest, { answer }: RefusalRecord): RefusalVerdict {
  if (answer === undefined) return { name, verdict: "fail", cause: "the API server took it" };
  if (reason === undefined || answer.toLowerCase().includes(reason.toLowerCase()))
    return { name, verdict: "pass", answer };
  return { name, verdict: "fail", answer, cause: `it was refused, but not for ${JSON.stringify(reason)}` };
}
