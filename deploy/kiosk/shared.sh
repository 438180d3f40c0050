# shellcheck shell=bash
# What the scripts beside this one share. PREFIX stands before every path, for tests and for looking before doing.

PREFIX=${PREFIX:-}
TOP=$PREFIX/opt/sunan-atlas
VERSIONS=$TOP/versions
CURRENT=$TOP/current
PREVIOUS=$TOP/previous
ETC=$PREFIX/etc/sunan-atlas
SETTINGS=$ETC/kiosk.env
PYTHON=${PYTHON:-python3}
SHARED=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
# How long a server may take until it answers, in seconds.
HEALTH_S=${HEALTH_S:-90}
# What the hall's Debian 12 needs besides; install.sh and pack.sh read it.
# shellcheck disable=SC2034
PACKAGES=(chromium cage fonts-noto-cjk python3 python3-venv dbus libpam-systemd libgl1-mesa-dri)
# A version with its libraries takes 1.3 GB, its copy from the stick 0.4 GB.
NEEDED_MB=${NEEDED_MB:-2500}

say() { printf '%s\n' "$*"; }
fail() {
  printf '%s\n' "错误 Error: $*" >&2
  exit 1
}

need_root() {
  [ -n "$PREFIX" ] || [ "$(id -u)" = 0 ] || fail "请用 sudo 运行 Run it with sudo: $0"
}

# Only one of install, update and rollback at a time.
lock() {
  mkdir -p "$VERSIONS"
  exec 9>"$TOP/.lock"
  flock -n 9 || fail "另一个安装或更新正在进行 Another installation or update is running"
}

# ---- settings and health ------------------------------------------------------------------------------------------------

# The value of a variable: of this process, else of kiosk.env, else the given one.
setting() {
  local value=${!1:-}
  if [ -z "$value" ] && [ -f "$SETTINGS" ]; then
    value=$(sed -n "s/^$1=//p" "$SETTINGS" | tail -n 1 | tr -d "\"'\r")
  fi
  say "${value:-$2}"
}

address() { say "http://127.0.0.1:$(setting PORT 8050)"; }
ask() { "$PYTHON" "$SHARED/ask.py" "$1"; }

