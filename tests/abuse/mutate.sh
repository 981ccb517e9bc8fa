#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Switches off each defence of the abuse table in turn and tells whether the test fails that shows it. Exit 0 when all do.
#
#   tests/abuse/mutate.sh [--no-build] [ROW|DEFENCE...]    those of defences.txt alone
#
# Builds the preset mutations; JOBS says on how many cores, one if not said. A test that goes on for a minute without
# its defence is told as `hung`, which is a failure too.
set -euo pipefail
cd "$(dirname "$0")/../.."

here=tests/abuse
patience=60
slow_patience=300 # of the tests that are ctest's alone
export QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8 TZ=UTC
unset CONFAB_OFF

build=yes
if [ "${1:-}" = --no-build ]; then
    build=no
    shift
fi
wanted=" $* "

rows=() defences=() programs=() functions=()
while read -r row defence program function; do
    case $row in '' | '#'*) continue ;; esac
    if [ $# -gt 0 ] && [[ $wanted != *" $row "* ]] && [[ $wanted != *" $defence "* ]]; then continue; fi
    rows+=("$row") defences+=("$defence") programs+=("$program") functions+=("$function")
done <"$here/defences.txt"
if [ ${#rows[@]} -eq 0 ]; then
    echo "No row or defence of $here/defences.txt is called so." >&2
    exit 2
fi

# A defence that is switched off where nothing asks for it would fail no test, and one that is in no row would be tried
# by none.
asked=$(grep -rhoE 'inForce\("[a-z0-9-]+"\)' --include='*.cpp' --include='*.h' protocol server client ui app | sort -u)
for defence in "${defences[@]}"; do
    if ! grep -qF "inForce(\"$defence\")" <<<"$asked"; then
        echo "Nothing in the sources asks for the defence $defence." >&2
        exit 2
    fi
done
if [ $# -eq 0 ]; then
    while IFS= read -r line; do
        name=${line#*\"}
        name=${name%\"*}
        if [[ " ${defences[*]} " != *" $name "* ]]; then
            echo "The defence $name is in no row of $here/defences.txt." >&2
            exit 2
        fi
    done <<<"$asked"
fi

if [ $build = yes ]; then
    mkdir -p build
    cmake --preset mutations >build/mutations-configure.log || {
        cat build/mutations-configure.log >&2
        exit 1
    }
fi

# By the name of a test, the words that start it: `client_tests tst_session`.
declare -A commands=()
while read -r name command; do
    commands[$name]=$command
done < <(ctest --test-dir build/mutations --show-only=json-v1 | python3 -B tools/test-commands.py)
targets=()
for program in "${programs[@]}"; do
    if [ -z "${commands[$program]:-}" ]; then
        echo "There is no test $program." >&2
        exit 2
    elif [[ $program == soak_* ]]; then
        targets+=(confabd confab-disk-log)
    else
        targets+=("$(basename "${commands[$program]%% *}")")
    fi
done

if [ $build = yes ]; then
    mapfile -t targets < <(printf '%s\n' "${targets[@]}" | sort -u)
    cmake --build --preset mutations --parallel "${JOBS:-1}" --target "${targets[@]}" >build/mutations-build.log || {
        tail -n 50 build/mutations-build.log >&2
        exit 1
    }
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT

# try TEST FUNCTION: passed, failed, hung or missing (there is no such function), by what the program says of it.
try() {
    local program=$1 function=$2 code=0 command
    read -ra command <<<"${commands[$program]}"
    if [ "$function" = - ]; then
        timeout "$slow_patience" ctest --test-dir build/mutations --tests-regex "^$program\$" --no-tests=error >"$log" 2>&1 ||
            code=$?
    elif [[ $function == *::* ]]; then
        timeout --kill-after 5 "$patience" "${command[@]}" -maxwarnings 0 >"$log" 2>&1 || code=$?
    else
        timeout --kill-after 5 "$patience" "${command[@]}" -maxwarnings 0 "$function" >"$log" 2>&1 || code=$?
    fi
    if [ $code -eq 124 ] || [ $code -eq 137 ]; then
        echo hung
    elif [ "$function" = - ]; then
        if [ $code -eq 0 ]; then echo passed; else echo failed; fi
    elif grep -qE "^FAIL! .*::${function#*::}\(" "$log"; then
        echo failed
    elif grep -qE "^PASS .*::${function#*::}\(" "$log"; then
        echo passed
    elif [ $code -gt 128 ]; then
        echo failed # it crashed
    else
        echo missing
    fi
}

declare -A whole=()
wrong=0
printf '%-4s %-20s %-60s %s\n' row defence test failed
for i in "${!rows[@]}"; do
    program=${programs[i]} function=${functions[i]} defence=${defences[i]}
    test=$program
    if [ "$function" != - ]; then test+=" ${function}"; fi
    if [ -z "${whole[$test]:-}" ]; then
        whole[$test]=$(try "$program" "$function")
        if [ "${whole[$test]}" != passed ]; then cat "$log" >&2; fi
    fi
    if [ "${whole[$test]}" != passed ]; then
        verdict="no: with everything in force it is ${whole[$test]}"
    else
        case $(CONFAB_OFF=$defence try "$program" "$function") in
        failed) verdict=yes ;;
        hung) verdict='yes (hung)' ;;
        *) verdict=no ;;
        esac
    fi
    if [[ $verdict != yes* ]]; then wrong=$((wrong + 1)); fi
    printf '%-4s %-20s %-60s %s\n' "${rows[i]}" "$defence" "$test" "$verdict"
done
echo "${#rows[@]} tried, $wrong did not fail"
if [ $wrong -gt 0 ]; then exit 1; fi
