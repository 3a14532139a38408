import { namespaceWithImpliedLabel, podRef, type World } from "../model/index.ts";

/** What is to be added to a world of one pod only, so that there is a flow: a pod elsewhere that stands for everybody else. */
export interface Outsider {
  readonly world: World;
  readonly notes: readonly string[];
}

/** Nothing where there are other pods. */
export function outsiderFor({ namespaces, pods }: World): Outsider {
  if (pods.length !== 1) return { world: { namespaces: [], pods: [], services: [] }, notes: [] };
  const isTaken = namespaces.some(({ name }) => name === "outside");
  const [namespace, name] = [isTaken ? "elsewhere" : "outside", "client"];
  const ref = podRef(namespace, name);
  return {
    world: {
      namespaces: [namespaceWithImpliedLabel(namespace)],
      pods: [{ ref, namespace, name, labels: {}, ports: [] }],
      services: [],
    },
    notes: [`there is one pod only: ${ref} is added, and stands for everybody else`],
  };
}
