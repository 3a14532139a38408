export * from "./judge.ts";
export * from "./next-move.ts";
