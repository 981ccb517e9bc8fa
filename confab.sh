#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The one command of this checkout: ./confab.sh without arguments says what it does.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

usage() {
    cat <<'TEXT'
usage: ./confab.sh COMMAND [--yes] [--preset NAME] [ARGUMENT...]

  run [ARGUMENT...]    install what is missing, build, start the desktop client with the arguments
  test                 install what is missing, build, run every test that CI runs
  gui [--visible] [--slow] [TEST]
                       GUI tests; visible: in windows on this display, slow: at a pace one can watch
  shots [ARGUMENT...]  screenshots by confab-shots, in build/shots unless --out DIR says otherwise
  soak [--minutes N] [--only PART]
                       the long tests, an hour if not said: kill -9, power cuts, a bad network, a storm, attackers,
                       growth
  fuzz [--seconds N] [--corpus DIR] [TARGET...]
                       the fuzz targets, 20 s each if not said, at the same time; takes clang
  bench [ARGUMENT...]  benchmarks beside the limit and other servers, in tables; --peer NAME=COMMAND measures one more,
                       --quick tells whether it runs at all
  package comes with a later part

  --yes                install without asking; nobody is asked either where standard input is no terminal
  --preset NAME        a preset of CMakePresets.json instead of release (test: every test in it, instead of asan-ubsan
                       and what runs against the release)
TEXT
}

say() {
    printf '\n== %s\n' "$*"
}

setup() {
    local options=()
    if [ "$yes" = yes ]; then options+=(--yes); fi
    tools/setup-debian.sh "${options[@]}" "$1"
}

# configure PRESET: quiet where all is well, the whole output where it is not.
configure() {
    local log=build/$1-configure.log
    mkdir -p build
    if ! cmake --preset "$1" >"$log" 2>&1; then
        cat "$log" >&2
        echo "Configuring preset $1 failed; the lines above say why." >&2
        exit 1
    fi
}

# build PRESET [TARGET...]
build() {
    local preset=$1
    shift
    say "Building preset $preset${1:+: $*}"
    configure "$preset"
    cmake --build --preset "$preset" --parallel "$(nproc)" ${1:+--target "$@"}
}

# test_preset PRESET [CTEST ARGUMENT...]: what was skipped, and why, is the last thing it prints. One test more than
# processors, as many wait.
test_preset() {
    local preset=$1 failed=no
    shift
    say "Tests, preset $preset"
    ctest --preset "$preset" --parallel "$(($(nproc) + 1))" "$@" | tee "build/$preset/tests.txt" || failed=yes
    tell_skipped "$preset"
    [ "$failed" = no ]
}

# tell_skipped PRESET: ctest prints what it skipped, and keeps the reason in its log.
tell_skipped() {
    local skipped
    skipped=$(awk '
        NR == FNR { if (/\*\*\*Skipped/) skipped[$4] = 1; next }
        /^ *[0-9]+\/[0-9]+ Test: / { name = $3 }
        /^Output:$/ { reason = last = "" }
        /^Skipped: / { reason = substr($0, 10) }
        /^<end of output>$/ && name in skipped { print name ": " (reason ? reason : last) }
        !/^-+$/ { last = $0 }
    ' "build/$1/tests.txt" "build/$1/Testing/Temporary/LastTest.log")
    if [ -z "$skipped" ]; then return; fi
    say "Skipped"
    printf '%s\n' "$skipped"
}

command_run() {
    setup run
    local preset=${preset:-release}
    build "$preset" confab confabd
    exec "build/$preset/bin/confab" "$@"
}

command_test() {
    if [ $# -gt 0 ]; then
        usage >&2
        exit 2
    fi
    setup test
    say "Checking formatting, licence lines and scripts"
    tools/check-source.sh
    if [ -n "$preset" ]; then
        build "$preset"
        test_preset "$preset"
        return
    fi
    # Every test under the sanitizers, but for those that need the speed of what people run: these, which share no code
    # with the programs, run against the release.
    build asan-ubsan
    build release confabd confab-soak-clients confab-desktop-story confab-disk-log confab-storage-faults lambda-zip \
        tst_vectors_dynamo
    test_preset asan-ubsan --label-exclude '^slow$'
    test_preset release --label-regex '^outside$'
}

command_fuzz() {
    setup fuzz
    build fuzz
    say "Fuzzing"
    tests/fuzz/run.sh "$@"
}

command_gui() {
    local visible=no name='' preset=${preset:-release}
    while [ $# -gt 0 ]; do
        case $1 in
        --visible) visible=yes ;;
        --slow) export CONFAB_GUI_SLOW=1 ;;
        -*)
            usage >&2
            exit 2
            ;;
        *) name=$1 ;;
        esac
        shift
    done
    setup test
    build "$preset"
    if [ "$visible" = no ]; then
        test_preset "$preset" --label-regex '^gui$' ${name:+--tests-regex "$name"}
        return
    fi
    # ctest sets the platform to offscreen, so the programs are started without it, one after the other.
    if [ -z "${DISPLAY:-}" ]; then
        echo "There is no display to show the tests on: DISPLAY is not set." >&2
        exit 1
    fi
    export QT_QPA_PLATFORM=xcb
    local commands test command failed=()
    commands=$(ctest --preset "$preset" --show-only=json-v1 --label-regex '^gui$' ${name:+--tests-regex "$name"} |
        python3 -B tools/test-commands.py)
    if [ -z "$commands" ]; then
        echo "No GUI test is named like ${name:-this}." >&2
        exit 1
    fi
    while read -r test command; do
        say "$test"
        eval "$command" </dev/null || failed+=("$test")
    done <<<"$commands"
    if [ ${#failed[@]} -gt 0 ]; then
        say "Failed: ${failed[*]}"
        exit 1
    fi
    say "All passed"
}

command_shots() {
    local preset=${preset:-release} out=(--out build/shots)
    local argument
    for argument in "$@"; do
        case $argument in
        --out | --out=*) out=() ;;
        esac
    done
    setup run
    build "$preset" confab-shots
    QT_QPA_PLATFORM=offscreen "build/$preset/bin/confab-shots" "${out[@]}" "$@"
}

