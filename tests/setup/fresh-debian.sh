#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Proves that a fresh Debian 12 with nothing but git, sudo and apt builds, starts and tests Confab.
#
#   tests/setup/fresh-debian.sh [--as root|user] [--only run|test] [--keep] [--mirror URL] [DIR]
#
# Debootstraps bookworm into DIR/base (made anew in a temporary folder if none is given, taken as it is if it is there),
# copies it, clones the last commit of this checkout into the copy and calls ./confab.sh run and ./confab.sh test there,
# once as root, once as a user with sudo. Takes root, debootstrap, about 8 GB of disk, and over what apt here is told
# about mirrors, proxies and certificates. --keep leaves the copies behind. Exits 1 where something failed.
set -euo pipefail

checkout=$(cd "$(dirname "$0")/../.." && pwd)
people=(root user)
commands=(run test)
keep=no
mirror=''
dir=''

usage() {
    sed -n '3,10s/^# \{0,1\}//p' "$0" >&2
    exit 2
}

while [ $# -gt 0 ]; do
    case $1 in
    --as)
        [[ ${2:-} =~ ^(root|user)$ ]] || usage
        people=("$2")
        shift
        ;;
    --only)
        [[ ${2:-} =~ ^(run|test)$ ]] || usage
        commands=("$2")
        shift
        ;;
    --mirror)
        mirror=${2:-}
        [ -n "$mirror" ] || usage
        shift
        ;;
    --keep) keep=yes ;;
    -*) usage ;;
    *) dir=$1 ;;
    esac
    shift
done

if [ "$(id -u)" -ne 0 ]; then
    echo "This takes root, as it makes a system of its own and changes into it." >&2
    exit 2
fi
if ! command -v debootstrap >/dev/null; then
    echo "debootstrap is missing: apt-get install debootstrap" >&2
    exit 2
fi

say() {
    printf '\n==== %s\n' "$*"
}

temporary=no
if [ -z "$dir" ]; then
    dir=$(mktemp -d "${TMPDIR:-/var/tmp}/confab-fresh.XXXXXX")
    temporary=yes
fi
mkdir -p "$dir"
dir=$(cd "$dir" && pwd)

tidy() {
    if [ $keep = yes ]; then
        echo "Kept: $dir"
        return
    fi
    rm -rf "$dir/as-root" "$dir/as-user" "$dir/confab.bundle"
    if [ $temporary = yes ]; then rm -rf "$dir"; fi
}
trap tidy EXIT

# The package sources of this machine, as far as they are bookworm's: "URI SUITE" a line.
sources() {
    # shellcheck disable=SC2016
    apt-get indextargets --format '$(REPO_URI) $(RELEASE)' 'Created-By: Packages' 2>/dev/null |
        grep -E ' bookworm(-updates|-security)?$' | sort -u || true
}

