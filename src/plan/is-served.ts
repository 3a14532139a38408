import type { Flow, Pod, PodRef } from "../model/index.ts";

/** Whether somebody listens where a flow leads: at each endpoint of a Service that has some, else at the target itself. */
export function isServed(
  { target, port, protocol, endpoints }: Flow,
  pods: ReadonlyMap<PodRef, Pod>,
): boolean {
  const ends = endpoints ?? [{ pod: target, port }];
  return (
    ends.length > 0 &&
    ends.every((end) =>
      pods.get(end.pod)?.ports.some((served) => served.port === end.port && served.protocol === protocol),
    )
  );
}
