#!/usr/bin/env bash
# Starts the server anew when it runs but does not answer; systemd alone sees only what ends.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=deploy/kiosk/shared.sh
. "$here/shared.sh"

case ${1:-} in
  -h | --help)
    say "用法 Usage: health.sh
  服务在运行却三次不应答时重启它。 Restarts the server when it runs but fails to answer three times."
    exit 0 ;;
esac

for _ in 1 2 3; do
  if answers; then exit 0; fi
  sleep "${LOOK_S:-10}"
done
# One that was stopped on purpose is left alone, and one that has just been started.
systemctl is-active --quiet sunan-atlas || exit 0
since_s=$(($(systemctl show -p ActiveEnterTimestampMonotonic --value sunan-atlas) / 1000000))
up_s=$(cut -d. -f1 /proc/uptime)
((up_s - since_s >= ${START_S:-120})) || exit 0
say "服务不应答，重启 The server does not answer and is started anew: $(address)"
systemctl restart sunan-atlas
