import type { z } from "zod";
import type { ObjectMetadata } from "../model/index.ts";

/** How manifests of one kind of policies are read. */
export interface ManifestKind<Body extends ManifestBody = ManifestBody> {
  readonly apiVersion: string;
  readonly kind: string;
  /** As the API has it: whether objects are in a namespace or of the cluster. */
  readonly scope: "Namespaced" | "Cluster";
  /** The shape of a whole manifest, whose `apiVersion` and `kind` are judged before. */
  readonly schema: z.ZodType<Body>;
}

export interface ManifestBody {
  readonly metadata: ObjectMetadata;
  readonly spec: unknown;
}
