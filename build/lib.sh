# shellcheck shell=bash disable=SC2034
# Shared by the scripts beside it, which source it: where things are, and how
# what is missing gets installed. Nothing is installed twice.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
bin=$root/build/bin     # what is built
cache=$root/build/cache # what the scripts keep between runs
mkdir -p "$bin" "$cache"

# The same flags for every go command: SQLite's C is then compiled once for
# each target. A -tags on a command line replaces this one and repeats it.
export GOFLAGS="-buildvcs=false -trimpath -gcflags=all=-dwarf=false -tags=sqlite_fts5" # without what a debugger needs: a tenth of the compiling, and stripped from what ships
export CGO_ENABLED=1
export CGO_CFLAGS=${CGO_CFLAGS:--O2} # without -g, which takes a fifth of gcc's time and is stripped from what ships
window_tags=desktop,production,webkit2_41,sqlite_fts5
windows_tags=desktop,production,sqlite_fts5,wv2runtime.error
slim="-s -w"

# Debian packages: "package", or "command:package" where any package that
# brings the command will do.
base_packages=(gcc libc6-dev ca-certificates)
window_packages=(libgtk-3-dev libwebkit2gtk-4.1-dev pkg-config fonts-noto-cjk)
browser_packages=(chromium-headless-shell fonts-noto-cjk)
windows_packages=(x86_64-w64-mingw32-gcc:gcc-mingw-w64-x86-64-win32) # of the two compilers of gcc-mingw-w64-x86-64 the one that is used
installer_packages=(makensis:nsis python3:python3)
wine_packages=(wine64 wine)
test_packages=(strace mkfs.ext4:e2fsprogs xvfb xauth dbus pdftotext:poppler-utils qpdf:qpdf
  soffice:libreoffice-calc-nogui libreoffice-writer-nogui unzip:unzip sqlite3:sqlite3 python3-openpyxl)

say() { printf '\n== %s\n' "$*"; }

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

