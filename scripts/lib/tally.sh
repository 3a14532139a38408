# Runs parts of a test run, counts what passed and failed, and says so at the end; sourced.
PASSED=0 FAILED=0 SKIPPED=0
TALLY_LOG=$(mktemp)
trap 'rm -f "$TALLY_LOG"' EXIT

# tally TITLE COMMAND...: a part that passes or fails as a whole.
tally() {
  printf '\n== %s\n' "$1"
  if "${@:2}"; then PASSED=$((PASSED + 1)); else FAILED=$((FAILED + 1)); fi
}

count() { sed -nE "s/^ *([0-9]+) $1( \(.*)?$/\1/p" "$TALLY_LOG" | tail -n 1; }

# tally_mocha TITLE COMMAND...: a part whose tests are counted. One that ends badly without a failed test counts as failed.
tally_mocha() {
  local status=0 failed
  printf '\n== %s\n' "$1"
  "${@:2}" 2>&1 | tee "$TALLY_LOG" || status=$?
  failed=$(count failing)
  PASSED=$((PASSED + $(count passing) + 0))
  SKIPPED=$((SKIPPED + $(count pending) + 0))
  [ "$status" = 0 ] || FAILED=$((FAILED + ${failed:-1}))
}

# tally_line FILE: adds the sums that the last line of another run's output states; one that states none counts as failed.
tally_line() {
  local sums
  sums=$(sed -nE 's/^([0-9]+) passed, ([0-9]+) failed, ([0-9]+) skipped$/\1 \2 \3/p' "$1" | tail -n 1)
  read -r passed failed skipped <<<"${sums:-0 1 0}"
  PASSED=$((PASSED + passed)) FAILED=$((FAILED + failed)) SKIPPED=$((SKIPPED + skipped))
}

# tally_report: prints the sums and fails if anything failed or nothing ran.
tally_report() {
  printf '\n%s passed, %s failed, %s skipped\n' "$PASSED" "$FAILED" "$SKIPPED"
  [ "$FAILED" = 0 ] && [ "$PASSED" -gt 0 ]
}
