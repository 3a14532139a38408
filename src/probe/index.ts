export * from "./probe-rounds.ts";
