#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs the packages of tools/debian-packages.txt that are missing. Needs root or sudo only where one is.
#
#   tools/setup-debian.sh [--yes] [run|test|fuzz|bench]    install what that takes (test if not said)
#   tools/setup-debian.sh --list [run|test|fuzz|bench]     print the packages' names
#
# Asks before it installs, but not with --yes and not where standard input is no terminal.
set -euo pipefail

list=$(dirname "$0")/debian-packages.txt
yes=no
action=install
purpose="test"
for argument in "$@"; do
    case $argument in
    --yes) yes=yes ;;
    --list) action=list ;;
    run | test | fuzz | bench) purpose=$argument ;;
    *)
        sed -n '3,8s/^# \{0,1\}//p' "$0" >&2
        exit 2
        ;;
    esac
done

wanted=()
while read -r needed_by package _; do
    case $needed_by in
    run) wanted+=("$package") ;;
    test | fuzz | bench) if [ "$purpose" = "$needed_by" ]; then wanted+=("$package"); fi ;;
    esac
done <"$list"

if [ "$action" = list ]; then
    printf '%s\n' "${wanted[@]}"
    exit 0
fi

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    echo "This is not a Debian system, so nothing is installed. Confab takes what these Debian packages hold:" >&2
    echo "  ${wanted[*]}" >&2
    exit 0
fi

missing=()
for package in "${wanted[@]}"; do
    case $(dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null || true) in
    ?i*) ;;
    *) missing+=("$package") ;;
    esac
done
if [ ${#missing[@]} -eq 0 ]; then
    exit 0
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
        echo "Debian packages are missing, and there is no sudo to install them with. As root, run:" >&2
        echo "  apt-get update && apt-get install --no-install-recommends ${missing[*]}" >&2
        exit 1
    fi
    # An assignment in front of sudo would be dropped by it, one behind it is kept.
    as_root=(sudo)
fi

echo "${#missing[@]} Debian packages are missing and will be installed with ${as_root[*]:+sudo }apt-get:"
printf '%s\n' "${missing[*]}" | fold -s -w 100 | sed 's/^/  /'
if [ "$yes" = no ] && [ -t 0 ]; then
    read -r -p "Install them? [Y/n] " answer
    case $answer in
    '' | [yYjJ]*) ;;
    *)
        echo "Nothing was installed." >&2
        exit 1
        ;;
    esac
fi

apt() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o Dpkg::Use-Pty=0 "$@" </dev/null
}
# A list that could not be renewed is no reason to stop: the one that is there may do.
install_missing() {
    apt update || true
    apt install -y --no-install-recommends "${missing[@]}"
}
# A person sees it happen; a log shows it only where it went wrong.
installed=no
if [ -t 1 ]; then
    if install_missing; then installed=yes; fi
elif output=$(install_missing 2>&1); then
    installed=yes
else
    echo "$output" >&2
fi
if [ $installed = no ]; then
    echo "The packages could not be installed; the lines above say why." >&2
    exit 1
fi
