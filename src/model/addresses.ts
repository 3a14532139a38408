import type { PodRef } from "./pod.ts";

/** Each pod's IPs, at most one a family, the one that others dial first. */
export type Addresses = ReadonlyMap<PodRef, readonly string[]>;