make_base() {
    if [ -e "$dir/base/etc/debian_version" ]; then
        say "Using the Debian in $dir/base"
        return
    fi
    say "Debian 12 into $dir/base"
    local from=$mirror uri suite
    if [ -z "$from" ]; then
        from=$(sources | sed -n 's/ bookworm$//p' | head -n 1)
    fi
    unshare --mount debootstrap --variant=minbase --include=git,sudo,ca-certificates bookworm "$dir/base.new" \
        ${from:+"$from"} >"$dir/debootstrap.log" 2>&1 || {
        tail -n 20 "$dir/debootstrap.log" >&2
        exit 1
    }

    local apt=$dir/base.new/etc/apt
    if [ -z "$mirror" ] && [ -n "$(sources)" ]; then
        sources | while read -r uri suite; do echo "deb $uri $suite main"; done >"$apt/sources.list"
    fi
    apt-config dump | grep -E '^Acquire::(http|https|ftp|Check|Retries|ForceIPv)' >"$apt/apt.conf.d/99outer" || true
    if [ -d /etc/apt/auth.conf.d ]; then cp -a /etc/apt/auth.conf.d/. "$apt/auth.conf.d/"; fi
    cp /etc/hosts "$dir/base.new/etc/hosts"
    if compgen -G '/usr/local/share/ca-certificates/*.crt' >/dev/null; then
        cp /usr/local/share/ca-certificates/*.crt "$dir/base.new/usr/local/share/ca-certificates/"
        chroot "$dir/base.new" update-ca-certificates >/dev/null 2>&1
    fi
    # The person whom the checkout is used by: sudo without a password, as there is nobody to type it.
    chroot "$dir/base.new" useradd --create-home --shell /bin/bash --groups sudo person
    echo 'person ALL=(ALL) NOPASSWD: ALL' >"$dir/base.new/etc/sudoers.d/person"
    mv "$dir/base.new" "$dir/base"
}

# inside SYSTEM ACCOUNT SCRIPT: in processes and mounts of its own, so that nothing stays behind.
inside() {
    local system=$1 account=$2 script=$3 home=/root
    if [ "$account" != root ]; then home=/home/$account; fi
    local environment=(HOME="$home" USER="$account" LOGNAME="$account" LANG=C.UTF-8 TERM=dumb
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin)
    local name
    for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY; do
        if [ -n "${!name:-}" ]; then environment+=("$name=${!name}"); fi
    done
    # shellcheck disable=SC2016
    unshare --mount --pid --fork --kill-child bash -euc '
        system=$1 account=$2 script=$3
        shift 3
        mount -t proc proc "$system/proc"
        mkdir -p "$system/dev/shm"
        mount -t tmpfs -o mode=1777 tmpfs "$system/dev/shm"
        exec chroot --userspec="$account:$account" --groups="$(chroot "$system" id -G "$account" | tr " " ,)" "$system" \
            env -i "$@" bash -euo pipefail -c "cd; if [ -d confab ]; then cd confab; fi; $script"
    ' inside "$system" "$account" "$script" "${environment[@]}" </dev/null
}

# No window can be seen in there, so it starts offscreen: it has to become the program and still be it ten seconds later.
# shellcheck disable=SC2016
start_program='
    ./confab.sh run --version
    QT_QPA_PLATFORM=offscreen ./confab.sh run &
    pid=$!
    is_program() { [[ $(readlink /proc/$pid/exe) == */build/release/bin/confab ]]; }
    for second in $(seq 300); do
        if is_program || ! kill -0 $pid 2>/dev/null; then break; fi
        sleep 1
    done
    sleep 10
    is_program || { echo "confab does not run." >&2; exit 1; }
    echo "confab has been running for 10 seconds."
    kill $pid
    wait $pid || true
'

summary=()
failed=no

note() {
    summary+=("$1")
    case $1 in *FAILED*) failed=yes ;; esac
}

# try PERSON WHAT SCRIPT
try() {
    local account=$1 what=$2 log begin=$SECONDS
    if [ "$account" = user ]; then account=person; fi
    log=$dir/$1-$(tr -cs 'a-z\n' '-' <<<"${2#./}").log
    say "As $1: $what"
    if inside "$dir/as-$1" "$account" "$3" 2>&1 | tee "$log" | sed 's/^/  /'; then
        note "as $1: $what passed in $((SECONDS - begin)) s"
    else
        note "as $1: $what FAILED after $((SECONDS - begin)) s"
    fi
}

make_base
if ! git -C "$checkout" -c safe.directory="$checkout" diff --quiet HEAD; then
    echo "Note: what is not committed is left out."
fi
git -C "$checkout" -c safe.directory="$checkout" bundle create --quiet "$dir/confab.bundle" HEAD

for person in "${people[@]}"; do
    system=$dir/as-$person
    rm -rf "$system"
    cp -a "$dir/base" "$system"
    cp "$dir/confab.bundle" "$system/srv/confab.bundle"
    try "$person" clone 'git -c advice.detachedHead=false clone -q /srv/confab.bundle confab && git -C confab log -1 --format="%h %s"'
    for command in "${commands[@]}"; do
        case $command in
        run) try "$person" './confab.sh run' "$start_program" ;;
        test) try "$person" './confab.sh test' './confab.sh test' ;;
        esac
    done
    # With everything there, neither root nor sudo may be asked for.
    rm -f "$system/etc/sudoers.d/person"
    try "$person" 'setup again' "
        said=\$(tools/setup-debian.sh ${commands[-1]} 2>&1)
        [ -z \"\$said\" ] || { echo \"\$said\"; exit 1; }"
    if [ $keep = no ]; then rm -rf "$system"; fi
done

say "Fresh Debian $(cat "$dir/base/etc/debian_version")"
printf '%s\n' "${summary[@]}"
[ $failed = no ]
