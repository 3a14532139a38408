import { type Labels, namespaceWithImpliedLabel } from "../../model/index.ts";
import { namespaceObject } from "../objects/objects.ts";
import { POD_LABEL, runLabels } from "../objects/run-labels.ts";

/** What selectors of others see of a run. */
export interface OurLabels {
  readonly namespace: Labels;
  readonly pod: Labels;
}

export function ourLabels(run: string, namespace: string): OurLabels {
  const { metadata } = namespaceObject(namespaceWithImpliedLabel(namespace), run);
  return { namespace: metadata.labels ?? {}, pod: { ...runLabels(run), [POD_LABEL]: "" } };
}
