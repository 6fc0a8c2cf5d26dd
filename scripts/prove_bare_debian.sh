#!/bin/sh
# Prove that a bare Debian 12 with git, make and python3 is enough: make one by debootstrap, clone the last commit into
# it, and run make there. Needs root, debootstrap and about 5 GB; touches nothing outside its own folder.
#
#   scripts/prove_bare_debian.sh [TARGET…]      targets for make; default: build build test (the second build: no set-up)
#
# MIRROR  Debian mirror; default: the one that this machine's apt uses
# FOLDER  where the root file system goes; default: a new folder below TMPDIR, removed at the end unless KEEP is set
set -eu

SUITE=bookworm
HERE=$(cd "$(dirname "$0")/.." && pwd)

if [ "$(id -u)" != 0 ]; then
  echo "Run this as root: it makes a root file system and enters it." >&2
  exit 1
fi
if [ -z "${IN_OWN_NAMESPACE:-}" ]; then
  # Mounts and processes of our own: whatever happens, they end with us.
  export IN_OWN_NAMESPACE=1
  exec unshare --mount --pid --fork --kill-child "$0" "$@"
fi

[ $# -gt 0 ] || set -- build build test
MIRROR=${MIRROR:-$(apt-get indextargets --format '$(REPO_URI) $(CODENAME)' 'Created-By: Packages' |
  awk -v suite="$SUITE" '$2 == suite { print $1; exit }')}
: "${MIRROR:?no Debian $SUITE mirror is configured on this machine; set MIRROR}"
ROOT=${FOLDER:-$(mktemp -d "${TMPDIR:-/tmp}/handbook-bare.XXXXXX")}

remove_root() {
  umount --recursive "$ROOT/proc" "$ROOT/dev" 2>/dev/null || true
  [ -n "${KEEP:-}" ] || rm -rf --one-file-system "$ROOT"
}
trap remove_root EXIT

say() { printf '\n=== %s\n' "$*"; }

inside() { # the machine's way to the package registries, and nothing else of its environment
  env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin TERM="${TERM:-dumb}" $REGISTRIES chroot "$ROOT" "$@"
}

say "Debian $SUITE, minimal, with git, make and python3"
[ -x "$ROOT/bin/sh" ] || debootstrap --variant=minbase --include=git,make,python3 "$SUITE" "$ROOT" "$MIRROR" >"$ROOT.log"
mount --bind /dev "$ROOT/dev"
mount -t tmpfs -o mode=1777 tmpfs "$ROOT/dev/shm"
mount -t proc proc "$ROOT/proc"

REGISTRIES=$(env | grep -E '^(PIP_|npm_config_|NODE_EXTRA_CA_CERTS|SSL_CERT|REQUESTS_CA_BUNDLE|.*_(proxy|PROXY)=)' || true)
mkdir -p "$ROOT/etc/ssl/certs" "$ROOT/root/.config/pip" "$ROOT/usr/local/share/ca-certificates"
find /usr/local/share/ca-certificates -name '*.crt' -exec cp {} "$ROOT/usr/local/share/ca-certificates/" \; 2>/dev/null || true
for file in /etc/resolv.conf /etc/hosts /etc/pip.conf /etc/npmrc "$HOME/.npmrc" /etc/ssl/certs/ca-certificates.crt \
  /etc/apt/sources.list /etc/apt/sources.list.d/debian.sources; do
  case $file in "$HOME"/*) target=$ROOT/root/${file#"$HOME"/} ;; *) target=$ROOT$file ;; esac
  [ ! -f "$file" ] || cp "$file" "$target"
done
[ ! -f "$HOME/.config/pip/pip.conf" ] || cp "$HOME/.config/pip/pip.conf" "$ROOT/root/.config/pip/"
grep -l '^Acquire::' /etc/apt/apt.conf.d/* 2>/dev/null | while read -r file; do cp "$file" "$ROOT/etc/apt/apt.conf.d/"; done

say "The repository at $(git -C "$HERE" rev-parse --short HEAD)"
rm -rf "$ROOT/root/handbook"
git clone --quiet --no-hardlinks "file://$HERE" "$ROOT/root/handbook"
inside dpkg-query --show --showformat '${Package}\n' | sort >"$ROOT/root/packages.before"

for target in "$@"; do
  say "make $target"
  started=$(date +%s)
  inside env CI=true make -C /root/handbook "$target"
  say "make $target took $(($(date +%s) - started)) s"
done

say "Debian packages that this brought"
inside dpkg-query --show --showformat '${Package}\n' | sort | comm -13 "$ROOT/root/packages.before" - | tr '\n' ' '
echo
