import { perObject } from "../../system/per-object.ts";
import { isMapping } from "../../yaml/field.ts";
import type { ProblemText } from "../../yaml/problem.ts";
import { suggest } from "../../yaml/suggest.ts";

/**
 * The names that a step may use: of what is there, those with a problem included: one mistake is reported once.
 * `elsewhere` are all pods and namespaces that some step of the file creates.
 */
export interface Names {
  readonly namespaces: readonly string[];
  readonly pods: readonly string[];
  readonly services: readonly string[];
  readonly elsewhere: readonly string[];
}

const setOf = perObject((names: readonly string[]) => new Set(names));

/** Whether a name is in a list; a list that is asked again and again is read once. */
export function isAmong(name: string, names: readonly string[]): boolean {
  return setOf(names).has(name);
}

/** Why there is no such pod at this step. */
export function podProblem(name: string, names: Names): ProblemText | undefined {
  return isAmong(name, names.pods) ? undefined : missing("pod", name, names.pods, names);
}

/** Why there is no such namespace at this step. */
export function namespaceProblem(name: string, names: Names): ProblemText | undefined {
  return isAmong(name, names.namespaces) ? undefined : missing("namespace", name, names.namespaces, names);
}

function missing(kind: string, name: string, known: readonly string[], { elsewhere }: Names): ProblemText {
  if (isAmong(name, elsewhere))
    return {
      message: `there is no ${kind} ${JSON.stringify(name)} at this point`,
      hint: "it is created later, or has been removed",
    };
  return {
    message: `unknown ${kind} ${JSON.stringify(name)}`,
    hint: suggest(name, known, `declared ${kind}s`),
  };
}

/** The names after a `create`, whatever is wrong with its content. */
export function namesAfterCreate(names: Names, created: unknown): Names {
  const { namespaces, pods } = isMapping(created) ? created : {};
  return {
    ...names,
    namespaces: [...names.namespaces, ...keysOf(namespaces)],
    pods: [...names.pods, ...keysOf(pods)],
  };
}

/** The names after a `remove`: with a namespace goes all that is in it. */
export function namesAfterRemove(names: Names, removed: unknown): Names {
  const gone = Array.isArray(removed) ? removed : [];
  const stays = (name: string): boolean => !gone.includes(name) && !gone.includes(name.split("/")[0]);
  return {
    ...names,
    namespaces: names.namespaces.filter(stays),
    pods: names.pods.filter(stays),
    services: names.services.filter((name) => !gone.includes(name.split("/")[0])),
  };
}

export function keysOf(value: unknown): readonly string[] {
  return isMapping(value) ? Object.keys(value) : [];
}
