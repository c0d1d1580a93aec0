#!/bin/sh
# Sets up what a make target needs: system packages first, then .venv.
# Changes nothing and says nothing when all is there.
#
#   tools/setup.sh runtime   what making books needs
#   tools/setup.sh test      also what `make check` needs
#   tools/setup.sh bench     also the programs that `make bench` compares with
#   tools/setup.sh gallery   also what `make gallery` drives Chromium with
#
# PYTHON=/path/to/python3 chooses the interpreter that .venv is made with.
set -eu
cd "$(dirname "$0")/.."
profile=${1:-runtime}

say() { printf 'setup: %s\n' "$1" >&2; }
fail() { say "$1"; exit 1; }

# --- Python ---------------------------------------------------------------------------------------

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

# .venv is unusable when it was left half made, its interpreter is gone, or the folder has moved:
# its scripts carry the folder's full path.
drop_broken_venv() {
    [ -e .venv ] || return 0
    if [ "$(cat .venv/.made-in 2>/dev/null)" != "$(pwd)" ] || ! is_new_enough .venv/bin/python; then
        say 'making .venv anew'
        rm -rf .venv 2>/dev/null || fail 'cannot remove .venv; please remove it by hand'
    fi
}

# Those of the system that can make a .venv. Distributions compile Python after profiles of its running,
# version managers mostly without: theirs takes a tenth longer for a book.
system_pythons() {
    for version in 3.11 3.12 3.13 3.14; do
        if "/usr/bin/python$version" -c 'import ensurepip, venv' 2>/dev/null; then
            printf '%s\n' "/usr/bin/python$version"
        fi
    done
}

# The interpreter of .venv comes first: it is the one that has to load the libraries.
find_python() {
    python=.venv/bin/python
    if is_new_enough "$python"; then return; fi
    # shellcheck disable=SC2046  # a list of names
    for python in "${PYTHON:-}" $(system_pythons) \
        python3.11 python3.12 python3.13 python3.14 python3 python; do
        if [ -n "$python" ] && is_new_enough "$python"; then return; fi
    done
    fail 'Python 3.11 or newer is needed, and none was found (name one with PYTHON=/path/to/python3)'
}

# --- System packages ------------------------------------------------------------------------------

debian=''     # missing packages, by their Debian names
homebrew=''   # the same, by their Homebrew names

need() {
    debian="$debian $1"
    homebrew="$homebrew $2"
}

# Prints what is missing, by its Debian name. Without ctypes nothing can be loaded: all is missing.
missing_libraries() {
    "$python" - <<'PYTHON'
import sys
from pathlib import Path

libraries = {
    "libpango-1.0-0": ("libpango-1.0.so.0", "libpango-1.0.dylib"),
    "libpangoft2-1.0-0": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
    "libharfbuzz-subset0": ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"),
}
mac_folders = [Path(p, "lib") for p in (sys.prefix, "/opt/homebrew", "/usr/local", "/opt/local")]


def is_there(linux, mac):
    if sys.platform == "darwin":
        return any((folder / mac).exists() for folder in mac_folders)
    try:
        import ctypes

        ctypes.CDLL(linux)
    except (ImportError, OSError):
        return False
    return True


print(*(name for name, files in libraries.items() if not is_there(*files)))
PYTHON
}

has_program() { command -v "$1" >/dev/null 2>&1; }
has_font() { [ "$(uname -s)" = Darwin ] || fc-list -q "$1" 2>/dev/null; }
has_java() { java -version >/dev/null 2>&1; }   # on macOS a stub named java is always there
has_venv() { [ -e .venv ] || "$python" -c 'import ensurepip, venv' 2>/dev/null; }

