import { memoryCluster } from "../../src/cluster/memory.ts";
import { policyRefusal } from "../../src/scenario/index.ts";
import { clusterContract } from "./cluster-contract.ts";

clusterContract({ name: "memory", cluster: () => memoryCluster({ refusalOf: policyRefusal }) });
clusterContract({
  name: "memory that offers no SCTP",
  cluster: () =>
    memoryCluster({ refusalOf: policyRefusal, capabilities: { lacks: { sctp: "SCTP is not offered" } } }),
});
