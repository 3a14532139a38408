import { memoryCluster } from "../../src/cluster/memory.ts";
import { policyRefusal } from "../../src/scenario/index.ts";
import { clusterContract } from "./cluster-contract.ts";

clusterContract({ name: "memory", cluster: () => memoryCluster({ refusalOf: policyRefusal }) });
