import type { Twins } from "../manifest/twins/twins-of.ts";
import type { ManifestItem, Subject } from "./scenario/scenario-text.ts";
import { selfContained } from "./self-contained.ts";
import { type Outsider, outsiderFor } from "./with-outsider.ts";

/** What a scenario is about, and in sentences what of it was left out. */
export interface SubjectOf {
  readonly subject: Subject;
  readonly leftOut: readonly string[];
}

/** Twins as a scenario has them: by the files that they are made from, or spelt out if there are none. */
export function subjectOf(twins: Twins, manifests: readonly ManifestItem[]): SubjectOf {
  const { leftOut, policies, ...own } = selfContained(twins);
  const outsider = outsiderFor(twins);
  if (manifests.length > 0)
    return {
      subject: { manifests: placed(manifests, outsider), world: { ...outsider.world, policies: [] } },
      leftOut: [...twins.leftOut, ...outsider.notes],
    };
  const world = {
    namespaces: [...own.namespaces, ...outsider.world.namespaces],
    pods: [...own.pods, ...outsider.world.pods],
    services: own.services,
    policies,
  };
  return { subject: { manifests, world }, leftOut: [...leftOut, ...outsider.notes] };
}

/** What names no namespace would be in the only one that a scenario declares. */
function placed(manifests: readonly ManifestItem[], { world }: Outsider): readonly ManifestItem[] {
  if (world.namespaces.length === 0) return manifests;
  return manifests.map(({ file, namespace = "default" }) => ({ file, namespace }));
}
