#!/usr/bin/env bash
# Writes, as Markdown, the findings on the tables, the rows that differ from a base, and which
# published findings move. Ends with 1 where the tables have errors.
set -uo pipefail
make --silent validate > findings.txt 2>&1
errors=$?
echo "## Findings"
echo '```'
head -c 60000 findings.txt
echo '```'
if [ "$errors" -ne 0 ]; then
  echo "The tables have errors: the difference is not computed."
  exit 1
fi
.venv/bin/sirte diff "$1" --impact --format markdown | head -c 900000
