import { localCluster } from "../../src/netns/index.ts";
import { policyRefusal } from "../../src/scenario/index.ts";
import { agentProgram } from "../../src/system/agent-program.ts";
import { local } from "../e2e/support/clusters.ts";
import { clusterContract } from "./cluster-contract.ts";

clusterContract({
  name: "local",
  cluster: () => localCluster({ agent: agentProgram(), run: "contract", refusalOf: policyRefusal }),
  ...(local.skip === undefined ? {} : { skip: local.skip }),
});
