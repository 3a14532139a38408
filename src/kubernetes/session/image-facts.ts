import type { ClusterFacts } from "../../model/index.ts";

/** What reports say of the image of the probe pods: what it was called, and what ran. A name without a digest is noted. */
export function imageFacts(name: string, ids: readonly string[]): Pick<ClusterFacts, "image" | "note"> {
  const image = { name, ids };
  if (/@sha256:[0-9a-f]{64}$/.test(name)) return { image };
  const ran = ids.length === 0 ? "which one ran is not known" : `what ran is ${ids.join(" and ")}`;
  return { image, note: `the probe image ${name} has no digest and may be another tomorrow; ${ran}` };
}
