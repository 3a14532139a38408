/** The API server's rules for names, labels and ports (apimachinery, util/validation), each as a reason or undefined. */

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const QUALIFIED = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

/** Why a text is no DNS-1123 label, as namespaces and pods need for a name. */
export function dnsLabelProblem(text: string): string | undefined {
  if (text.length > 63) return `is longer than 63 characters (${text.length})`;
  if (!LABEL.test(text))
    return 'must be lower case letters, digits and "-", and begin and end with a letter or digit';
  return undefined;
}

/** Why a text is no DNS-1035 label, as Services need for a name. */
export function serviceNameProblem(text: string): string | undefined {
  return dnsLabelProblem(text) ?? (/^[a-z]/.test(text) ? undefined : "must begin with a letter");
}

/** Why a text is no DNS-1123 subdomain, as policies need for a name. */
export function dnsSubdomainProblem(text: string): string | undefined {
  if (text.length > 253) return `is longer than 253 characters (${text.length})`;
  if (!SUBDOMAIN.test(text))
    return 'must be lower case letters, digits, "-" and ".", and begin and end with a letter or digit';
  return undefined;
}

/** Why a text is no label key: `name` or `prefix/name`. */
export function labelKeyProblem(key: string): string | undefined {
  const [name = "", prefix, ...more] = key.split("/").reverse();
  if (more.length > 0) return 'must be "name" or "prefix/name"';
  if (prefix !== undefined) {
    const problem = prefix === "" ? "is empty" : dnsSubdomainProblem(prefix);
    if (problem !== undefined) return `has a prefix that ${problem}`;
  }
  return qualifiedNameProblem(name);
}

/** Why a text is no label value; the empty text is one. */
export function labelValueProblem(value: string): string | undefined {
  return value === "" ? undefined : qualifiedNameProblem(value);
}

/** Why a text is no port name (IANA_SVC_NAME). */
export function portNameProblem(name: string): string | undefined {
  if (name.length > 15) return `is longer than 15 characters (${name.length})`;
  if (!/^[-a-z0-9]+$/.test(name)) return 'must be lower case letters, digits and "-"';
  if (!/[a-z]/.test(name)) return "must hold a letter; a number is written without quotes";
  if (/^-|-$|--/.test(name)) return 'must not begin or end with "-", nor hold two in a row';
  return undefined;
}

/** Why a number is no port. */
export function portNumberProblem(port: number): string | undefined {
  return Number.isInteger(port) && port >= 1 && port <= 65535 ? undefined : "is not a port: 1 to 65535";
}

function qualifiedNameProblem(text: string): string | undefined {
  if (text.length > 63) return `is longer than 63 characters (${text.length})`;
  if (QUALIFIED.test(text)) return undefined;
  return 'must be letters, digits, "-", "_" and ".", and begin and end with a letter or digit';
}
