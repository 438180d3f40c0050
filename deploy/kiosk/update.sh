#!/usr/bin/env bash
# Brings the version on a USB stick: proves the check sums, installs beside the current one, switches, asks for health, and goes
# back by itself when there is no answer.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=deploy/kiosk/shared.sh
. "$here/shared.sh"

usage() {
  say "用法 Usage: sudo update.sh [--again] [--sum SHA256] FOLDER
  FOLDER   U盘上的 sunan-atlas-… 文件夹 the sunan-atlas-… folder on the stick
  --again  重装已有的同一版 make a version anew that is already here
  --sum    SHA256SUMS 文件的校验和，由打包者另行告知 the sum of SHA256SUMS, told by whoever packed it"
}

again="" stick="" SUM=""
while (($#)); do
  case $1 in
    -h | --help) usage; exit 0 ;;
    --again) again=again ;;
    --sum) SUM=${2:-}; shift ;;
    -*) usage >&2; exit 2 ;;
    *) stick=$1 ;;
  esac
  shift
done
[ -n "$stick" ] || { usage >&2; exit 2; }

need_root
[ -L "$CURRENT" ] || fail "尚未安装，请先运行 Not installed yet, run first: install.sh"
lock
bring "$stick" "$again"
