import assert from "node:assert/strict";
import { ClusterError, type ClusterSession } from "../../src/cluster/port.ts";
import { namespaceWithImpliedLabel, type World } from "../../src/model/index.ts";
import { denyAllIngress, pod, policy, service } from "../model/build.ts";
import { type FakeCluster, fakeCluster } from "./fakes/fake-cluster.ts";

const never = new AbortController().signal;
const WORLD: World = {
  namespaces: [namespaceWithImpliedLabel("x")],
  pods: [pod("x/a")],
  services: [service("x/web", { app: "a" })],
};
const DENY = policy("x", "p", denyAllIngress);
const POLICIES = "/apis/networking.k8s.io/v1/namespaces/x/networkpolicies";

/** Long enough for everything that does answer, also while all cases of this file run at one time on a busy machine. */
const LIMITS = { callMs: 2_000, retryMs: 0, removalMs: 4_000, diagnosisMs: 2_000 };
const READY_MS = 4_000;
const NO_ANSWER = "took the connection but did not answer within 2 s";

interface Case {
  readonly title: string;
  /** The call that hangs, as `METHOD path`, without the query. */
  readonly hangs?: string;
  readonly from: "the beginning" | "the opening";
  readonly work: (made: FakeCluster, session: () => ClusterSession) => PromiseLike<unknown>;
  readonly says: readonly string[];
}

const cluster = (made: FakeCluster) => made.cluster({ limits: LIMITS, readyTimeoutMs: READY_MS });
const open = (made: FakeCluster) => cluster(made).open(WORLD, never);
const close: Case["work"] = (_, session) => session()[Symbol.asyncDispose]();

const whileOpening = (hangs: string, says: string): Case => ({
  title: `fails the opening of a session when it hangs at ${hangs}, and says so`,
  hangs,
  from: "the beginning",
  work: open,
  says: [says, NO_ANSWER],
});
const whileOpen = (
  what: string,
  hangs: string,
  says: string,
  work: (session: ClusterSession) => PromiseLike<unknown>,
): Case => ({
  title: `fails ${what} when it hangs at ${hangs}, and says so`,
  hangs,
  from: "the opening",
  work: (_, session) => work(session()),
  says: [says, NO_ANSWER],
});

const CASES: readonly Case[] = [
  whileOpening("GET /version", "GET /version: http://"),
  whileOpening(
    "POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
    "selfsubjectaccessreviews: http://",
  ),
  whileOpening("GET /api/v1/nodes", "GET /api/v1/nodes: http://"),
  whileOpening("GET /api/v1/namespaces/x", "GET /api/v1/namespaces/x: http://"),
  whileOpening("POST /api/v1/namespaces", "could not create Namespace x: "),
  whileOpening("POST /api/v1/namespaces/x/configmaps", "could not create ConfigMap x/netverdict-agent: "),
  whileOpening("POST /api/v1/namespaces/x/services", "could not create Service x/web: "),
  whileOpening("POST /api/v1/namespaces/x/pods", "could not create Pod x/a: "),
  whileOpening("GET /api/v1/pods", "GET /api/v1/pods?"),
  {
    title: "fails the opening of a session when it opens no stream to an agent, and says so",
    hangs: "GET /api/v1/namespaces/x/pods/a/exec",
    from: "the beginning",
    work: open,
    says: ["the agent of x/a could not be asked: ", " opened no stream to pod x/a within 2 s"],
  },
  {
    title: "does not hide an agent that says nothing",
    from: "the beginning",
    work: (made) => {
      made.fake.exec = () => undefined;
      return open(made);
    },
    says: ["its agent was not ready within 4 s"],
  },
  {
    title: "fails what is asked about a cluster before there is a session",
    hangs: "GET /api/v1/nodes",
    from: "the beginning",
    work: (made) => cluster(made).capabilities(never),
    says: ["GET /api/v1/nodes: http://", NO_ANSWER],
  },
  whileOpen(
    "the applying of a policy",
    `PATCH ${POLICIES}/p`,
    "could not apply the policy x/p: PATCH ",
    (session) => session.apply([{ action: "apply", object: DENY }], never),
  ),
  whileOpen(
    "the removal of a pod",
    "DELETE /api/v1/namespaces/x/pods/a",
    "could not remove the pod x/a: DELETE ",
    (session) => session.apply([{ action: "remove-pod", pod: "x/a" }], never),
  ),
  whileOpen(
    "the waiting for the end of a pod",
    "GET /api/v1/namespaces/x/pods/a",
    "could not remove the pod x/a: GET ",
    (session) => session.apply([{ action: "remove-pod", pod: "x/a" }], never),
  ),
  whileOpen(
    "the removal of a namespace",
    "DELETE /api/v1/namespaces/x",
    "could not remove the namespace x: DELETE ",
    (session) => session.apply([{ action: "remove-namespace", namespace: "x" }], never),
  ),
  whileOpen("an offer", `POST ${POLICIES}`, `POST ${POLICIES}?`, (session) =>
    session.refusalOf({ ...DENY }, never),
  ),
  whileOpen("the closing", "GET /api/v1/namespaces", "GET /api/v1/namespaces?", (session) =>
    session[Symbol.asyncDispose](),
  ),
  whileOpen("the closing", "DELETE /api/v1/namespaces/x", "DELETE /api/v1/namespaces/x: ", (session) =>
    session[Symbol.asyncDispose](),
  ),
  whileOpen("the closing", "GET /api/v1/pods", "GET /api/v1/pods?", (session) =>
    session[Symbol.asyncDispose](),
  ),
  {
    title: "does not keep a session from ending when what is deleted stays, of which it says what remains",
    from: "the opening",
    work: (made, session) => {
      made.fake.objects.undying.add("x");
      return close(made, session);
    },
    says: ["namespaces that are not gone 4 s after their deletion:\n  x: "],
  },
];

describe("an API server that does not answer", () => {
  const failures = new Map<Case, unknown>();

  // All cases wait for their limits, which they can do at one time.
  before(async () => {
    await Promise.all(CASES.map(async (each) => failures.set(each, await failureOf(each))));
  });

  for (const each of CASES)
    it(each.title, () => {
      const failure = failures.get(each);
      assert.ok(failure instanceof ClusterError, `it ended with ${failure}`);
      for (const text of each.says) assert.ok(failure.message.includes(text), failure.message);
    });

  it("leaves a diagnosis with what could not be found out", async () => {
    const made = await fakeCluster();
    const session = await open(made);
    made.fake.fault = ({ path }) => (path.endsWith("/pods/a") ? "hang" : undefined);
    assert.match(
      await session.diagnose("x/a"),
      /^pod x\/a: the cluster could not be asked about it: .* within 2 s$/,
    );
    await session[Symbol.asyncDispose]();
    await made.close();
  });
});

async function failureOf({ hangs, from, work }: Case): Promise<unknown> {
  const made = await fakeCluster();
  const hang = () => {
    made.fake.fault = ({ method, path }) => (`${method} ${path}` === hangs ? "hang" : undefined);
  };
  try {
    const session = from === "the opening" ? await open(made) : undefined;
    hang();
    await work(made, () => session ?? assert.fail("there is no session"));
    return undefined;
  } catch (error) {
    return error;
  } finally {
    await made.close();
  }
}
