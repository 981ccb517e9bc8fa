#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Checks what takes no compiler: formatting, licence lines, the syntax of scripts.
#
#   tools/check-source.sh [FILE...]    the files, or the whole checkout
set -euo pipefail
cd "$(dirname "$0")/.."

if [ $# -gt 0 ]; then
    files=("$@")
else
    mapfile -t files < <(find . \( -name .git -o -path ./build -o -name .cache \) -prune -o -type f -print | sed 's|^\./||')
fi

code=() scripts=() unlicensed=()
for file in "${files[@]}"; do
    [ -f "$file" ] || continue
    licensed=yes
    case $file in
    *.cpp | *.h) code+=("$file") ;;
    *.sh | .ci/run | tools/pre-commit) scripts+=("$file") ;;
    *.cmake | CMakeLists.txt | */CMakeLists.txt | *.py | *.sql | *.service | *.yaml | *.yml | *.qss | .clang-format | .editorconfig) ;;
    *) licensed=no ;;
    esac
    if [ $licensed = yes ] && ! head -n 2 "$file" | grep -q 'SPDX-License-Identifier: GPL-3\.0-or-later'; then
        unlicensed+=("$file")
    fi
done

failed=no
if [ ${#unlicensed[@]} -gt 0 ]; then
    printf '%s: no SPDX-License-Identifier: GPL-3.0-or-later in its first two lines\n' "${unlicensed[@]}" >&2
    failed=yes
fi
for script in "${scripts[@]}"; do
    bash -n "$script" || failed=yes
done

# Each version of clang-format formats a little differently; the project's is 14.
formatter=''
for candidate in clang-format-14 clang-format; do
    if command -v "$candidate" >/dev/null && [[ $("$candidate" --version) == *"version 14."* ]]; then
        formatter=$candidate
        break
    fi
done
formatting="${#code[@]} files formatted"
if [ -z "$formatter" ] && [ -n "${CI:-}" ]; then
    echo "clang-format 14 is missing, so the formatting cannot be checked." >&2
    failed=yes
elif [ -z "$formatter" ]; then
    formatting="formatting not checked, as clang-format 14 is missing"
elif [ ${#code[@]} -gt 0 ]; then
    if ! printf '%s\0' "${code[@]}" |
        xargs -0 -n 20 -P "$(nproc)" "$formatter" --style=file --dry-run --Werror --ferror-limit=1; then
        echo "Format these files with: $formatter -i FILE" >&2
        failed=yes
    fi
fi

if [ $failed = yes ]; then
    exit 1
fi
echo "In order: ${#files[@]} files looked at, $formatting, ${#scripts[@]} scripts read."
