#!/usr/bin/env bash
# Goes back to the version before the last update; run again, it goes forward.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=deploy/kiosk/shared.sh
. "$here/shared.sh"

case ${1:-} in
  -h | --help)
    say "用法 Usage: sudo rollback.sh
  回到上一版；再运行一次则回来。 Goes back to the version before; run again, it returns."
    exit 0 ;;
  "") ;;
  *) fail "不认识 unknown: $1" ;;
esac

need_root
lock
before=$(target "$PREVIOUS")
if [ -z "$before" ] || [ ! -d "$VERSIONS/$before" ]; then fail "没有上一版 There is no version before this one"; fi
change_over "$before"
