import fc from "fast-check";
import { type IpFamily, VIAS, type Via } from "../../src/model/index.ts";
import { type Files, Progress } from "./progress.ts";
import { type ExpectWish, expectWish } from "./random-expectations.ts";
import { randomSpec } from "./random-policies.ts";
import { NOTHING, type StepWish, stepWish } from "./random-steps.ts";
import { ALWAYS, mapped, type RandomWorld, randomWorld } from "./random-world.ts";
import { type Document, declared, manifestsOf } from "./written.ts";

/** A scenario as its file says it, but for what is expected, and the files beside it. */
export interface Draft {
  readonly document: Document;
  readonly steps: readonly Document[];
  readonly files: Files;
  /** What is to be expected of each step. */
  readonly expect: readonly ExpectWish[];
  /** Its only step is written at the top. */
  readonly flat: boolean;
}

interface Wishes {
  readonly world: RandomWorld;
  readonly steps: readonly StepWish[];
  readonly expect: readonly ExpectWish[];
  readonly head: Document;
  readonly via: readonly Via[] | undefined;
  readonly families: readonly IpFamily[];
  readonly loopback: boolean;
  readonly flat: boolean;
  readonly replicas: boolean;
  readonly parameter: boolean;
}

/** What says nothing about what is measured. */
const head: fc.Arbitrary<Document> = fc.record(
  {
    description: fc.constant("made at random"),
    tags: fc.constant(["random", "all-keys"]),
    requires: fc.constant(["services", "nodes>=2"]),
    timeouts: fc.constantFrom({ settle: "6s" }, { settle: "6s", hold: 1 }, { settle: "6s", probe: "400ms" }),
  },
  { requiredKeys: ["timeouts"] },
);

const rarely = fc.nat({ max: 7 }).map((number) => number === 7);

/**
 * Scenarios that use every key of the language but SCTP ports, of which a cluster may lack the probes. Most expect what is
 * predicted, or what is known to be predicted.
 *
 * @param families - those that the cluster has.
 * @param vias - the ways in which it can be asked for targets.
 */
export function randomScenario(
  families: readonly IpFamily[],
  vias: readonly Via[] = VIAS,
): fc.Arbitrary<Draft> {
  const wish = stepWish(randomSpec({ ...ALWAYS, families }));
  return fc
    .record<Wishes>({
      world: fc.oneof({ weight: 2, arbitrary: randomWorld(false) }, randomWorld(true)),
      steps: fc.tuple(wish, fc.array(wish, { maxLength: 4, size: "max" })).map(([a, b]) => [a, ...b]),
      expect: fc.array(expectWish, { minLength: 5, maxLength: 5 }),
      head,
      via: fc.option(fc.subarray([...vias], { minLength: 1 }), { nil: undefined }),
      families: fc.subarray([...families]),
      loopback: fc.boolean(),
      flat: rarely,
      replicas: fc.boolean(),
      parameter: rarely,
    })
    .map(draftOf);
}

function draftOf(wishes: Wishes): Draft {
  const { via, families, loopback, expect, flat, parameter } = wishes;
  const world = sound(wishes.world, via);
  const files: Files = new Map();
  const progress = new Progress(world, files);
  const wanted = flat ? wishes.steps.slice(0, 1).map(({ apply }) => ({ ...NOTHING, apply })) : wishes.steps;
  const steps = wanted.map((wish, index) => ({ name: `step ${index + 1}`, ...progress.carryOut(wish) }));
  const document = {
    name: parameter ? "random ${case}" : "random",
    ...wishes.head,
    ...(parameter ? PARAMETERS : {}),
    ...deployed(world, wishes.replicas, files),
    namespaces: namespacesOf(world, parameter),
    ...declared(world),
    ...(via === undefined ? {} : { via: via.length === 1 ? via[0] : via }),
    ...(families.length === 0 ? {} : { families }),
    ...(loopback ? { loopback } : {}),
  };
  return { document, steps, files, expect, flat };
}

/** Two of four combinations; the label that they give decides about policies with `team`. */
const PARAMETERS = {
  parameters: { team: ["red", "blue"], other: ["a", "b"] },
  skip: [{ other: "b" }],
};

function namespacesOf({ namespaces }: RandomWorld, parameter: boolean): Document {
  return Object.fromEntries(
    [...namespaces].map(([name, labels]) => [
      name,
      { labels: parameter && name === "x" ? { ...labels, team: "${team}" } : labels },
    ]),
  );
}

/** Headless Services have cells by name only. Replicas are made of what the manifests have. */
function sound(world: RandomWorld, via: readonly Via[] | undefined): RandomWorld {
  const byName = via?.includes("service") ?? false;
  return {
    ...world,
    services: mapped(world.services, (each) => ({ ...each, headless: each.headless && byName })),
  };
}

function deployed(world: RandomWorld, isFolder: boolean, files: Files): Document {
  const manifests = manifestsOf(world);
  if (manifests.length === 0) return {};
  files.set("app/all.yaml", manifests);
  return { manifests: [{ file: isFolder ? "app/" : "app/all.yaml", replicas: 2 }] };
}
