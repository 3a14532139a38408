import assert from "node:assert/strict";
import { type Cluster, ClusterError, type ClusterSession } from "../../src/cluster/port.ts";
import { namespaceWithImpliedLabel, type World } from "../../src/model/index.ts";
import { denyAllIngress, pod, policy, service } from "../model/build.ts";
import { type SteppedClock, steppedClock } from "../system/stepped-clock.ts";
import { type FakeCluster, fakeCluster } from "./fakes/fake-cluster.ts";

const never = new AbortController().signal;
const WORLD: World = {
  namespaces: [namespaceWithImpliedLabel("x")],
  pods: [pod("x/a")],
  services: [service("x/web", { app: "a" })],
};
const DENY = policy("x", "p", denyAllIngress);
const POLICIES = "/apis/networking.k8s.io/v1/namespaces/x/networkpolicies";

/** A call has failed at its limit; it is not repeated, except while something is removed. */
const LIMITS = { callMs: 20_000, retryMs: 0, removalMs: 1_000 };
const NO_ANSWER = "took the connection but did not answer within 20 s";

interface Case {
  readonly title: string;
  /** The call that hangs, as `METHOD path`, without the query. */
  readonly hangs: string;
  readonly from: "the beginning" | "the opening";
  readonly work: (made: Made) => PromiseLike<unknown>;
  readonly says: readonly string[];
}

/** A cluster, and its session if that was opened before. */
interface Made {
  readonly cluster: Cluster;
  readonly session: () => ClusterSession;
}

const open: Case["work"] = ({ cluster }) => cluster.open(WORLD, never);

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
  work: ({ session }) => work(session()),
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
  whileOpening("POST /api/v1/namespaces", "could not create Namespace netverdict-r1: "),
  whileOpening("POST /api/v1/namespaces/x/configmaps", "could not create ConfigMap x/netverdict-agent: "),
  whileOpening("POST /api/v1/namespaces/x/services", "could not create Service x/web: "),
  whileOpening("POST /api/v1/namespaces/x/pods", "could not create Pod x/a: "),
  whileOpening("GET /api/v1/pods", "GET /api/v1/pods?"),
  {
    title: "fails the opening of a session when it opens no stream to an agent, and says so",
    hangs: "GET /api/v1/namespaces/x/pods/a/exec",
    from: "the beginning",
    work: open,
    says: ["the agent of x/a could not be asked: ", " opened no stream to pod x/a within 10 s"],
  },
  {
    title: "fails what is asked about a cluster before there is a session",
    hangs: "GET /api/v1/nodes",
    from: "the beginning",
    work: ({ cluster }) => cluster.capabilities(never),
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
    "could not remove the namespace x: ",
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
];

describe("an API server that does not answer", () => {
  let made: FakeCluster;
  let clock: SteppedClock;
  beforeEach(async () => {
    made = await fakeCluster();
    clock = steppedClock();
  });
  afterEach(() => made.close());

  /** Time passes only while a call hangs, and then as much as it may take. */
  const hangOn = (hangs: string) => {
    made.fake.fault = ({ method, path }) => {
      if (`${method} ${path}` !== hangs) return undefined;
      setImmediate(() => void clock.advance(LIMITS.callMs));
      return "hang";
    };
  };

  for (const { title, hangs, from, work, says } of CASES)
    it(title, async () => {
      const cluster = made.cluster({ limits: LIMITS }, clock);
      const session = from === "the opening" ? await cluster.open(WORLD, never) : undefined;
      hangOn(hangs);
      const failing = async () =>
        work({ cluster, session: () => session ?? assert.fail("there is no session") });
      await assert.rejects(failing, (error: unknown) => {
        assert.ok(error instanceof ClusterError, `it ended with ${error}`);
        for (const text of says) assert.ok(error.message.includes(text), error.message);
        return true;
      });
    });

  it("leaves a diagnosis with what could not be found out", async () => {
    const session = await made.cluster({ limits: LIMITS }, clock).open(WORLD, never);
    hangOn("GET /api/v1/namespaces/x/pods/a");
    const sentence = await session.diagnose("x/a");
    assert.match(sentence, /^pod x\/a: the cluster could not be asked about it: GET .* within 20 s$/);
    await session[Symbol.asyncDispose]();
  });

  it("does not hide an agent that says nothing", async () => {
    made.fake.exec = () => undefined;
    await assert.rejects(
      made.cluster({ readyTimeoutMs: 1_500 }).open(WORLD, never),
      /its agent was not ready within 1.5 s/,
    );
  });

  it("does not keep a session from ending when what is deleted stays, of which it says what remains", async () => {
    const session = await made.cluster({ limits: { removalMs: 500 } }).open(WORLD, never);
    made.fake.objects.undying.add("x");
    await assert.rejects(
      async () => session[Symbol.asyncDispose](),
      /namespaces that are not gone 0.5 s after their deletion:\n {2}x: /,
    );
  });
});
