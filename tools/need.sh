#!/bin/sh
# tools/need.sh PROGRAM PACKAGE WHY: make sure a program is here, from Debian's package where it is not.
set -eu
program=$1 package=$2 why=$3
command -v "$program" >/dev/null 2>&1 && exit 0
say() { printf '%s\n' "$*" >&2; }
if ! command -v apt-get >/dev/null 2>&1; then
  say "$why need '$program', which was not found. Install it with your system's packages and run make again."
  exit 1
fi
if [ "$(id -u)" = 0 ]; then
  as_root=
elif command -v sudo >/dev/null 2>&1; then
  as_root=sudo
else
  say "$why need '$program', which was not found, and only root may install it: apt-get install $package"
  exit 1
fi
say "$why need '$program': installing the Debian package $package."
$as_root apt-get update -qq
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends "$package" >/dev/null
