#!/usr/bin/env bash
# Makes the folder for the USB stick, on a machine with a network: the project at a commit, its libraries as wheels, what is built
# of it, and the check sums of all.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
root=$(cd "$here/../.." && pwd)
# shellcheck source=deploy/kiosk/shared.sh
. "$here/shared.sh"

usage() {
  cat <<'TEXT'
用法 Usage: pack.sh [--commit REF] [--platform linux|windows] [--with-debs] OUT
  OUT          放 sunan-atlas-… 文件夹的地方 where the sunan-atlas-… folder is to be made
  --commit     缺省 HEAD by default HEAD
  --platform   展厅机的系统，缺省 linux the hall machine's system, by default linux
  --with-debs  连同 Chromium、cage、字体等 Debian 12 软件包（须在 Debian 12 上打包，约 300 MB）
               with Chromium, cage, fonts … as packages of Debian 12 (pack on Debian 12, about 300 MB)
TEXT
}
commit=HEAD platform=linux debs="" out="" more=()
while (($#)); do
  case $1 in
    -h | --help) usage; exit 0 ;;
    --commit) commit=${2:-}; shift ;;
    --platform) platform=${2:-}; shift ;;
    --with-debs) debs=yes ;;
    -*) usage >&2; exit 2 ;;
    *) out=$1 ;;
  esac
  shift
done
[ -n "$out" ] || { usage >&2; exit 2; }
# The hall's Debian 12 has Python 3.11; pip picks wheels for that, whatever runs here.
case $platform in
  linux) tags=(manylinux_2_36_x86_64 manylinux_2_34_x86_64 manylinux_2_28_x86_64 manylinux_2_27_x86_64 manylinux_2_24_x86_64 manylinux_2_17_x86_64 manylinux2014_x86_64) ;;
  # pip asks this machine, not the hall's, what Windows needs besides.
  windows) tags=(win_amd64) more=(colorama tzdata) ;;
  *) fail "--platform $platform: linux, windows" ;;
esac
if [ -n "$debs" ]; then command -v dpkg-scanpackages >/dev/null || fail "请先安装 Install first: apt-get install dpkg-dev"; fi
command -v npm >/dev/null || fail "需要 Node.js 20（地图的脚本要在这里打包） Node.js 20 is needed: the map's script is bundled here"

short=$(git -C "$root" rev-parse --short=10 "$commit^{commit}") || fail "没有这个提交 No such commit: $commit"
version=$(git -C "$root" show "$short:app.py" | sed -n 's/^VERSION = "\(.*\)"$/\1/p')
name=sunan-atlas-$version-$short
folder=$out/$name
[ ! -e "$folder" ] || fail "已存在 It exists already: $folder"
making=$out/.$name
rm -rf "$making"
mkdir -p "$making/project" "$making/wheels"

say "项目 The project at $short …"
git -C "$root" archive "$short" | tar -x -C "$making/project" --exclude=./tests --exclude=tests --exclude=bench --exclude=.ci
say "地图脚本 The map's script …"
(cd "$making/project/deploy/vendor" && npm ci --silent && node build.mjs && rm -rf node_modules)
say "程序库 The libraries …"
platforms=()
for tag in "${tags[@]}"; do platforms+=(--platform "$tag"); done
"$PYTHON" -m pip download --quiet --disable-pip-version-check --only-binary=:all: --implementation cp --python-version 3.11 \
  --abi cp311 --abi abi3 --abi none "${platforms[@]}" -r "$making/project/requirements.txt" "${more[@]}" -d "$making/wheels"

if [ -n "$debs" ]; then
  say "软件包 The packages …"
  mkdir -p "$making/debs" "$making/.apt/partial"
  : >"$making/.apt/status"
  # An empty status makes apt fetch everything, as for a bare machine; install.sh takes only what is missing there.
  apt-get -o Dir::State::status="$making/.apt/status" -o Dir::Cache::archives="$making/.apt" -o Debug::NoLocking=1 \
    install -y -qq --download-only --no-install-recommends "${PACKAGES[@]}"
  mv "$making"/.apt/*.deb "$making/debs/"
  rm -rf "$making/.apt"
  # FAT has no colon in names; epochs are written with one.
  for file in "$making"/debs/*%3a*; do if [ -e "$file" ]; then mv "$file" "${file//%3a/_}"; fi; done
  (cd "$making/debs" && dpkg-scanpackages --multiversion . >Packages)
fi

printf '%s\n' "$version-$short" >"$making/VERSION"
(cd "$making" && find . -type f -printf '%P\n' | LC_ALL=C sort | tr '\n' '\0' | xargs -0 sha256sum) >"$out/.$name.sums"
mv "$out/.$name.sums" "$making/SHA256SUMS"
mv "$making" "$folder"
say "完成 Done: $folder"
say "SHA256SUMS 的校验和，请另行告知展厅 The sum of SHA256SUMS, to be told to the hall by another way:"
sha256sum <"$folder/SHA256SUMS" | cut -d' ' -f1
