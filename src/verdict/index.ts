export * from "./evidence/lost-pods.ts";
export * from "./judge.ts";
export * from "./next-move.ts";
export * from "./settle-expectations.ts";
export * from "./unmeasured.ts";
