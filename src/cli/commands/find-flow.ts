import {
  type ClusterState,
  type Flow,
  type FlowKinds,
  flowName,
  flowsAmong,
  type Parties,
  type PodRef,
  partiesOf,
  partyOf,
  targetsAmong,
  viaOf,
} from "../../model/index.ts";
import { oneLine } from "../../safe-text/index.ts";
import { suggest } from "../../yaml/suggest.ts";
import { InputError } from "../input-error.ts";

const FORM = "a flow is written: x/a -> y/b:80[/UDP] [via cluster-ip] [over ipv6]";

/** More cells than help in a message. */
const MOST_LISTED = 12;

interface Wanted {
  readonly source: string;
  readonly target: string;
  /** A number or a name. */
  readonly port?: string;
  readonly protocol?: string;
  readonly via?: string;
  readonly family?: string;
}

/** What is searched for a flow. `aliases`: other names of pods. */
interface Searched {
  readonly state: ClusterState;
  readonly kinds: FlowKinds;
  /** Those in which a flow may begin and end; all if left out. */
  readonly namespaces?: readonly string[] | undefined;
  readonly aliases?: ReadonlyMap<string, PodRef> | undefined;
}

/**
 * The cells of a step that a text names, as reports do or as rules do: a port by number or name, TCP if a number has no
 * protocol. What is left out may be anything: without a port it is every one that the target serves.
 *
 * @throws InputError if there is none, with the cells that there are.
 */
export function findFlows(text: string, { kinds, aliases, ...world }: Searched): readonly Flow[] {
  const state = within(world.state, world.namespaces);
  const wanted = parseFlow(text);
  const isMeant = (ref: PodRef, written: string): boolean => ref === written || aliases?.get(written) === ref;
  // The cells of a large world are too many to be made for one of them.
  const sources = state.pods.filter(({ ref }) => isMeant(ref, wanted.source));
  const cells = flowsAmong(state, kinds, sources).filter(({ target }) => isMeant(target, wanted.target));
  const named = cells.find((cell) => flowName(cell) === text.trim());
  if (named !== undefined) return [named];
  const parties = partiesOf(state);
  const found = cells.filter((cell) => fits(wanted, cell, parties));
  if (found.length > 0) return found;
  throw new InputError(
    `there is no cell ${oneLine(text)}\n  ${hintFor(wanted, cells, { state, kinds, aliases })}`,
  );
}

/** What of a world may be a flow's end. */
function within(state: ClusterState, namespaces: readonly string[] | undefined): ClusterState {
  if (namespaces === undefined) return state;
  const isInside = ({ namespace }: { readonly namespace: string }): boolean => namespaces.includes(namespace);
  return { ...state, pods: state.pods.filter(isInside), services: state.services.filter(isInside) };
}

function parseFlow(text: string): Wanted {
  const [, source, target, port, protocol, via, family] =
    /^\s*(\S+?)\s*->\s*([^\s:]+)(?::([^\s/]+)(?:\/(\w+))?)?(?:\s+via\s+(\S+))?(?:\s+over\s+(\S+))?\s*$/.exec(
      text,
    ) ?? [];
  if (source === undefined || target === undefined)
    throw new InputError(`${JSON.stringify(text)} is no flow\n  ${FORM}`);
  const isNumber = port !== undefined && /^\d+$/.test(port);
  return {
    source,
    target,
    ...(port === undefined ? {} : { port }),
    ...(protocol === undefined && !isNumber ? {} : { protocol: protocol ?? "TCP" }),
    ...(via === undefined ? {} : { via }),
    ...(family === undefined ? {} : { family }),
  };
}

function fits({ port, protocol, via, family }: Wanted, cell: Flow, parties: Parties): boolean {
  return (
    (port === undefined || port === `${cell.port}` || port === nameOfPort(cell, parties)) &&
    (protocol === undefined || protocol === cell.protocol) &&
    (via === undefined || via === viaOf(cell)) &&
    (family === undefined || family === cell.family)
  );
}

function nameOfPort(flow: Flow, parties: Parties): string | undefined {
  const ports = partyOf(flow, parties)?.ports ?? [];
  return ports.find(({ port, protocol }) => port === flow.port && protocol === flow.protocol)?.name;
}

/** Of what is wrong the first: the source, the target, or how the target is dialed. */
function hintFor(
  { source, target }: Wanted,
  between: readonly Flow[],
  { state, kinds, aliases = new Map() }: Searched,
): string {
  const isThere = new Set(state.pods.map(({ ref }) => ref));
  const others = [...aliases].filter(([, ref]) => isThere.has(ref));
  const sources: readonly string[] = [...others.map(([alias]) => alias), ...isThere];
  const ends = new Set(targetsAmong(state, kinds.via).map((each) => each.target));
  const targets: readonly string[] = [
    ...others.flatMap(([alias, ref]) => (ends.has(ref) ? alias : [])),
    ...ends,
  ];
  if (!sources.includes(source)) return suggest(source, sources, "cells begin at") ?? "the step has no cells";
  if (!targets.includes(target)) return suggest(target, targets, "cells end at") ?? "the step has no cells";
  if (between.length === 0) return "a pod's flows to itself are cells only with loopback: true";
  return `from ${source} to ${target} there are\n${listed(between)}`;
}

function listed(cells: readonly Flow[]): string {
  const rest = cells.length - MOST_LISTED;
  const names = cells.slice(0, MOST_LISTED).map((cell) => `    ${flowName(cell)}`);
  return [...names, ...(rest > 0 ? [`    and ${rest} more`] : [])].join("\n");
}
