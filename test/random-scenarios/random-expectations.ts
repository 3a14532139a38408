import fc from "fast-check";
import {
  type ClusterState,
  type Flow,
  type FlowKinds,
  isLoopback,
  type PredictedCell,
  type PredictedStep,
  partiesOf,
  partyOf,
  viaOf,
} from "../../src/model/index.ts";
import { meaning } from "../../src/verdict/index.ts";
import type { Document } from "./written.ts";

/** What a step is to expect. Numbers count modulo what there is. */
export interface ExpectWish {
  readonly default: "predicted" | "any";
  readonly rules: readonly RuleWish[];
  /** A cell for whose port there is to be a table. */
  readonly table?: number;
  /** The step is to expect something wrong, and to say so. */
  readonly xfail: boolean;
}

/** `as`: known beforehand, where no addresses decide, or one of the words that are always right. */
interface RuleWish {
  readonly cell: number;
  readonly as: "known" | "predicted" | "any";
  readonly source: number;
  readonly target: number;
  readonly port: number;
  readonly addressed: boolean;
}

const nat = fc.nat({ max: 999 });

export const expectWish: fc.Arbitrary<ExpectWish> = fc.record(
  {
    default: fc.constantFrom("predicted", "predicted", "predicted", "any"),
    rules: fc.array(
      fc.record({
        cell: nat,
        as: fc.constantFrom("known", "predicted", "any"),
        source: nat,
        target: nat,
        port: nat,
        addressed: fc.boolean(),
      }),
      { maxLength: 4 },
    ),
    table: nat,
    xfail: fc.nat({ max: 19 }).map((number) => number === 19),
  },
  { requiredKeys: ["default", "rules", "xfail"] },
);

/** A step at the time when it is measured. `known`: no block of addresses decides what is predicted. */
export interface Predicted {
  readonly step: PredictedStep;
  readonly state: ClusterState;
  readonly kinds: FlowKinds;
  readonly known: boolean;
}

/** `expect` of a step, and `xfail` beside it, as a scenario writes them. */
export function writtenExpectation(wish: ExpectWish, { step, state, kinds, known }: Predicted): Document {
  const cells = step.cells.filter(({ flow }) => !isLoopback(flow));
  const rules = wish.rules.flatMap((rule) => {
    const cell = cells[rule.cell % Math.max(1, cells.length)];
    if (cell === undefined) return [];
    return rule.as === "known"
      ? known
        ? knownRule(cell, kinds)
        : []
      : patternRule(rule, cell.flow, { state, kinds });
  });
  const shown =
    wish.table === undefined ? undefined : step.cells[wish.table % Math.max(1, step.cells.length)];
  const allowed =
    known && wish.xfail ? cells.find(({ decision }) => meaning(decision) === "allow") : undefined;
  const wrong = allowed === undefined ? [] : [`deny ${exactly(allowed.flow, kinds)}`];
  return {
    expect: {
      default: wish.default,
      ...(shown === undefined ? {} : { table: tableOf(shown.flow, step.cells, { state, known }) }),
      rules: [...rules, ...wrong],
    },
    ...(allowed === undefined ? {} : { xfail: "it is wrong on purpose" }),
  };
}

function knownRule({ flow, decision }: PredictedCell, kinds: FlowKinds): readonly string[] {
  return [`${meaning(decision)} ${exactly(flow, kinds)}`];
}

function exactly(flow: Flow, { families }: FlowKinds): string {
  const { source, target, port, protocol } = flow;
  const over = families.length === 0 ? "" : ` over ${flow.family}`;
  return `${source} -> ${target}:${port}/${protocol} via ${viaOf(flow)}${over}`;
}

/** A rule that speaks of a cell, by patterns. */
function patternRule(
  { as, ...wish }: RuleWish,
  flow: Flow,
  { state, kinds }: { readonly state: ClusterState; readonly kinds: FlowKinds },
): readonly string[] {
  const parties = partiesOf(state);
  const [namespace = "", name = ""] = flow.source.split("/");
  const [inside] = flow.target.split("/");
  const label = Object.entries(parties.pods.get(flow.source)?.labels ?? {})
    .map((pair) => pair.join("="))
    .at(0);
  const labelled = label === undefined ? [] : [`{${label}}`, `${namespace}/{${label}}`];
  const source = pick([flow.source, `${namespace}/*`, `*/${name}`, "*", ...labelled], wish.source);
  const target = pick([flow.target, `${inside}/*`, "*"], wish.target);
  const served = partyOf(flow, parties)?.ports.find(
    ({ port, protocol }) => port === flow.port && protocol === flow.protocol,
  );
  const { port, protocol } = flow;
  const ports = ["", `:${port}/${protocol}`, `:${port - 1}-${port}/${protocol}`, `:*/${protocol}`];
  const where = pick([...ports, ...(served?.name === undefined ? [] : [`:${served.name}`])], wish.port);
  const over = kinds.families.length === 0 ? "" : ` over ${flow.family}`;
  return [`${as} ${source} -> ${target}${where}${wish.addressed ? ` via ${viaOf(flow)}${over}` : ""}`];
}

/** The table of a flow's port, in which what is not known is `?`. */
function tableOf(
  { port, protocol }: Flow,
  all: readonly PredictedCell[],
  { state, known }: { readonly state: ClusterState; readonly known: boolean },
): Document {
  const cells = all.filter(({ flow }) => flow.port === port && flow.protocol === protocol);
  const columns = [...new Set(cells.map(({ flow }) => flow.target))];
  const rows = state.pods.map(({ ref }) => {
    const marks = columns.map((target) =>
      markOf(
        cells.filter(({ flow }) => flow.source === ref && flow.target === target),
        known,
      ),
    );
    return [ref, ...marks].join(" ");
  });
  return { [`${protocol}/${port}`]: `${["to", ...columns].join(" ")}\n${rows.join("\n")}\n` };
}

function markOf(cells: readonly PredictedCell[], known: boolean): string {
  if (cells.length === 0) return "-";
  if (!known || cells.some(({ flow }) => isLoopback(flow))) return "?";
  const meanings = new Set(cells.map(({ decision }) => meaning(decision)));
  const [only] = meanings;
  return meanings.size > 1 || only === "any" ? "?" : only === "allow" ? "." : "X";
}

function pick(among: readonly string[], index: number): string {
  return among[index % among.length] ?? "";
}
