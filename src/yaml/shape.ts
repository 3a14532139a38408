import { z } from "zod";
import { isMapping } from "./field.ts";
import type { ProblemText } from "./problem.ts";

/**
 * The pieces that shapes of YAML are built from. A message may carry a hint after its first line; where zod says the
 * message itself (a wrong type, an unknown key) the first line stays empty. The message for unknown keys is the list
 * of known ones.
 */
function withHint(message: string, hint: string | undefined): string {
  return hint === undefined ? message : `${message}\n${hint}`;
}

/** The two parts of a message made by `withHint`. */
export function splitHint(text: string): { readonly message: string; readonly hint: string | undefined } {
  const end = text.indexOf("\n");
  return end < 0
    ? { message: text, hint: undefined }
    : { message: text.slice(0, end), hint: text.slice(end + 1) };
}

/** A mapping with these keys and no other. */
export function mapping<S extends z.ZodRawShape>(shape: S) {
  return z.strictObject(shape, {
    error: (issue) => (issue.code === "unrecognized_keys" ? Object.keys(shape).join(" ") : undefined),
  });
}

/** A list; `hint` sees what was written in its place. */
export function list<T extends z.ZodType>(item: T, hint?: (written: unknown) => string) {
  return z.array(item, {
    error: ({ code, input }) => (code === "invalid_type" && hint ? withHint("", hint(input)) : undefined),
  });
}

/** A text for which `problem` finds no reason against it; `what` names it in the message. */
export function textWithout(what: string, problem: (text: string) => string | undefined) {
  return z.string().superRefine((text, context) => {
    const reason = problem(text);
    if (reason !== undefined)
      context.addIssue({ code: "custom", message: `${what} ${JSON.stringify(text)} ${reason}` });
  });
}

/** What is wrong with a mapping as a whole, or with what stands at `path` in it. */
export interface ShapeProblem extends ProblemText {
  readonly path?: readonly (string | number)[];
  /** What the API server says of it, if that is known. */
  readonly answer?: string | undefined;
}

/**
 * A mapping that is also judged as a whole, even if parts of it have the wrong shape: all
 * problems come at once; `problems` must therefore not trust the type of a part.
 */
export function judged<T extends z.ZodType>(
  schema: T,
  problems: (value: Readonly<Record<string, unknown>>) => readonly ShapeProblem[],
): T {
  return schema.superRefine(
    (value: unknown, context) => {
      for (const { path = [], message, hint, answer } of isMapping(value) ? problems(value) : [])
        context.addIssue({
          code: "custom",
          path: [...path],
          message: withHint(message, hint),
          params: { answer },
        });
    },
    { when: () => true },
  );
}

/** What editors are shown in place of shapes that are judged later, by definition, which copies of a shape share. */
const SHOWN = new WeakMap<object, z.ZodType>();

/** The shape that editors are shown in place of this one, if there is one. */
export function shownInPlaceOf({ _zod: { def } }: z.core.$ZodType): z.ZodType | undefined {
  return SHOWN.get(def);
}

/** Anything, as far as a shape is concerned: whoever reads it judges it. Editors are shown `as`. */
export function judgedLater(as: z.ZodType): z.ZodUnknown {
  return shownAs(z.unknown(), as);
}

/** A mapping with any keys, whose values are judged later. Editors are shown keys and values like these. */
export function judgedEach(key: z.ZodString, value: z.ZodType) {
  return shownAs(z.record(z.string(), z.unknown()), z.record(key, value));
}

function shownAs<T extends z.ZodType>(schema: T, as: z.ZodType): T {
  SHOWN.set(schema._zod.def, as);
  return schema;
}
