#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the function and deploys the chat with it; then says where clients connect, and with which code the first owner
# signs up. README.md beside this file has what it takes.
#
#   deploy/aws/deploy.sh [--stack-name NAME] [ARGUMENT OF sam deploy...]
#
# Without samconfig.toml, which keeps the answers, sam asks for each parameter. Run again, it updates the chat.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

stack=confab
if [ "${1:-}" = --stack-name ]; then
    stack=${2:?"--stack-name takes a name"}
    shift 2
fi
# What sam is told of whose account it is holds for aws as well.
words=("$@")
for i in "${!words[@]}"; do
    case ${words[i]} in
    --profile) export AWS_PROFILE=${words[i + 1]:?"--profile takes a name"} ;;
    --profile=*) export AWS_PROFILE=${words[i]#--profile=} ;;
    esac
done
for program in cmake aws sam; do
    if ! command -v "$program" >/dev/null; then
        echo "$program is missing; deploy/aws/README.md says what it takes." >&2
        exit 1
    fi
done
# One region for all that follows: sam would ask for another than aws looks into.
region=${AWS_REGION:-$(aws configure get region || true)}
if [ -z "$region" ]; then
    echo "Which region? Set AWS_REGION, or a default by: aws configure" >&2
    exit 1
fi
export AWS_REGION=$region

cmake --preset release
cmake --build --preset release --target lambda-zip confab-lambda

guided=()
if [ ! -e deploy/aws/samconfig.toml ]; then guided=(--guided); fi
(cd deploy/aws && sam deploy "${guided[@]}" --stack-name "$stack" --region "$region" --capabilities CAPABILITY_IAM \
    --no-fail-on-empty-changeset "$@")

output() {
    aws cloudformation describe-stacks --region "$region" --stack-name "$stack" --output text \
        --query "Stacks[0].Outputs[?OutputKey=='$1'].OutputValue"
}
address=$(output Address)
WEBSOCKET_TABLE=$(output ConnectionsTable)
CHAT_HISTORY_TABLE=$(output HistoryTable)
CONFAB_TABLE_STATE=$(output StateTable)
export WEBSOCKET_TABLE CHAT_HISTORY_TABLE CONFAB_TABLE_STATE

printf '\nThe chat is at %s\n' "$address"
# confab-lambda knows fewer ways to credentials than aws: roles and single sign-on it has from there.
if credentials=$(aws configure export-credentials --format env 2>/dev/null); then eval "$credentials"; fi
complaint=$(mktemp)
trap 'rm -f "$complaint"' EXIT
if code=$(build/release/bin/confab-lambda owner-code 2>"$complaint"); then
    echo "Its first owner signs up, within a day, with the code $code"
elif grep -q "has an owner already" "$complaint"; then
    echo "It has an owner."
else
    cat "$complaint" >&2
    exit 1
fi