# Is there a server that says it is well?
answers() {
  local answer
  answer=$(ask "$(address)/healthz") && [[ $answer =~ \"status\":\ ?\"ok\" ]]
}

wait_healthy() {
  local until=$((SECONDS + HEALTH_S))
  while ! answers; do
    ((SECONDS < until)) || return 1
    sleep 0.5
  done
}

# Runs a command with the variables of kiosk.env, which is systemd's format and not the shell's.
with_settings() (
  local line
  while IFS= read -r line || [ -n "$line" ]; do
    line=${line%$'\r'}
    [[ $line =~ ^([A-Z_]+)=(.*)$ ]] || continue
    local value=${BASH_REMATCH[2]}
    if [[ $value =~ ^\"(.*)\"$ || $value =~ ^\'(.*)\'$ ]]; then
      export "${line%%=*}=${BASH_REMATCH[1]}"
    else
      export "${line%%=*}=$value"
    fi
  done <"$SETTINGS"
  "$@"
)

# ---- from the stick to a version ----------------------------------------------------------------------------------------

# Copies what SHA256SUMS lists from the stick ($1) to a folder of ours ($2) and proves the copies. What is not listed is never
# read, and a stick that reads well only once cannot deceive us.
take_over() {
  local stick=$1 staging=$2 path
  [ -f "$stick/SHA256SUMS" ] || fail "找不到 No $stick/SHA256SUMS"
  if [ -n "${SUM:-}" ]; then
    [ "$(sha256sum <"$stick/SHA256SUMS" | cut -d' ' -f1)" = "$SUM" ] || fail "SHA256SUMS 与给定的校验和不符 SHA256SUMS is not the one announced (--sum)"
  fi
  rm -rf "$staging"
  mkdir -p "$staging"
  cp "$stick/SHA256SUMS" "$staging/SHA256SUMS"
  if grep -qvE '^[0-9a-f]{64} [ *][^/\\]' "$staging/SHA256SUMS" || grep -qE '(^.{66}|/)\.\.(/|$)' "$staging/SHA256SUMS"; then
    fail "SHA256SUMS 含有不允许的行 SHA256SUMS has a line that is not allowed"
  fi
  for path in VERSION project/app.py project/requirements.txt project/deploy/kiosk/update.sh; do
    grep -qE "^.{66}${path//./\\.}\$" "$staging/SHA256SUMS" || fail "SHA256SUMS 未列出 does not list: $path"
  done
  say "复制并核对 $(wc -l <"$staging/SHA256SUMS") 个文件 Copying and checking files …"
  while IFS= read -r path; do
    [ -f "$stick/$path" ] || fail "U盘缺少文件，一切未变 The stick lacks a file, nothing was changed: $path"
    mkdir -p "$staging/$(dirname "$path")"
    cp "$stick/$path" "$staging/$path" || fail "U盘读不出，一切未变 The stick cannot be read, nothing was changed: $path"
  done < <(cut -c67- "$staging/SHA256SUMS")
  (cd "$staging" && sha256sum --check --quiet --strict SHA256SUMS) \
    || fail "校验和不符，一切未变；请重做U盘 A check sum differs, nothing was changed; make the stick again"
}

# The name of what lies in a staging folder ($1): its version and the sum of its sums, so that unlike contents have unlike names.
name_of() {
  local version
  version=$(head -n 1 "$1/VERSION" | tr -d '\r')
  [[ $version =~ ^[A-Za-z0-9][A-Za-z0-9._-]*$ ]] || fail "VERSION 不对 is wrong: $version"
  say "$version-$(sha256sum <"$1/SHA256SUMS" | cut -c1-8)"
}

# Makes versions/NAME ($2) of a staging folder ($1): beside the others, whole or not at all.
make_version() {
  local staging=$1 name=$2 new=$VERSIONS/.new
  rm -rf "$new"
  mv "$staging/project" "$new"
  cp "$staging/VERSION" "$new/VERSION"
  chmod +x "$new"/deploy/kiosk/*.sh
  say "安装程序库 Installing the libraries …"
  "$PYTHON" -m venv "$new/.venv"
  "$new/.venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --find-links "$staging/wheels" \
    -r "$new/requirements.txt" || fail "程序库装不上，一切未变 The libraries cannot be installed, nothing was changed"
  say "检查数据并写静态文件 Checking the data and writing the static files …"
  mkdir -p "$new/.build"
  (cd "$new" && with_settings .venv/bin/python app.py --prepare) \
    || fail "这一版不能启动（见上），一切未变 This version cannot start (see above), nothing was changed"
  chown -R sunan-atlas:sunan-atlas "$new/.build"
  chmod -R u=rwX,go=rX "$new"
  # The venv finds itself by where it stands, so it may be moved.
  mv "$new" "$VERSIONS/$name"
  sync -f "$VERSIONS"
}

need_space() {
  local free
  free=$(df -Pm "$VERSIONS" | awk 'NR == 2 { print $4 }')
  ((free >= NEEDED_MB)) || fail "磁盘空间不足 Not enough free space: $free MB < $NEEDED_MB MB"
}

# ---- which version is the current one -----------------------------------------------------------------------------------

target() { if [ -L "$1" ]; then basename "$(readlink "$1")"; fi; }

# Points a link ($1) at a version ($2) in one step: a cut of power leaves the old one or the new one.
point() {
  ln -sfn "versions/$2" "$1.new"
  mv -T "$1.new" "$1"
  sync -f "$TOP"
}

# Copies a file ($1) to its place ($2) if it differs.
place() {
  mkdir -p "$(dirname "$2")"
  if ! cmp -s "$1" "$2"; then install -m 644 "$1" "$2"; fi
}

# Puts units, policies and the rest of the current version where Debian looks for them.
place_files() {
  local from=$CURRENT/deploy/kiosk unit policy
  for unit in sunan-atlas.service sunan-kiosk.service sunan-health.service sunan-health.timer; do
    place "$from/$unit" "$PREFIX/etc/systemd/system/$unit"
  done
  place "$from/journald.conf" "$PREFIX/etc/systemd/journald.conf.d/sunan-atlas.conf"
  place "$from/sunan-kiosk.pam" "$PREFIX/etc/pam.d/sunan-kiosk"
  policy=$(mktemp)
  sed "s#http://127.0.0.1:8050#$(address)#" "$from/policy.json" >"$policy"
  place "$policy" "$PREFIX/etc/chromium/policies/managed/sunan-atlas.json"
  rm -f "$policy"
  "$PYTHON" "$from/cursor.py" "$PREFIX/usr/share/icons/sunan-blank"
  systemctl daemon-reload
}

restart_server() {
  place_files
  systemctl restart sunan-atlas || return 1
  wait_healthy
}

# Makes a version ($1) the current one. When it does not answer, the one before comes back by itself.
change_over() {
  local name=$1 before
  before=$(target "$CURRENT")
  point "$CURRENT" "$name"
  if restart_server; then
    if [ -n "$before" ] && [ "$before" != "$name" ]; then point "$PREVIOUS" "$before"; fi
    systemctl restart sunan-kiosk
    say "完成，现在是 Done, now at: $name"
    return
  fi
  if [ -z "$before" ] || [ "$before" = "$name" ]; then
    fail "服务不应答 The server does not answer: journalctl -u sunan-atlas -n 50"
  fi
  say "新版不应答，退回 The new version does not answer; going back to: $before" >&2
  point "$CURRENT" "$before"
  restart_server || fail "退回后仍不应答 It does not answer after going back either: journalctl -u sunan-atlas -n 50"
  systemctl restart sunan-kiosk
  fail "未更新，仍是 Not updated, still at: $before"
}

# Keeps the current version and the one before it.
prune() {
  local one name
  for one in "$VERSIONS"/*/; do
    name=$(basename "$one")
    if [ "$name" != "$(target "$CURRENT")" ] && [ "$name" != "$(target "$PREVIOUS")" ]; then rm -rf "$one"; fi
  done
}

# From a stick ($1) to the current version. With $2=again a version that is already here is made anew, under a name of its own,
# since the damaged one may be the one that runs.
bring() {
  local staging=$TOP/.staging name
  need_space
  take_over "$1" "$staging"
  name=$(name_of "$staging")
  if [ "${2:-}" = again ]; then name=$name-$(date +%Y%m%d%H%M%S); fi
  if [ -e "$VERSIONS/$name" ]; then
    say "已有这一版 This version is here already: $name"
  else
    make_version "$staging" "$name"
  fi
  rm -rf "$staging"
  change_over "$name"
  prune
}
