import type { LeaseObject, NewObject } from "../api/api-types.ts";
import { LEASE_NAME } from "../api/run-kinds.ts";
import { runLabels } from "../objects/run-labels.ts";

/** A session that has not renewed its Lease for so long has ended. */
export const LEASE_SECONDS = 60;

/** A session's sign of life (coordination.k8s.io/v1), whose holder is the session. */
export function leaseObject(
  namespace: string,
  session: string,
  nowMs: number,
): NewObject & Required<Pick<LeaseObject, "spec">> {
  const now = microTime(nowMs);
  return {
    apiVersion: "coordination.k8s.io/v1",
    kind: "Lease",
    metadata: { name: LEASE_NAME, namespace, labels: runLabels(session) },
    spec: {
      holderIdentity: session,
      leaseDurationSeconds: LEASE_SECONDS,
      acquireTime: now,
      renewTime: now,
    },
  };
}

/** What a renewal changes. */
export function renewal(nowMs: number): Pick<LeaseObject, "spec"> {
  return { spec: { renewTime: microTime(nowMs) } };
}

/** What letting go changes, as leader election in client-go does it: nobody has it, and it may be taken at once. */
export const RELEASE: Pick<LeaseObject, "spec"> = { spec: { holderIdentity: "", leaseDurationSeconds: 1 } };

/** A time as meta/v1 MicroTime wants it, which takes six digits of the second and no others. */
function microTime(ms: number): string {
  return new Date(ms).toISOString().replace("Z", "000Z");
}