command_soak() {
    local preset=${preset:-release}
    setup test
    build "$preset" confabd confab-soak-clients confab-disk-log confab-storage-faults
    say "Soaking, preset $preset"
    python3 -B tests/soak/soak.py --confabd "build/$preset/bin/confabd" --clients "build/$preset/tests/confab-soak-clients" \
        --shim "build/$preset/tests/confab-disk-log.so" \
        --faults-shim "build/$preset/tests/confab-storage-faults.so" "$@"
}

# Node and npm are taken where they are there; who has not got them sees the tables without node's ws.
command_bench() {
    setup bench
    local preset=${preset:-release} peers=build/bench-peers
    build "$preset" confab-bench
    mkdir -p "$peers"
    if command -v npm >/dev/null; then
        cp tests/bench/peers/ws/package.json "$peers/"
        npm install --prefix "$peers" --no-audit --no-fund --ignore-scripts --silent
    fi
    unpack_peers "$peers"
    python3 -B tests/bench/bench.py --binaries "build/$preset/bin" --folder build/bench --peers "$peers" \
        --storage-shim "build/$preset/tests/confab-storage-faults.so" "$@"
}

# Servers of other people's are unpacked, not installed: their packages would start them, for everybody to use.
unpack_peers() {
    local packages
    mapfile -t packages < <(awk '$1 == "peer" { print $2 }' tools/debian-packages.txt)
    if [ -d "$1/unpacked" ] || ! command -v apt-get >/dev/null; then
        return
    fi
    say "Unpacking ${packages[*]} in $1"
    rm -rf "$1/packages"
    mkdir -p "$1/packages"
    if ! (cd "$1/packages" && apt-get -q download "${packages[@]}"); then
        echo "They cannot be had now, so they are left out of the tables." >&2
        return
    fi
    local package
    for package in "$1"/packages/*.deb; do
        dpkg-deb --extract "$package" "$1/unpacked.new"
    done
    mv "$1/unpacked.new" "$1/unpacked"
}

later() {
    echo "./confab.sh $1 comes with a later part of Confab; docs/roadmap.md says which." >&2
    exit 2
}

yes=no
preset=''
command=${1:-}
if [ $# -gt 0 ]; then shift; fi
while [ $# -gt 0 ]; do
    case $1 in
    --yes) yes=yes ;;
    --preset)
        preset=${2:-}
        if [ -z "$preset" ]; then
            usage >&2
            exit 2
        fi
        shift
        ;;
    --)
        shift
        break
        ;;
    *) break ;;
    esac
    shift
done

case $command in
run | test | gui | shots | soak | fuzz | bench) "command_$command" "$@" ;;
package) later "$command" ;;
-h | --help | help) usage ;;
*)
    usage >&2
    exit 2
    ;;
esac
