import type {
  Addresses,
  ClusterState,
  ConnectionExplanation,
  DirectionDecision,
  DirectionExplanation,
  Explanation,
  Flow,
} from "../../model/index.ts";
import type { Chain } from "./chain.ts";
import { type Compiled, compile, decideConnection, decideFlow } from "./compile.ts";
import { type Connection, connectionsOf, endsIn, withPodsOf } from "./connection.ts";
import type { PolicyKind, TierReasons } from "./policy-kind.ts";
import { firstThatHelps, type Trial } from "./remedy.ts";

/** What explaining needs beside a connection. */
interface Context {
  readonly compiled: Compiled;
  readonly trial: Trial;
}

const NO_REASONS: TierReasons = { policies: [], words: [], proposals: [] };

/**
 * Why a flow is allowed or denied: for each direction of each connection that it can become, what the tier that decides
 * has to say, and what would help.
 */
export function explain(
  state: ClusterState,
  addresses: Addresses,
  flow: Flow,
  kinds: readonly PolicyKind[],
): Explanation {
  const own = withPodsOf(flow, state);
  const compiled = compile(own, addresses, kinds);
  const trial: Trial = { state: own, addresses, flow, kinds };
  const connections = connectionsOf(flow, compiled.pods).map((each) =>
    explainConnection(each, { compiled, trial }),
  );
  return { flow, decision: decideFlow(compiled, flow), connections };
}

function explainConnection(connection: Connection, context: Context): ConnectionExplanation {
  const { compiled } = context;
  const { allowed, egress, ingress } = decideConnection(compiled, connection);
  const { target, port, protocol } = connection;
  return {
    target: target.ref,
    port,
    protocol,
    allowed,
    egress: explainDirection(egress, compiled.egress, connection, context),
    ingress: explainDirection(ingress, compiled.ingress, connection, context),
  };
}

function explainDirection(
  decision: DirectionDecision,
  chain: Chain,
  connection: Connection,
  { compiled, trial }: Context,
): DirectionExplanation {
  const { pod, peer } = endsIn(decision.direction, connection);
  const { proposals, ...reasons } = chain.decisive(connection)?.explain(connection) ?? NO_REASONS;
  const before = decideConnection(compiled, connection);
  const remedy = decision.allowed
    ? undefined
    : firstThatHelps(proposals, decision.direction, before, connection, trial);
  return {
    ...decision,
    pod: pod.ref,
    peer: peer.ref,
    ...reasons,
    ...(remedy === undefined ? {} : { remedy }),
  };
}