# need PACKAGE...: installs the Debian packages that are missing, in one go.
need() {
  local wanted missing=()
  for wanted in "$@"; do
    if [[ $wanted == *:* ]]; then
      command -v "${wanted%%:*}" >/dev/null || missing+=("${wanted##*:}")
    elif ! dpkg-query -W -f '${Status}' "$wanted" 2>/dev/null | grep -q '^install ok'; then
      missing+=("$wanted")
    fi
  done
  ((${#missing[@]})) || return 0
  [[ $(id -u) == 0 ]] || fail "Missing: ${missing[*]}. Run once as root: apt-get install ${missing[*]}"
  say "apt: ${missing[*]}"
  apt-get -qq update
  DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=500 \
    install -y --no-install-recommends "${missing[@]}" >"$cache/apt.log" 2>&1 || {
    tail -20 "$cache/apt.log" >&2
    fail "apt-get install failed: build/cache/apt.log"
  }
}

# node_packages: npm ci, when the lock file is another than the installed one.
node_packages() {
  local installed=frontend/node_modules/.installed.json
  cmp -s frontend/package-lock.json "$installed" && return 0
  (cd frontend && npm ci --no-audit --no-fund --loglevel=error)
  cp frontend/package-lock.json "$installed"
}

# fonts: copies the embedded fonts from the npm packages, where they come from.
fonts() {
  local from=frontend/node_modules/@expo-google-fonts to=internal/paper/fonts
  copy_new "$from/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf" "$to/NotoSerifSC-Regular.ttf"
  copy_new "$from/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf" "$to/NotoSerifSC-Bold.ttf"
  copy_new "$from/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf" "$to/NotoSansSC-Regular.ttf"
  copy_new "$from/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf" "$to/NotoSansSC-Bold.ttf"
}

copy_new() { cmp -s "$1" "$2" || cp "$1" "$2"; }

# bindings: writes frontend/wailsjs from the bound Go types.
bindings() {
  tsoutputtype=interfaces go run -tags bindings,sqlite_fts5 . >"$cache/bindings.log" 2>&1 || {
    cat "$cache/bindings.log" >&2
    fail 'the bindings were not written'
  }
}

# frontend: builds frontend/dist from nothing but what is here.
frontend() {
  node_packages
  fonts
  bindings
  (cd frontend && npm run --silent build -- --logLevel warn)
}

console_program() { go build -ldflags "$slim" -o "$bin/dudao" .; }
window_program() { go build -tags "$window_tags" -ldflags "$slim" -o "$bin/dudao-window" .; }
e2e_program() { go build -tags e2e,sqlite_fts5 -ldflags "$slim" -o "$bin/dudao-e2e" .; }

# sample_county: what the browser tests, the window and wine work on copies of.
sample_county() {
  rm -rf "$cache/sample"
  "$bin/dudao" --data "$cache/sample" sample
}

version() { sed -n 's/^const Version = "\(.*\)"$/\1/p' internal/desk/desk.go; }

# for_windows COMMAND...: runs a go command for Windows. With WINDOWS_QUICKLY=1 nothing
# is optimized: the tests run these programs once, and compile them in two thirds of the time.
for_windows() {
  local flags=$GOFLAGS c=$CGO_CFLAGS
  if [[ -n ${WINDOWS_QUICKLY:-} ]]; then
    flags=${flags/-gcflags=all=-dwarf=false/\'-gcflags=all=-dwarf=false -N -l\'}
    c=-O0
  fi
  GOFLAGS=$flags CGO_CFLAGS=$c GOOS=windows GOARCH=amd64 CC=x86_64-w64-mingw32-gcc "$@"
}

# windows_resources: icon, manifest and version, linked in by Go by its name.
windows_resources() {
  local v work=$cache/resources
  v=$(version)
  [[ $v =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]] || fail "no version in internal/desk/desk.go"
  mkdir -p "$work"
  cp build/windows/icon.ico "$work"
  sed "s/@VERSION@/$v/" build/windows/app.manifest >"$work/app.manifest"
  sed "s/@VERSION@/$v/; s/@COMMAS@/${v//./,}/" build/windows/app.rc >"$work/app.rc"
  (cd "$work" && x86_64-w64-mingw32-windres -c 65001 -O coff -o "$root/rsrc_windows_amd64.syso" app.rc)
}

windows_programs() {
  windows_resources
  for_windows go build -tags "$windows_tags" -ldflags "$slim -H windowsgui" -o "$bin/dudao.exe" .
  for_windows go build -ldflags "$slim" -o "$bin/dudao-cli.exe" .
}

# windows_licences: what lies beside the Windows programs: our licence, the fonts'
# and one list with those of all that the programs are made of.
windows_licences() {
  rm -rf "$bin/licences"
  mkdir -p "$bin/licences"
  cp LICENSE "$bin/licences/dudao.txt"
  cp internal/paper/fonts/OFL-*.txt "$bin/licences/"
  node build/licences.mjs "$bin/licences/第三方软件许可.txt"
}

# windows_installer FILE [OPTION...]: the installer of the programs in build/bin;
# the options are makensis' own, later ones win.
windows_installer() {
  local file=$1
  shift
  rm -f "$file"
  makensis -V2 -WX -INPUTCHARSET UTF8 "-DOUT=$file" "$@" build/windows/installer.nsi
}

# windows_portable FILE LEVEL: the zip for a U-disk; level 0 packs nothing, for the tests.
windows_portable() {
  local into=$cache/portable/督导台账便携版
  rm -rf "$cache/portable" "$1"
  mkdir -p "$into"
  cp -r "$bin/dudao.exe" "$bin/dudao-cli.exe" "$bin/licences" "$into"
  # Notepad wants the mark and both signs of a line's end.
  { printf '\xef\xbb\xbf' && sed "s/@VERSION@/$(version)/; s/\$/\r/" build/windows/portable.txt; } >"$into/便携版.txt"
  python3 build/windows/zip.py "$cache/portable" "$1" "$2"
}
