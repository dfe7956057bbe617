#!/usr/bin/env bash
# Installs the wheel in dist/ into an empty environment, outside this folder, and makes documents with it:
#     bash tests/tools/try_wheel.sh [python]
set -euo pipefail
cd "$(dirname "$0")/../.."

wheels=(dist/*.whl)
[ ${#wheels[@]} = 1 ] && [ -f "${wheels[0]}" ] || { echo "There is not one wheel in dist/: run make dist"; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"${1:-python3}" -m venv "$work/venv"
# Only what the wheel itself asks for, in the versions of the lock.
sed -nE 's/^([A-Za-z0-9._-]+==[^ ;]+).*/\1/p' requirements.lock > "$work/versions"
"$work/venv/bin/python" -m pip --disable-pip-version-check -qq install --only-binary :all: -c "$work/versions" "${wheels[0]}"

cd "$work"
export ONEPAGER_CACHE=$work/cache
unset PYTHONPATH
venv/bin/python -c "import generator, sys; sys.exit(not generator.__file__.startswith('$work'))"
venv/bin/onepager --version
venv/bin/onepager init office
cd office
../venv/bin/onepager doctor
../venv/bin/onepager build nih-funding
made=$(find output -name '*.pdf' -o -name '*.docx' | wc -l)
[ "$made" -ge 10 ] || { echo "The wheel made $made documents only"; exit 1; }
echo "The wheel made $made documents."
