#!/bin/sh
# Logs the checksum of each file in a folder. The parameter "folder" comes as a variable, what is printed is the
# log of the job, and lines that begin with :: are for the service.
set -eu

total=$(find "$JOB_PARAM_FOLDER" -type f | wc -l)
done=0
find "$JOB_PARAM_FOLDER" -type f | sort | while IFS= read -r file; do
  cksum "$file"
  done=$((done + 1))
  echo "::progress $done/$((total))"
done
echo "::result {\"files\":$((total))}"
