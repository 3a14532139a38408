import type { Change } from "../../model/index.ts";
import { type Layout, type LocalPod, withPod, withPodRestarted } from "./layout.ts";

/**
 * Where everything is after a change that the cluster accepts; only pods come and go.
 *
 * @throws ClusterError if there is no room for a new pod.
 */
export function layoutAfter(layout: Layout, change: Change): Layout {
  switch (change.action) {
    case "create-pod":
      return withPod(layout, change.pod);
    case "restart-pod":
      return withPodRestarted(layout, change.pod);
    case "remove-pod":
      return without(layout, ({ pod }) => pod.ref === change.pod);
    case "remove-namespace":
      return without(layout, ({ pod }) => pod.namespace === change.namespace);
    default:
      return layout;
  }
}

/** The pods of one layout that are not in another; a restarted pod is another one. */
export function podsOnlyIn(layout: Layout, other: Layout): readonly LocalPod[] {
  const others = new Set(other.pods.map(({ netns }) => netns));
  return layout.pods.filter(({ netns }) => !others.has(netns));
}

function without(layout: Layout, isGone: (pod: LocalPod) => boolean): Layout {
  return { ...layout, pods: layout.pods.filter((pod) => !isGone(pod)) };
}
