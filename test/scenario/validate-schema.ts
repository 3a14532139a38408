/** The part of JSON Schema that our schema uses. An unknown keyword is an error, so that nothing passes unjudged. */
type Schema = Readonly<Record<string, unknown>>;

type Judge = (value: unknown, wanted: unknown, schema: Schema, root: Schema, at: string) => readonly string[];

/** What is wrong with a value, each as `/place: reason`. */
export function violations(value: unknown, schema: unknown, root: Schema, at = ""): readonly string[] {
  if (!isObject(schema)) return schema === false ? [`${at}: not allowed`] : [];
  return Object.entries(schema).flatMap(([keyword, wanted]) => {
    const judge = JUDGES[keyword];
    if (judge === undefined) throw new Error(`the validator does not know ${keyword}`);
    return judge(value, wanted, schema, root, at);
  });
}

const silent: Judge = () => [];

const JUDGES: Readonly<Record<string, Judge>> = {
  $schema: silent,
  $defs: silent,
  title: silent,
  description: silent,
  patternProperties: silent,
  $ref: (value, wanted, _, root, at) => {
    const found = String(wanted).slice(2).split("/").reduce<unknown>(under, root);
    return violations(value, found, root, at);
  },
  type: (value, wanted, _, __, at) =>
    [wanted].flat().some((type) => isOfType(value, String(type))) ? [] : [`${at}: is no ${wanted}`],
  enum: (value, wanted, _, __, at) =>
    Array.isArray(wanted) && wanted.includes(value) ? [] : [`${at}: is none of ${wanted}`],
  const: (value, wanted, _, __, at) => (value === wanted ? [] : [`${at}: is not ${wanted}`]),
  pattern: (value, wanted, _, __, at) =>
    typeof value !== "string" || new RegExp(String(wanted), "u").test(value)
      ? []
      : [`${at}: does not match ${wanted}`],
  minimum: (value, wanted, _, __, at) =>
    typeof value === "number" && value < Number(wanted) ? [`${at}: is too small`] : [],
  maximum: (value, wanted, _, __, at) =>
    typeof value === "number" && value > Number(wanted) ? [`${at}: is too large`] : [],
  minLength: (value, wanted, _, __, at) =>
    typeof value === "string" && value.length < Number(wanted) ? [`${at}: is too short`] : [],
  minItems: (value, wanted, _, __, at) =>
    Array.isArray(value) && value.length < Number(wanted) ? [`${at}: is too short`] : [],
  anyOf: (value, wanted, _, root, at) => {
    const found = Array.isArray(wanted) ? wanted.map((one) => violations(value, one, root, at)) : [];
    return found.some((one) => one.length === 0) ? [] : (found[0] ?? []);
  },
  required: (value, wanted, _, __, at) =>
    isObject(value) && Array.isArray(wanted)
      ? wanted.filter((key) => !Object.hasOwn(value, key)).map((key) => `${at}/${key}: is missing`)
      : [],
  properties: (value, wanted, _, root, at) =>
    entriesOf(value).flatMap(([key, one]) => violations(one, under(wanted, key), root, `${at}/${key}`)),
  propertyNames: (value, wanted, _, root, at) =>
    entriesOf(value).flatMap(([key]) => violations(key, wanted, root, `${at}/${key}`)),
  additionalProperties: (value, wanted, schema, root, at) =>
    entriesOf(value)
      .filter(([key]) => under(schema.properties, key) === undefined && !isPatterned(key, schema))
      .flatMap(([key, one]) => violations(one, wanted, root, `${at}/${key}`)),
  items: (value, wanted, _, root, at) =>
    Array.isArray(value)
      ? value.flatMap((one, index) => violations(one, wanted, root, `${at}/${index}`))
      : [],
};

function isPatterned(key: string, { patternProperties }: Schema): boolean {
  return entriesOf(patternProperties).some(([pattern]) => new RegExp(pattern, "u").test(key));
}

function isOfType(value: unknown, type: string): boolean {
  if (type === "null") return value === null;
  if (type === "array") return Array.isArray(value);
  if (type === "object") return isObject(value);
  return type === "integer" ? Number.isInteger(value) : typeof value === type;
}

function entriesOf(value: unknown): readonly [string, unknown][] {
  return isObject(value) ? Object.entries(value) : [];
}

function under(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function isObject(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
