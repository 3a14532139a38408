import type { ApiServer } from "../api/api-server.ts";
import type { ApiList } from "../api/api-types.ts";
import { withQuery } from "../api/paths.ts";
import { type Known, known } from "./known.ts";
import type { OurLabels } from "./our-labels.ts";
import { POLICY_KINDS, type PolicyKindEntry } from "./policy-kinds.ts";
import { type PolicyOfAll, type Reach, reachOf } from "./policy-reach.ts";

/** A kind that a cluster serves. `objects`: those that there are, of kinds of the whole cluster and staged ones. */
export interface ServedKind extends PolicyKindEntry {
  readonly version: string;
  readonly objects?: Known<readonly ExistingPolicy[]>;
}

/** `reach`: whether it selects pods of ours. */
export interface ExistingPolicy {
  readonly name: string;
  readonly reach: Reach;
}

/** More than these nobody reads. */
const LIMIT = "200";

/** The kinds of policies, beside NetworkPolicy, that a cluster serves, found by API discovery. */
export async function readPolicyKinds(
  api: ApiServer,
  ours: OurLabels,
  signal: AbortSignal,
): Promise<readonly ServedKind[]> {
  const served = await servedKinds(api, signal);
  return Promise.all(
    served.map(async (kind) =>
      kind.trait === undefined ? kind : { ...kind, objects: await existing(api, kind, ours, signal) },
    ),
  );
}

interface ApiGroup {
  readonly name: string;
  readonly versions: readonly { readonly groupVersion: string; readonly version: string }[];
}

async function servedKinds(api: ApiServer, signal: AbortSignal): Promise<readonly ServedKind[]> {
  const { groups } = await api.request<{ readonly groups: readonly ApiGroup[] }>(
    { method: "GET", path: "/apis" },
    signal,
  );
  const known = groups.filter(({ name }) => POLICY_KINDS.some(({ group }) => group === name));
  const found = await Promise.all(
    known.map(async ({ name, versions }) => {
      const lists = await Promise.all(versions.map((each) => kindsOf(api, name, each, signal)));
      return firstOfEach(lists.flat());
    }),
  );
  return withoutDoubles(found.flat());
}

async function kindsOf(
  api: ApiServer,
  group: string,
  { groupVersion, version }: ApiGroup["versions"][number],
  signal: AbortSignal,
): Promise<readonly ServedKind[]> {
  const { resources } = await api.request<{ readonly resources: readonly { readonly name: string }[] }>(
    { method: "GET", path: `/apis/${groupVersion}` },
    signal,
  );
  return POLICY_KINDS.filter(
    (kind) => kind.group === group && resources.some(({ name }) => name === kind.resource),
  ).map((kind) => ({ ...kind, version }));
}

/** A group lists its versions with the preferred first. */
function firstOfEach(kinds: readonly ServedKind[]): readonly ServedKind[] {
  return kinds.filter(
    (kind, index) => kinds.findIndex(({ resource }) => resource === kind.resource) === index,
  );
}

/** Calico serves the same objects in two groups. */
function withoutDoubles(kinds: readonly ServedKind[]): readonly ServedKind[] {
  const isServed = (group: string, resource: string) =>
    kinds.some((kind) => kind.group === group && kind.resource === resource);
  return kinds.filter(
    ({ group, resource }) => group !== "crd.projectcalico.org" || !isServed("projectcalico.org", resource),
  );
}

function existing(
  api: ApiServer,
  { kind, group, version, resource, trait }: ServedKind,
  ours: OurLabels,
  signal: AbortSignal,
): Promise<Known<readonly ExistingPolicy[]>> {
  const path = withQuery(`/apis/${group}/${version}/${resource}`, { limit: LIMIT });
  const listing = api.request<ApiList<PolicyOfAll>>({ method: "GET", path }, signal);
  const policies = listing.then(({ items }) =>
    items.map((policy) => ({
      name: policy.metadata.name,
      reach: trait === "staged" ? ("no" as const) : reachOf(policy, ours),
    })),
  );
  return known(policies, kind, signal);
}
