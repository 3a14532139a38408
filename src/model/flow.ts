import type { Pod, PodRef, Protocol } from "./pod.ts";

/** One conversation that can be tried: from a source pod to a port of a target pod, by pod IP. */
export interface Flow {
  readonly source: PodRef;
  readonly target: PodRef;
  readonly port: number;
  readonly protocol: Protocol;
}

/** `80` for TCP, `53/UDP` otherwise: how ports are written in scenarios and reports. */
export function portName(flow: Pick<Flow, "port" | "protocol">): string {
  return flow.protocol === "TCP" ? `${flow.port}` : `${flow.port}/${flow.protocol}`;
}

/** `x/a -> y/b:80` or `x/a -> y/b:53/UDP`; unique among the flows of a step. */
export function flowName(flow: Flow): string {
  return `${flow.source} -> ${flow.target}:${portName(flow)}`;
}

/** Every pod to every served port of every other pod; its own ports too if `loopback`. */
export function flowsAmong(pods: readonly Pod[], loopback: boolean): readonly Flow[] {
  return pods.flatMap((source) =>
    pods
      .filter((target) => loopback || target.ref !== source.ref)
      .flatMap((target) =>
        target.ports.map(({ port, protocol }) => ({
          source: source.ref,
          target: target.ref,
          port,
          protocol,
        })),
      ),
  );
}