list_missing() {
    debian='' homebrew=''
    has_venv || need "python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv" python
    libraries=$(missing_libraries)
    [ -z "$libraries" ] || need "$libraries" pango
    has_font 'Noto Color Emoji' || need fonts-noto-color-emoji font-noto-color-emoji
    has_font 'Noto Sans CJK JP' || need fonts-noto-cjk font-noto-sans-cjk
    [ "$profile" = test ] || return 0
    has_java || need default-jre-headless openjdk
    has_program qpdf || need qpdf qpdf
    has_program pdftotext || need poppler-utils poppler
    has_program chromium || has_program chromium-browser || [ "$(uname -s)" = Darwin ] || need chromium chromium
    has_program node || need nodejs node
    # In some distributions npm comes with Node.js, in others it is a package of its own.
    has_program npm || ! has_program node || need npm npm
    # A mail server to send to, where it can be started.
    [ "$(id -u)" != 0 ] || [ "$(uname -s)" = Darwin ] || [ -x /usr/sbin/postfix ] || need postfix postfix
}

apt_install() {
    say "installing$debian"
    export DEBIAN_FRONTEND=noninteractive
    log=$(mktemp)
    # Postfix without a configuration never starts by itself: the machine gets no mail server.
    case $debian in
        *postfix*) echo 'postfix postfix/main_mailer_type select No configuration' | debconf-set-selections ;;
    esac
    # An update may fail because of one broken source that is none of ours: the install decides.
    # shellcheck disable=SC2086  # a list of names
    { apt-get -qq -o Acquire::Retries=3 update || true
        apt-get -qq -y -o Acquire::Retries=3 -o DPkg::Lock::Timeout=120 \
            install --no-install-recommends $debian; } >"$log" 2>&1 ||
        { cat "$log" >&2; rm -f "$log"; fail "could not install$debian"; }
    rm -f "$log"
}

set_up_system() {
    list_missing
    [ -n "$debian" ] || return 0
    if [ "$(uname -s)" = Darwin ]; then fail "please run: brew install$homebrew"; fi
    has_program apt-get || fail "please install what Debian calls:$debian"
    [ "$(id -u)" = 0 ] || fail "please run: sudo apt-get install$debian"
    apt_install
    list_missing
    [ -z "$debian" ] || { apt_install; list_missing; }
    [ -z "$debian" ] || fail "installed, but $python still cannot use:$debian"
}

# --- .venv ----------------------------------------------------------------------------------------

fingerprint() { cat pyproject.toml setup.py constraints.txt tools/setup.sh | cksum; }

venv_pip() { .venv/bin/python -m pip -qq --disable-pip-version-check install "$@"; }

set_up_venv() {
    wanted=$(fingerprint)
    [ "$(cat ".venv/.made-for-$profile" 2>/dev/null)" != "$wanted" ] || return 0
    say "installing Python packages into .venv ($profile)"
    if [ ! -e .venv ]; then
        "$python" -m venv .venv
        pwd >.venv/.made-in
    fi
    case $profile in runtime) extra='' ;; *) extra="[$profile]" ;; esac
    venv_pip -c constraints.txt setuptools
    venv_pip -c constraints.txt --no-build-isolation -e ".$extra"
    for made in runtime "$profile"; do printf '%s\n' "$wanted" >".venv/.made-for-$made"; done
}

# Compiled here, since many machines tell Python to keep nothing that it compiles: a twentieth of the time that
# a book takes after an edit.
compile_program() { .venv/bin/python -m compileall -q bookmaker; }

# --- A reading system and an accessibility checker, for tests --------------------------------------

set_up_readers() {
    [ "$profile" = test ] || return 0
    wanted=$(cksum <tools/readers/package-lock.json)
    [ "$(cat tools/readers/node_modules/.made-for 2>/dev/null)" != "$wanted" ] || return 0
    say 'installing reading systems into tools/readers'
    # Without scripts of the packages: one of them would fetch a browser of its own.
    (cd tools/readers && npm ci --silent --ignore-scripts --no-audit --no-fund)
    printf '%s\n' "$wanted" >tools/readers/node_modules/.made-for
}

case $profile in runtime | test | bench | gallery) ;; *) fail "unknown profile $profile" ;; esac
drop_broken_venv
find_python
set_up_system
set_up_venv
compile_program
set_up_readers
