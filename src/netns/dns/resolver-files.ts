/** The files that resolvers read, as pods have them. They are laid over the machine's own within the box alone. */
import type { LocalPod } from "../topology/layout.ts";
import { CLUSTER_DOMAIN } from "./records.ts";

const FOLDER = "/run/resolver";

/** Lookups that may run at one time in an agent, as on Kubernetes. */
const LOOKUPS_AT_ONCE = 128;

/**
 * The script that puts a new /etc in the place of the machine's, with all of its files but those that say how names are
 * resolved: they may be links, absent, or lead to a daemon of the machine.
 */
export const RESOLVER_FILES = [
  `mkdir ${FOLDER} ${FOLDER}/etc`,
  `mount --rbind /etc ${FOLDER}/etc`,
  "mount -t tmpfs tmpfs /etc",
  // Links may be relative.
  ...["-type l -exec sh -c 'cp -P \"$@\" /etc'", "! -type l -exec sh -c 'ln -s \"$@\" /etc'"].map(
    (what) =>
      `find ${FOLDER}/etc -mindepth 1 -maxdepth 1 ! -name resolv.conf ! -name nsswitch.conf ! -name hosts ${what} sh {} +`,
  ),
  "echo 'hosts: files dns' >/etc/nsswitch.conf",
  "printf '127.0.0.1 localhost\\n::1 localhost\\n' >/etc/hosts",
  ": >/etc/resolv.conf",
].join("\n");

/**
 * What stands before a command so that it resolves names as a pod does. It gets a mount namespace of its own, since
 * search domains depend on the pod's namespace.
 */
export function resolvingLike(
  { pod, netns }: LocalPod,
  [nameserver = ""]: readonly string[],
): readonly string[] {
  const script = [
    'printf %b "$1" >"$2"',
    'mount --bind "$2" /etc/resolv.conf',
    `export UV_THREADPOOL_SIZE=${LOOKUPS_AT_ONCE}`,
    "shift 2",
    'exec "$@"',
  ].join(" && ");
  return [
    "unshare",
    "--mount",
    "--",
    "sh",
    "-c",
    script,
    "sh",
    resolvConf(pod.namespace, nameserver),
    `${FOLDER}/${netns}`,
  ];
}

/**
 * For `printf %b`, so that a command line stays one line. As the kubelet writes it for `dnsPolicy: ClusterFirst`, but that
 * a lookup which nobody answers ends sooner: until then no other can take its place.
 */
function resolvConf(namespace: string, nameserver: string): string {
  const service = `svc.${CLUSTER_DOMAIN}`;
  return [
    `search ${namespace}.${service} ${service} ${CLUSTER_DOMAIN}`,
    `nameserver ${nameserver}`,
    "options ndots:5 timeout:1 attempts:2",
    "",
  ].join("\\n");
}
