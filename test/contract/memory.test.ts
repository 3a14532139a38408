import { memoryCluster } from "../../src/cluster/memory.ts";
import { clusterContract } from "./cluster-contract.ts";

clusterContract({ name: "memory", cluster: () => memoryCluster() });
