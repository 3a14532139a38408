import assert from "node:assert/strict";
import type { Flow } from "../../../src/model/index.ts";
import { flowLines } from "../../../src/report/words/flow-list.ts";
import { cell, flowsBetween } from "../report-builder.ts";

const PODS = ["x/a", "x/b", "x/c", "y/a", "y/b"];

function flows(names: readonly string[]): readonly Flow[] {
  return names.map((name) => cell(name).flow);
}

function lines(names: readonly string[], ports: readonly string[] = ["80"]): readonly string[] {
  return flowLines(flows(names), flows(flowsBetween(PODS, ports)));
}

/** Those of the step's flows whose name matches. */
function chosen(pattern: RegExp, ports: readonly string[] = ["80"]): readonly string[] {
  return flowsBetween(PODS, ports).filter((name) => pattern.test(name));
}

describe("flows written like rules", () => {
  it("is the flow itself when it is one", () => {
    assert.deepEqual(lines(["x/a -> y/b:80"]), ["x/a -> y/b:80"]);
  });

  it("joins the sources of a target and the targets of those sources", () => {
    assert.deepEqual(lines(["x/a -> y/b:80", "x/b -> y/b:80", "x/a -> y/a:80", "x/b -> y/a:80"]), [
      "x/a, x/b -> y/*:80",
    ]);
  });

  it("joins ports, and says so when it is all of many", () => {
    const ports = ["80", "81", "53/UDP"];
    assert.deepEqual(lines(["x/a -> y/b:80", "x/a -> y/b:53/UDP"], ports), ["x/a -> y/b:80, 53/UDP"]);
    assert.deepEqual(lines(chosen(/^x\/a -> y\/b/, ports), ports), ["x/a -> y/b (all 3 ports)"]);
  });

  it("says * for every other pod, and ns/* for all of a namespace", () => {
    assert.deepEqual(lines(chosen(/-> x/)), ["* -> x/*:80"]);
    assert.deepEqual(lines(chosen(/./)), ["* -> *:80"]);
    assert.deepEqual(lines(chosen(/^y.* -> x\/a/)), ["y/* -> x/a:80"]);
  });

  it("does not say ns/* when one pod of it is missing", () => {
    assert.deepEqual(lines(["x/a -> y/a:80", "x/b -> y/a:80"]), ["x/a, x/b -> y/a:80"]);
  });

  it("takes a pod and itself into account where the step does", () => {
    const all = flows(["x/a -> x/a:80", "x/b -> x/a:80", "x/c -> x/a:80"]);
    assert.deepEqual(flowLines(flows(["x/b -> x/a:80", "x/c -> x/a:80"]), all), ["x/b, x/c -> x/a:80"]);
  });

  it("counts the rest when names would fill the line", () => {
    const many = Array.from({ length: 20 }, (_, index) => `n${index}/p`);
    const all = flows(flowsBetween([...many, "z/p"]));
    const some = many.slice(0, 15).map((source) => `${source} -> z/p:80`);
    const [line = ""] = flowLines(flows(some), all);
    assert.match(line, /^n0\/p, .*, n7\/p and 7 more -> z\/p:80$/);
  });

  it("keeps apart what is addressed in different ways, and says how", () => {
    const addressings = ["", " via cluster-ip", " via cluster-ip over ipv6"];
    const all = addressings.flatMap((addressing) => flowsBetween(PODS).map((name) => `${name}${addressing}`));
    const some = all.filter((name) => /-> y\/b:80( via|$)/.test(name) && !name.startsWith("x/a"));
    assert.deepEqual(flowLines(flows(some), flows(all)), [
      "x/b, x/c, y/a -> y/b:80",
      "x/b, x/c, y/a -> y/b:80 via cluster-ip",
      "x/b, x/c, y/a -> y/b:80 via cluster-ip over ipv6",
    ]);
  });
});
