import type { NamespaceObject } from "../api/api-types.ts";
import { labelsPatch, type Relabelling } from "../objects/relabelling.ts";

/** On a lent namespace whose labels a session has changed: what they were. */
const LABELS_BEFORE = "netverdict.dev/labels-before";

/** The value of the annotation, as JSON. `labels`: those that were changed; null for one that was not there. */
interface LabelsBefore {
  readonly run: string;
  readonly labels: Readonly<Record<string, string | null>>;
}

/** A merge patch of a namespace. */
export interface NamespacePatch {
  readonly metadata: {
    readonly labels: Readonly<Record<string, string | null>>;
    readonly annotations: Readonly<Record<string, string | null>>;
  };
}

/** What of a change of labels would change something. */
export function effective({ metadata }: NamespaceObject, { set, unset }: Relabelling): Relabelling {
  const { labels = {} } = metadata;
  return {
    set: Object.fromEntries(Object.entries(set).filter(([key, value]) => labels[key] !== value)),
    unset: unset.filter((key) => key in labels),
  };
}

/** Changes labels of a namespace, and writes down in the same call what they were before the session. */
export function relabelPatch(namespace: NamespaceObject, run: string, change: Relabelling): NamespacePatch {
  const { labels = {} } = namespace.metadata;
  const changed = labelsPatch(change);
  const now = Object.fromEntries(Object.keys(changed).map((key) => [key, labels[key] ?? null]));
  const earlier = labelsBefore(namespace, (other) => other === run)?.labels ?? {};
  const before: LabelsBefore = { run, labels: { ...now, ...earlier } };
  return { metadata: { labels: changed, annotations: { [LABELS_BEFORE]: JSON.stringify(before) } } };
}

/** Gives a namespace back the labels that it had; nothing if they were not changed by a session that `isMeant` is true of. */
export function restoringPatch(
  namespace: NamespaceObject,
  isMeant: (run: string) => boolean,
): NamespacePatch | undefined {
  const before = labelsBefore(namespace, isMeant);
  if (before === undefined) return undefined;
  return { metadata: { labels: before.labels, annotations: { [LABELS_BEFORE]: null } } };
}

/** Somebody else may have written into the annotation: what is not ours is left alone. */
function labelsBefore(
  { metadata }: NamespaceObject,
  isMeant: (run: string) => boolean,
): LabelsBefore | undefined {
  const text = metadata.annotations?.[LABELS_BEFORE];
  const read = text === undefined ? undefined : parsed(text);
  return isLabelsBefore(read) && isMeant(read.run) ? read : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isLabelsBefore(value: unknown): value is LabelsBefore {
  if (typeof value !== "object" || value === null || !("run" in value) || !("labels" in value)) return false;
  const { run, labels } = value;
  return (
    typeof run === "string" &&
    typeof labels === "object" &&
    labels !== null &&
    Object.values(labels).every((label) => label === null || typeof label === "string")
  );
}
