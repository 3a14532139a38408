import type {
  Addresses,
  ClusterState,
  ConnectionExplanation,
  DirectionDecision,
  DirectionExplanation,
  Explanation,
  Flow,
  LookupExplanation,
} from "../../model/index.ts";
import type { Chain } from "./chain.ts";
import { type Compiled, compile, decideConnection, decideFlow } from "./compile.ts";
import { type Connection, connectionsOf, endsIn, withPodsOf } from "./connection.ts";
import { isByName, lookupNamed, questionsOf } from "./lookup.ts";
import { NO_REASONS, type PolicyKind } from "./policy-kind.ts";
import { firstThatHelps, type Trial } from "./remedy.ts";

/** What explaining needs beside a connection. */
interface Context {
  readonly compiled: Compiled;
  readonly trial: Trial;
}

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
  const lookups = isByName(flow) ? explainLookups(flow, { compiled, trial }) : [];
  return { flow, decision: decideFlow(compiled, flow), connections, lookups };
}

/** A server's labels are not the user's to change: what helps is always a rule for it. */
function explainLookups(flow: Flow, { compiled, trial }: Context): readonly LookupExplanation[] {
  const { state, pods } = compiled;
  const questions = questionsOf(flow, state, pods);
  const answered = questions.findIndex((question) => decideConnection(compiled, question).allowed);
  return questions.slice(0, answered < 0 ? undefined : answered + 1).map((question) => {
    const { egress, ingress, ...explained } = explainConnection(question, { compiled, trial });
    return {
      ...explained,
      egress: withoutRemedy(egress),
      ingress: withoutRemedy(ingress),
      assumed: lookupNamed(question, state).assumed,
      labels: question.target.labels,
    };
  });
}

function withoutRemedy({ remedy: _, ...direction }: DirectionExplanation): DirectionExplanation {
  return direction;
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
