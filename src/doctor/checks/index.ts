import type { Check } from "../check.ts";
import { apiServer } from "./api-server.ts";
import { connectivity } from "./connectivity.ts";
import { dns } from "./dns.ts";
import { enforcement } from "./enforcement.ts";
import { image } from "./image.ts";
import { injection } from "./injection.ts";
import { knownDeviations } from "./known-deviations.ts";
import { leftovers } from "./leftovers.ts";
import { limits } from "./limits.ts";
import { nodes } from "./nodes.ts";
import { plugin } from "./plugin.ts";
import { policyKinds } from "./policy-kinds.ts";
import { rights } from "./rights.ts";
import { versions } from "./versions.ts";

/** All that doctor looks at, in the order of its lines; one more is a file here. */
export const CHECKS: readonly Check[] = [
  enforcement,
  connectivity,
  dns,
  nodes,
  plugin,
  knownDeviations,
  policyKinds,
  injection,
  limits,
  apiServer,
  versions,
  rights,
  image,
  leftovers,
];
