import { type IpFamily, type Placeholder, parsePlaceholder, replacePlaceholders } from "../model/index.ts";

const SAMPLES: Readonly<Record<IpFamily, string>> = { ipv4: "192.0.2.1", ipv6: "2001:db8::1" };

/** A text with examples of addresses in place of its placeholders, once for each family that they may have. */
export function withSamples(text: string): readonly string[] {
  return (["ipv4", "ipv6"] as const).flatMap((family) => withSample(text, family) ?? []);
}

function withSample(text: string, wanted: IpFamily): string | undefined {
  let fits = true;
  const filled = replacePlaceholders(text, (inside) => {
    const placeholder = parsePlaceholder(inside);
    if ("message" in placeholder) return undefined;
    fits &&= placeholder.family === undefined || placeholder.family === wanted;
    return sample(placeholder, wanted);
  });
  return fits ? filled : undefined;
}

function sample({ kind, prefixes }: Placeholder, family: IpFamily): string {
  const length = prefixes?.[family] ?? { ipv4: 32, ipv6: 128 }[family];
  return kind === "cidr" ? `${SAMPLES[family]}/${length}` : SAMPLES[family];
}
