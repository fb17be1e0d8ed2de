#!/bin/sh
# Chromium and Chinese fonts for the browser tests, and curl for the examples of the API guide: installed where
# the caller may, asked for elsewhere.
set -eu
missing=
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || [ -n "${CHROMIUM:-}" ] || missing=chromium
fc-list 2>/dev/null | grep -qi 'noto.*cjk' || missing="$missing fonts-noto-cjk"
command -v curl >/dev/null || missing="$missing curl"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq
    # shellcheck disable=SC2086 # names of packages, one word each
    DEBIAN_FRONTEND=noninteractive apt-get install -qq --yes --no-install-recommends $missing fontconfig
else
    echo "The browser tests need: $missing. On Debian: sudo apt-get install $missing (or set CHROMIUM to a Chromium binary)." >&2
    exit 1
fi
