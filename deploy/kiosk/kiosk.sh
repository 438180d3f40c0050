#!/usr/bin/env bash
# Keeps the hall's browser on the atlas: opens it only once the server answers, with an empty profile, and again whenever it
# ends, hangs or shows something else than the page. Started by sunan-kiosk.service inside cage.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=deploy/kiosk/shared.sh
. "$here/shared.sh"

usage() {
  say "用法 Usage: kiosk.sh [--once]
  等服务应答后以全屏打开浏览器；浏览器退出或无响应时重开。
  Waits for the server, opens the browser in kiosk mode, and opens it again when it ends or hangs.
  --once   只开一次 one turn only
变量 Variables: PORT, SCREEN_QUERY (screen=hall-1), KIOSK_PROFILE, CHROMIUM, LOOK_S, SILENT_LOOKS"
}

once=""
case ${1:-} in
  -h | --help) usage; exit 0 ;;
  --once) once=yes ;;
  "") ;;
  *) usage >&2; exit 2 ;;
esac

CHROMIUM=${CHROMIUM:-chromium}
# How often we look at the server and the page, in seconds, and after how many looks without a sign of life the page counts as hung.
LOOK_S=${LOOK_S:-10}
SILENT_LOOKS=${SILENT_LOOKS:-6}
SILENT_S=30
QUERY=${SCREEN_QUERY:-}
[[ $QUERY =~ ^[A-Za-z0-9=\&._-]*$ ]] || fail "SCREEN_QUERY=$QUERY: 只能含 may hold only A–Z a–z 0–9 = & . _ -"
PROFILE_DIR=${KIOSK_PROFILE:-${XDG_RUNTIME_DIR:-/tmp}/sunan-kiosk/profile}
# It is wiped, so it must not be anything else.
[[ $PROFILE_DIR == /*/*/profile && $PROFILE_DIR != *..* ]] || fail "KIOSK_PROFILE=$PROFILE_DIR: 须形如 must look like /…/…/profile"
PAGE="$(address)/kiosk${QUERY:+?$QUERY}"
browser=""

# The commas below stand inside one flag.
# shellcheck disable=SC2054
flags=(
  --kiosk --no-first-run --no-default-browser-check --user-data-dir="$PROFILE_DIR"
  # Nothing that talks to the visitor, or asks.
  --noerrdialogs --disable-session-crashed-bubble --hide-crash-restore-bubble --disable-infobars --disable-hang-monitor
  --disable-prompt-on-repost --disable-notifications --password-store=basic --deny-permission-prompts
  # Fingers: the page has its own pinch and back.
  --touch-events=enabled --disable-pinch --overscroll-history-navigation=0
  --disable-features=Translate,TouchpadOverscrollHistoryNavigation,OverscrollHistoryNavigation,MediaRouter,OptimizationHints,GlobalMediaControls
  # Nothing that looks for a network.
  --disable-sync --disable-background-networking --disable-component-update --disable-domain-reliability --disable-breakpad
  --no-pings --no-proxy-server --check-for-update-interval=31536000
  # The size is the page's own affair (KIOSK_SCALE); the map wants the graphics chip even if Chromium does not know it.
  --force-device-scale-factor=1 --ignore-gpu-blocklist --enable-gpu-rasterization --autoplay-policy=no-user-gesture-required
  --disk-cache-size=52428800
)
if [ -n "${WAYLAND_DISPLAY:-}" ]; then flags+=(--ozone-platform=wayland); fi

# A sleep that a signal may cut short.
pause() { sleep "$1" & wait $! || true; }

close_browser() {
  [ -n "$browser" ] || return 0
  kill "$browser" 2>/dev/null || true
  for _ in $(seq 50); do
    kill -0 "$browser" 2>/dev/null || break
    sleep 0.1
  done
  # Its whole group, or a page that hangs would outlive its browser.
  kill -KILL -- "-$browser" 2>/dev/null || true
  wait "$browser" 2>/dev/null || true
  browser=""
}

trap 'close_browser; exit 0' TERM INT HUP

wait_for_server() {
  local told=""
  until answers; do
    [ -n "$told" ] || say "等待服务 Waiting for the server: $(address)/healthz"
    told=yes
    pause 1
  done
}

# Looks at server and page until the browser has ended or has to be closed. A server that is away is no reason: the page goes on
# with what it has. A page asks /healthz?screen=kiosk every few seconds; /healthz says how long ago the last one did.
watch_over() {
  local silent=0 was_closed="" page_status health
  while kill -0 "$browser" 2>/dev/null; do
    pause "$LOOK_S"
    health=$(ask "$(address)/healthz") || { silent=0; continue; }
    page_status=$(ask "$PAGE" | cut -d' ' -f1) || true
    if [ "$page_status" != 200 ]; then
      # PROFILE=public without a review number: our own page says what to set.
      [ -n "$was_closed" ] || say "展厅页未开放 The kiosk is closed: $PAGE (${page_status:-?})"
      was_closed=yes silent=0
      continue
    fi
    if [ -n "$was_closed" ]; then say "展厅页已开放 The kiosk is open now"; return; fi
    if [[ $health =~ \"kiosk\":\ ?([0-9]+) ]] && ((BASH_REMATCH[1] < SILENT_S)); then silent=0; else silent=$((silent + 1)); fi
    if ((silent >= SILENT_LOOKS)); then say "页面无响应 The page gives no sign of life"; return; fi
  done
}

while true; do
  wait_for_server
  rm -rf "$PROFILE_DIR"
  mkdir -p "$PROFILE_DIR"
  say "打开 Opening: $PAGE"
  started=$SECONDS
  # A process group of its own.
  set -m
  "$CHROMIUM" "${flags[@]}" "$PAGE" </dev/null &
  browser=$!
  set +m
  watch_over
  close_browser
  if [ -n "$once" ]; then exit 0; fi
  # A browser that cannot start at all must not keep the machine busy.
  if ((SECONDS - started < 10)); then pause 5; else pause 1; fi
done
