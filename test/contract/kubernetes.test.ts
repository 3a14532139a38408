import { readFileSync } from "node:fs";
import { kubernetesCluster } from "../../src/kubernetes/index.ts";
import { agentProgram } from "../../src/system/agent-program.ts";
import { kubernetes } from "../e2e/support/clusters.ts";
import { clusterContract } from "./cluster-contract.ts";

clusterContract({
  name: "kubernetes",
  cluster: () =>
    kubernetesCluster({
      context: process.env.NETVERDICT_E2E_CONTEXT ?? "",
      run: "contract",
      agentSource: readFileSync(agentProgram(), "utf8"),
    }),
  ...(kubernetes.skip === undefined ? {} : { skip: kubernetes.skip }),
});
