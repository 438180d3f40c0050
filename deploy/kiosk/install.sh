#!/usr/bin/env bash
# Makes a Debian 12 machine the hall's: users, packages, folders, units, policies, and the version on the stick. Without a
# network; run again, it changes only what differs and keeps the settings.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=deploy/kiosk/shared.sh
. "$here/shared.sh"

usage() {
  say "用法 Usage: sudo bash install.sh [--sum SHA256] [FOLDER]
  FOLDER   U盘上的 sunan-atlas-… 文件夹，缺省为本脚本所在的那个
           the sunan-atlas-… folder on the stick; by default the one this script lies in
  --sum    SHA256SUMS 文件的校验和，由打包者另行告知 the sum of SHA256SUMS, told by whoever packed it"
}

stick="" SUM=""
while (($#)); do
  case $1 in
    -h | --help) usage; exit 0 ;;
    --sum) SUM=${2:-}; shift ;;
    -*) usage >&2; exit 2 ;;
    *) stick=$1 ;;
  esac
  shift
done
# This script lies in FOLDER/project/deploy/kiosk.
stick=${stick:-$(cd "$here/../../.." && pwd)}

need_root
lock
[ -f "$stick/SHA256SUMS" ] || fail "找不到 No $stick/SHA256SUMS"

add_packages() {
  local one missing=()
  for one in "${PACKAGES[@]}"; do
    [ "$(dpkg-query -W -f '${Status}' "$one" 2>/dev/null)" = 'install ok installed' ] || missing+=("$one")
  done
  ((${#missing[@]})) || return 0
  say "安装软件包 Installing packages: ${missing[*]}"
  if grep -q '  debs/Packages$' "$stick/SHA256SUMS"; then
    # The stick's packages as apt's only source, their sums proved before.
    local debs=$TOP/.debs
    rm -rf "$debs"
    mkdir -p "$debs/lists/partial"
    (cd "$stick" && grep '  debs/' SHA256SUMS | sha256sum --check --quiet --strict -) || fail "校验和不符，一切未变 A check sum differs, nothing was changed"
    cp "$stick"/debs/* "$debs/"
    say "deb [trusted=yes] file:$debs ./" >"$debs/sources.list"
    local only=(-o Dir::Etc::sourcelist="$debs/sources.list" -o Dir::Etc::sourceparts=- -o Dir::State::lists="$debs/lists")
    apt-get "${only[@]}" update -qq
    DEBIAN_FRONTEND=noninteractive apt-get "${only[@]}" install -y -qq --no-install-recommends "${missing[@]}"
    rm -rf "$debs"
  else
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" \
      || fail "软件包装不上；请用 pack.sh --with-debs 打包 The packages cannot be installed; pack the stick with --with-debs"
  fi
}

add_user() {
  id "$1" >/dev/null 2>&1 || useradd --system --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin "$1"
}

add_packages
say "用户与文件夹 Users and folders …"
add_user sunan-atlas
add_user sunan-kiosk
for group in video render; do
  if getent group "$group" >/dev/null; then usermod -aG "$group" sunan-kiosk; fi
done
mkdir -p "$ETC"
for file in kiosk.env screen.env; do
  if [ ! -f "$ETC/$file" ]; then install -m 644 "$here/$file" "$ETC/$file"; fi
done
mkdir -p "$PREFIX/var/lib/sunan-atlas/usage"
chown -R sunan-atlas:sunan-atlas "$PREFIX/var/lib/sunan-atlas"

# A screen in a hall neither sleeps nor shows a login.
systemctl mask sleep.target suspend.target hibernate.target hybrid-sleep.target
systemctl set-default graphical.target

bring "$stick"
systemctl enable sunan-atlas.service sunan-kiosk.service sunan-health.timer
systemctl start sunan-health.timer
say "设置 Settings: $SETTINGS, $ETC/screen.env
重启后直接进入展厅屏 After a reboot the machine goes straight to the hall's screen."
