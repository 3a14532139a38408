import type { ManifestKind } from "../../manifest/manifest-kind.ts";
import type {
  ClusterState,
  DirectionExplanation,
  PolicyObject,
  PolicyType,
  Remedy,
  TierOpinion,
} from "../../model/index.ts";
import type { AddressBook } from "./address-book.ts";
import type { Connection } from "./connection.ts";
import type { PodDirectory } from "./pod-directory.ts";

/** What policies are compared with. */
export interface PolicyWorld {
  readonly pods: PodDirectory;
  readonly book: AddressBook;
}

/** Policies of one kind that are asked together, about one direction. */
export interface Tier {
  decide(connection: Connection): TierOpinion;
  /** Why it decided as it did. Asked only of the tier that decides. */
  explain(connection: Connection): TierReasons;
}

/** What a tier says for people. `proposals` come in the order in which they are to be tried. */
export interface TierReasons extends Pick<DirectionExplanation, "policies" | "peerAddress" | "words"> {
  readonly proposals: Iterable<Proposal>;
}

export const NO_REASONS: TierReasons = { policies: [], words: [], proposals: [] };

/** What may let a connection through that a tier denies; whether it does is seen by trying it. */
export interface Proposal {
  readonly remedy: Remedy;
  /** The state with the steps of a remedy taken, each label with the first of its values. */
  readonly applied: (state: ClusterState, remedy: Remedy) => ClusterState;
}

/** A place in the chain that policies of a kind take. One kind may have several. */
interface TierOfKind<Policy> {
  /** As decisions call it. */
  readonly name: string;
  /** Tiers are asked in ascending order; that of NetworkPolicy is `NETWORK_POLICY_ORDER`. */
  readonly order: number;
  compile(direction: PolicyType, policies: readonly Policy[], world: PolicyWorld): Tier;
}

/** What a kind of policies has to say about itself. */
interface KindDefinition<Policy extends PolicyObject> {
  /** How its manifests are read. */
  readonly manifest: ManifestKind;
  is(object: PolicyObject): object is Policy;
  readonly tiers: readonly TierOfKind<Policy>[];
  /** The policy with other names for namespaces wherever its spec asks for names. */
  renamed(policy: Policy, rename: (namespace: string) => string): Policy;
}

/** A kind of policies as the engine sees it: what it gets that is of another kind it leaves alone. */
export interface PolicyKind {
  readonly manifest: ManifestKind;
  is(object: PolicyObject): boolean;
  readonly tiers: readonly TierOfKind<PolicyObject>[];
  renamed(object: PolicyObject, rename: (namespace: string) => string): PolicyObject;
}

/** AdminNetworkPolicy's tier would stand above, with a smaller number, BaselineAdminNetworkPolicy's below. */
export const NETWORK_POLICY_ORDER = 100;

export function policyKind<Policy extends PolicyObject>({
  manifest,
  is,
  tiers,
  renamed,
}: KindDefinition<Policy>): PolicyKind {
  return {
    manifest,
    is,
    tiers: tiers.map(({ name, order, compile }) => ({
      name,
      order,
      compile: (direction, objects, world) => compile(direction, objects.filter(is), world),
    })),
    renamed: (object, rename) => (is(object) ? renamed(object, rename) : object),
  };
}
