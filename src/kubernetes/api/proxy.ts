import { BlockList, isIP } from "node:net";

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy that the environment names for a server, as kubectl reads it (golang.org/x/net/http/httpproxy): `HTTPS_PROXY`
 * or `HTTP_PROXY` by the server's scheme, in either case; `NO_PROXY` lists hosts, domain suffixes, addresses and CIDRs, each
 * perhaps with a port. Loopback is never proxied.
 */
export function proxyFor(server: URL, environment: Environment): string | undefined {
  const name = server.protocol === "http:" ? "HTTP_PROXY" : "HTTPS_PROXY";
  const proxy = variable(environment, name);
  if (proxy === "" || isLoopback(hostOf(server))) return undefined;
  const exceptions = variable(environment, "NO_PROXY").split(",");
  return exceptions.some((exception) => excepts(exception.trim(), server)) ? undefined : withScheme(proxy);
}

function variable(environment: Environment, name: string): string {
  return environment[name] || environment[name.toLowerCase()] || "";
}

function withScheme(proxy: string): string {
  return proxy.includes("://") ? proxy : `http://${proxy}`;
}

/** The host without the brackets of an IPv6 address. */
function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "").toLowerCase();
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

function excepts(exception: string, server: URL): boolean {
  if (exception === "") return false;
  if (exception === "*") return true;
  const host = hostOf(server);
  if (exception.includes("/")) return isIP(host) !== 0 && inCidr(host, exception);
  const { name, port } = splitPort(exception.toLowerCase());
  if (port !== "" && port !== portOf(server)) return false;
  const domain = name.replace(/^\*?\./, "");
  if (name === host) return true;
  return isIP(host) === 0 && host.endsWith(`.${domain}`);
}

function splitPort(text: string): { readonly name: string; readonly port: string } {
  const match = isIP(text) === 6 ? null : /^\[?(.*?)\]?:(\d+)$/.exec(text);
  return { name: match?.[1] ?? text.replace(/^\[|\]$/g, ""), port: match?.[2] ?? "" };
}

function portOf(url: URL): string {
  return url.port || (url.protocol === "http:" ? "80" : "443");
}

function inCidr(address: string, cidr: string): boolean {
  const [network = "", bits = ""] = cidr.split("/");
  const family = isIP(network) === 6 ? "ipv6" : "ipv4";
  if (isIP(network) === 0 || isIP(network) !== isIP(address) || !/^\d+$/.test(bits)) return false;
  if (Number(bits) > (family === "ipv6" ? 128 : 32)) return false;
  const list = new BlockList();
  list.addSubnet(network, Number(bits), family);
  return list.check(address, family);
}
