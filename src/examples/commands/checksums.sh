#!/bin/sh
# Logs the checksum of each file in a folder. The parameter "folder" comes as a variable, what is printed is the
# log of the job, and lines that begin with :: are for the service.
set -eu

# Whoever submits the job chooses the text: one that begins with "-" would be an option of find.
case $JOB_PARAM_FOLDER in
  /*) folder=$JOB_PARAM_FOLDER ;;
  *) folder=./$JOB_PARAM_FOLDER ;;
esac

total=$(find "$folder" -type f | wc -l)
done=0
find "$folder" -type f | sort | while IFS= read -r file; do
  cksum "$file"
  done=$((done + 1))
  echo "::progress $done/$((total))"
done
echo "::result {\"files\":$((total))}"
