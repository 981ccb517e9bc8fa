#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs the fuzz targets over their kept corpus and what they make of it, and fails where one finds something.
#
#   tests/fuzz/run.sh [--seconds N] [--corpus DIR] [--build DIR] [codec|export|session]...
#
# N seconds each (20), at the same time. The corpus that grows is thrown away unless DIR is given.
# An input that found something is left in DIR/TARGET-crash-*; read it with: build/fuzz/bin/fuzz_TARGET FILE
set -euo pipefail
cd "$(dirname "$0")/../.."

seconds=20
corpus=''
build=build/fuzz
targets=()
while [ $# -gt 0 ]; do
    case $1 in
    --seconds | --corpus | --build)
        if [ $# -lt 2 ]; then
            echo "$1 takes a value." >&2
            exit 2
        fi
        case $1 in
        --seconds) seconds=$2 ;;
        --corpus) corpus=$2 ;;
        --build) build=$2 ;;
        esac
        shift
        ;;
    codec | export | session) targets+=("$1") ;;
    *)
        sed -n '3,8s/^# \{0,1\}//p' "$0" >&2
        exit 2
        ;;
    esac
    shift
done
if [ ${#targets[@]} -eq 0 ]; then targets=(codec export session); fi

# Short stacks of allocations and a small quarantine: three times as many executions. A finding is looked at without them.
export ASAN_OPTIONS=${ASAN_OPTIONS:-malloc_context_size=2:quarantine_size_mb=16}

work=$corpus
if [ -z "$work" ]; then
    work=$(mktemp -d "${TMPDIR:-/tmp}/confab-fuzz.XXXXXX")
fi

# fuzz TARGET: what it says goes to a file, so that two at once can be read, and the seconds of CPU it took to another.
fuzz() {
    local target=$1
    local words=tests/fuzz/$target.dict
    if [ ! -f "$words" ]; then words=tests/fuzz/words.dict; fi
    mkdir -p "$work/$target"
    local TIMEFORMAT='%U %S'
    # Weighing inputs by how rare their features are takes two thirds of the time here: -entropic=0.
    time "$build/bin/fuzz_$target" -max_total_time="$seconds" -timeout=10 -print_final_stats=1 -max_len=16384 -entropic=0 \
        -dict="$words" -artifact_prefix="$work/$target-" \
        "$work/$target" "tests/fuzz/corpus/$target" >"$work/$target.log" 2>&1
}

declare -A running
for target in "${targets[@]}"; do
    { fuzz "$target"; } 2>"$work/$target.cpu" &
    running[$target]=$!
done

found=no
for target in "${targets[@]}"; do
    if wait "${running[$target]}"; then
        runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$work/$target.log")
        cpu=$(awk '{print int($1 + $2)}' "$work/$target.cpu")
        echo "$target: ${runs:-0} executions in $seconds s ($cpu s of CPU), 0 findings"
    else
        found=yes
        echo "$target: a finding; the input is in $work" >&2
        grep -v '^#' "$work/$target.log" | tail -n 60 >&2
    fi
done
if [ $found = yes ]; then
    exit 1
fi
if [ -z "$corpus" ]; then rm -rf "$work"; fi
