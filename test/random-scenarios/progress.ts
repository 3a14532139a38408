import type { StepWish } from "./random-steps.ts";
import { ALWAYS, type Labels, type RandomWorld } from "./random-world.ts";
import { REFUSED } from "./refused-manifests.ts";
import { type Document, writtenPod } from "./written.ts";

/** Files beside a scenario, by their paths. */
export type Files = Map<string, readonly Document[]>;

const USUAL = { permanent: [...ALWAYS.namespaces, ...ALWAYS.pods], spare: "z" };

/** What has become of a world so far, as far as later steps have to know it. Steps are carried out one after another. */
export class Progress {
  readonly #policies = new Set<string>();
  readonly #labels = new Map<string, Labels>();
  readonly #files: Files;
  readonly #permanent: ReadonlySet<string>;
  readonly #spare: string;

  /**
   * @param permanent - pods and namespaces that no step may remove.
   * @param spare - a namespace that steps may create.
   */
  constructor(
    world: RandomWorld,
    files: Files,
    { permanent, spare }: { readonly permanent: readonly string[]; readonly spare: string } = USUAL,
  ) {
    this.#files = files;
    this.#permanent = new Set(permanent);
    this.#spare = spare;
    for (const [name, labels] of world.namespaces) this.#labels.set(name, labels);
    for (const [ref, { labels, deployed = 1 }] of world.pods)
      for (const each of [ref, `${ref}-2`].slice(0, deployed)) this.#labels.set(each, labels);
  }

  /** The actions of a step, those that are possible now, and the world after them. */
  carryOut(wish: StepWish): Document {
    const actions: Document = {
      ...listed("apply", this.#apply(wish)),
      ...mapping("patch", this.#patch(wish)),
      ...listed("delete", this.#delete(wish)),
      ...mapping("label", this.#label(wish)),
      ...mapping("unlabel", this.#unlabel(wish)),
      ...mapping("create", this.#create(wish)),
      ...listed("remove", this.#remove(wish)),
      ...listed("restart", this.#restart(wish)),
      ...(wish.waits ? { wait: "20ms" } : {}),
    };
    return { ...actions, ...listed("refused", this.#refused(wish)) };
  }

  get #namespaces(): readonly string[] {
    return [...this.#labels.keys()].filter((name) => !name.includes("/"));
  }

  get #pods(): readonly string[] {
    return [...this.#labels.keys()].filter((name) => name.includes("/"));
  }

  #apply({ apply }: StepWish): readonly unknown[] {
    const wanted = new Map(
      apply.map((each) => [`${chosen(this.#namespaces, each.namespace)}/p${each.name}`, each]),
    );
    return [...wanted].map(([ref, { spec, form }]) => {
      this.#policies.add(ref);
      const [namespace, name] = ref.split("/");
      if (form === "inline") return { metadata: { namespace, name }, spec };
      const file = `policies/${this.#files.size + 1}.yaml`;
      const head = { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy" };
      const metadata = form === "placed" ? { name } : { name, namespace };
      this.#files.set(file, [{ ...head, metadata, spec }]);
      return form === "placed" ? { file, namespace } : file;
    });
  }

  #patch({ patch }: StepWish): Document {
    const inForce = [...this.#policies];
    return Object.fromEntries(
      patch.flatMap((each) => {
        const policy = chosen(inForce, each.policy);
        return policy === undefined ? [] : [[policy, each.patch]];
      }),
    );
  }

  #delete({ delete: wanted }: StepWish): readonly string[] {
    return wanted.flatMap(({ policy, reach }) => {
      const ref = chosen([...this.#policies], policy);
      if (ref === undefined) return [];
      const [namespace] = ref.split("/");
      const isMeant = (each: string): boolean =>
        reach === "all" || (reach === "one" ? each === ref : each.startsWith(`${namespace}/`));
      for (const each of [...this.#policies].filter(isMeant)) this.#policies.delete(each);
      return { one: ref, namespace: `${namespace}/*`, all: "all" }[reach];
    });
  }

  #label({ label }: StepWish): Document {
    const written: Record<string, Labels> = {};
    for (const {
      object,
      label: [key, value],
    } of label) {
      const name = chosen([...this.#labels.keys()], object) ?? "";
      written[name] = { ...written[name], [key]: value };
      this.#labels.set(name, { ...this.#labels.get(name), [key]: value });
    }
    return written;
  }

  #unlabel({ unlabel }: StepWish): Document {
    const written: Record<string, readonly string[]> = {};
    for (const { object, key } of unlabel) {
      const name = chosen([...this.#labels.keys()], object) ?? "";
      const { [key]: value, ...rest } = this.#labels.get(name) ?? {};
      if (value === undefined) continue;
      written[name] = [...(written[name] ?? []), key];
      this.#labels.set(name, rest);
    }
    return written;
  }

  #create({ create }: StepWish): Document {
    const namespaces: Record<string, Document> = {};
    const pods: Record<string, Document> = {};
    for (const { namespace, pod } of create) {
      const isNew = typeof namespace === "object" && !this.#labels.has(this.#spare);
      const where = isNew
        ? this.#spare
        : chosen(this.#namespaces, typeof namespace === "object" ? 0 : namespace);
      const ref = ["n", "m"].map((name) => `${where}/${name}`).find((each) => !this.#labels.has(each));
      if (ref === undefined) continue;
      if (isNew) {
        namespaces[this.#spare] = { labels: namespace };
        this.#labels.set(this.#spare, namespace);
      }
      pods[ref] = writtenPod(pod);
      this.#labels.set(ref, pod.labels);
    }
    return { ...mapping("namespaces", namespaces), ...mapping("pods", pods) };
  }

  #remove({ remove }: StepWish): readonly string[] {
    return remove.flatMap((index) => {
      const name = chosen(
        [...this.#labels.keys()].filter((each) => !this.#permanent.has(each)),
        index,
      );
      if (name === undefined) return [];
      const isGone = (each: string): boolean => each === name || each.startsWith(`${name}/`);
      for (const each of [...this.#labels.keys()].filter(isGone)) this.#labels.delete(each);
      for (const each of [...this.#policies].filter(isGone))
        if (!name.includes("/")) this.#policies.delete(each);
      return [name];
    });
  }

  #restart({ restart }: StepWish): readonly string[] {
    return [...new Set(restart.flatMap((index) => chosen(this.#pods, index) ?? []))];
  }

  #refused({ refused }: StepWish): readonly Document[] {
    return refused.flatMap((index) => {
      const found = chosen(REFUSED, index);
      if (found === undefined) return [];
      const metadata = { name: "wrong", namespace: chosen(this.#namespaces, index) };
      return [{ manifest: { metadata, spec: found.spec }, because: found.because }];
    });
  }
}

function chosen<T>(among: readonly T[], index: number): T | undefined {
  return among[index % Math.max(1, among.length)];
}

function listed(key: string, items: readonly unknown[]): Document {
  return items.length === 0 ? {} : { [key]: items };
}

function mapping(key: string, fields: Document): Document {
  return Object.keys(fields).length === 0 ? {} : { [key]: fields };
}
