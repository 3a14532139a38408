/** Opens a local cluster, says so, and closes it when its stdin ends. */
import { once } from "node:events";
import { pod, service } from "../model/build.ts";
import { testCluster, worldOf } from "./test-cluster.ts";

const { signal } = new AbortController();
const session = await testCluster().open(
  { ...worldOf([pod("x/a"), pod("x/b")]), services: [service("x/web", {})] },
  signal,
);
console.log("open");
process.stdin.resume();
await once(process.stdin, "end");
await session[Symbol.asyncDispose]();
