/** Which folder may import which, and why. `npm run check:imports` holds the line. */
const only = (folder, allowed, comment) => ({
  name: `${folder.replaceAll("/", "-")}-imports`,
  severity: "error",
  comment,
  from: { path: `^src/${folder}/` },
  to: { pathNot: [`^src/${folder}/`, ...allowed] },
});
const SRC = (name) => `^src/${name}(/|\\.ts$)`;
const NPM = (name) => `(^|/)node_modules/${name}/`;

export default {
  forbidden: [
    {
      name: "no-cycles",
      severity: "error",
      comment: "A cycle means that two ideas are one, or that one of them is in the wrong place.",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-orphans",
      severity: "error",
      comment: "A file that nothing imports is dead: delete it.",
      from: { orphan: true, path: "^src/", pathNot: ["^src/(index|cli/main|agent/main)\\.ts$"] },
      to: {},
    },
    {
      name: "not-to-dev-types",
      severity: "error",
      comment: "Everything imported must resolve.",
      from: {},
      to: { couldNotResolve: true },
    },
    only("model", [], "The nouns stand alone, so that every stage can share them."),
    only(
      "policy",
      [SRC("model"), NPM("ipaddr.js")],
      "The evaluator is pure: policies, pods and a flow in, a decision out.",
    ),
    only(
      "verdict",
      [SRC("model")],
      "Judging is pure: it sees what was expected and what was observed, never a cluster.",
    ),
    only(
      "report",
      [SRC("model"), NPM("cli-table3"), NPM("picocolors")],
      "A report is text made from a Report; it measures and decides nothing.",
    ),
    only(
      "scenario",
      [SRC("model"), NPM("yaml"), NPM("zod"), NPM("ipaddr.js")],
      "Parsing is pure: text in, Scenario or problems out; the caller reads files.",
    ),
    only(
      "lint",
      [SRC("model"), SRC("policy/policy-types"), SRC("scenario"), NPM("yaml"), NPM("ipaddr.js")],
      "Linting is pure: texts in, findings out; it knows manifests and meanings, and measures nothing.",
    ),
    only(
      "plan",
      [SRC("model"), SRC("policy"), NPM("ipaddr.js")],
      "Planning is pure: a Plan can be printed without a cluster.",
    ),
    only(
      "suite",
      [SRC("model"), SRC("plan"), SRC("cluster/port"), "^(node:)?path/posix$"],
      "A suite is chosen and scheduled without a cluster or a file at hand: both come in as functions.",
    ),
    only(
      "probe",
      [SRC("model"), SRC("cluster/port"), SRC("system/clock"), NPM("p-limit")],
      "Measurement does not know what is expected.",
    ),
    only(
      "channel",
      [SRC("model"), SRC("cluster/port"), SRC("agent/protocol"), SRC("system")],
      "Our end of the agent's wire, shared by the adapters.",
    ),
    only(
      "kubernetes",
      [
        SRC("model"),
        SRC("cluster/port"),
        SRC("cluster/check-protocols"),
        SRC("channel"),
        SRC("agent/protocol"),
        SRC("system"),
        NPM("@kubernetes/client-node"),
        NPM("ws"),
        NPM("@types/ws"),
        NPM("p-limit"),
        "^(node:)?(https?|net|tls|stream|fs|path|os|url|events|crypto|timers)(/promises)?$",
      ],
      "An adapter knows the port and its cluster, never the plan, the verdict or another adapter.",
    ),
    only(
      "netns",
      [
        SRC("model"),
        SRC("cluster/port"),
        SRC("cluster/accept-changes"),
        SRC("cluster/check-protocols"),
        SRC("channel"),
        SRC("agent/protocol"),
        SRC("system"),
        NPM("execa"),
        NPM("ipaddr.js"),
        "^(node:)?(child_process|net|stream|fs|path|os|url|events|readline|timers)(/promises)?$",
      ],
      "netns never imports policy: enforcement and prediction are two independent readings of the API.",
    ),
    only(
      "netns/topology",
      [SRC("model"), SRC("cluster/port")],
      "Where everything is, and the scripts that build it: pure text, which the box runs.",
    ),
    only(
      "netns/rules",
      [SRC("model"), SRC("netns/topology"), NPM("ipaddr.js")],
      "Compiling policies is pure: a state in, rules out; nothing is run, so rules can be read without a box.",
    ),
    only(
      "netns/box",
      [
        SRC("cluster/port"),
        SRC("system"),
        NPM("execa"),
        "^(node:)?(child_process|fs|path|readline|stream|timers)(/promises)?$",
      ],
      "The box runs scripts and programs without knowing what they are for.",
    ),
    only(
      "netns/agents",
      [
        SRC("model"),
        SRC("cluster/port"),
        SRC("channel"),
        SRC("agent/protocol"),
        SRC("system"),
        SRC("netns/box"),
        SRC("netns/topology"),
        NPM("execa"),
        "^(node:)?(child_process|readline)(/promises)?$",
      ],
      "An agent knows its pod and the box that it runs in, not the rules that its packets meet.",
    ),
    only(
      "agent",
      ["^(node:)?(net|dgram|dns|readline|process)$"],
      "The agent bundles to one small file that any Node runs.",
    ),
    {
      name: "cluster-port-is-pure",
      severity: "error",
      comment: "The port speaks the model's words only.",
      from: { path: "^src/cluster/port\\.ts$" },
      to: { pathNot: ["^src/model/"] },
    },
    {
      name: "memory-cluster-answers-from-policy",
      severity: "error",
      comment: "The in-memory cluster is the evaluator behind the port.",
      from: { path: "^src/cluster/memory" },
      to: { pathNot: ["^src/(model|policy|cluster)/", "^src/system/clock\\.ts$"] },
    },
    {
      name: "client-node-only-in-kubernetes",
      severity: "error",
      comment: "One folder knows Kubernetes' client, so one folder knows its traps.",
      from: { path: "^src/", pathNot: "^src/kubernetes/" },
      to: { path: "node_modules/(@kubernetes/client-node|ws)/" },
    },
    {
      name: "run-takes-a-cluster",
      severity: "error",
      comment: "run.ts is handed a Cluster; only cli/ chooses one.",
      from: { path: "^src/run\\.ts$" },
      to: { path: "^src/(kubernetes|netns|cli|cluster/memory)" },
    },
    {
      name: "only-cli-composes",
      severity: "error",
      comment: "cli/ is the composition root: nothing imports it.",
      from: { path: "^src/", pathNot: "^src/cli/" },
      to: { path: "^src/cli/" },
    },
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
