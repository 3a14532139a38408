import type { Twins } from "../manifest/twins/twins-of.ts";
import { namespaceWithImpliedLabel, podRef } from "../model/index.ts";

/** Twins among which there is a flow: where there is only one pod, another in a namespace of its own stands for everybody else. */
export function withOutsider(twins: Twins): Twins {
  if (twins.pods.length !== 1) return twins;
  const isTaken = twins.namespaces.some(({ name }) => name === "outside");
  const [namespace, name] = [isTaken ? "elsewhere" : "outside", "client"];
  const ref = podRef(namespace, name);
  return {
    ...twins,
    namespaces: [...twins.namespaces, namespaceWithImpliedLabel(namespace)],
    pods: [...twins.pods, { ref, namespace, name, labels: {}, ports: [] }],
    leftOut: [...twins.leftOut, `there is one pod only: ${ref} is added, and stands for everybody else`],
  };
}
