#!/bin/sh
# Make .venv with exactly the locked packages, and the project itself on its path. Safe to run again and again,
# and by two people at once: the second waits for the first.
set -eu
cd "$(dirname "$0")/.."
venv=.venv
stamp="$venv/.ready"
# A moved checkout needs a new environment: its scripts name the folder they were made in.
want="$(cat requirements.lock pyproject.toml | cksum) $PWD"

up_to_date() { [ -x "$venv/bin/python" ] && [ "$(cat "$stamp" 2>/dev/null || true)" = "$want" ]; }
up_to_date && exit 0

find_python() {
    for candidate in "${PYTHON:-}" python3.11 python3 python3.12 python3.13; do
        [ -n "$candidate" ] || continue
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
}

if command -v flock >/dev/null 2>&1 && [ -z "${YIFA_SETUP_LOCKED:-}" ]; then
    if ! exec 9>>.setup.lock; then
        echo "无法写入项目目录。请把项目复制到有写权限的目录再运行。(The project folder is not writable.)" >&2
        exit 1
    fi
    flock 9
    up_to_date && exit 0
fi

python=$(find_python)
if [ -z "$python" ]; then
    echo "需要 Python 3.11 或更高版本:apt install python3 python3-venv(Python 3.11 or newer is needed.)" >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "正在安装 python3-venv …"
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv
    else
        echo "缺少 python3-venv,请先运行:sudo apt install python3-venv(Please install python3-venv first.)" >&2
        exit 1
    fi
fi

echo "正在准备运行环境 .venv(第一次约需几分钟)… Preparing .venv"
if [ ! -x "$venv/bin/pip" ] || ! "$venv/bin/pip" --version >/dev/null 2>&1; then
    "$python" -m venv --clear "$venv"
fi
echo "正在安装锁定版本的依赖 … Installing locked packages"
install() { "$venv/bin/python" -m pip install -q --disable-pip-version-check "$@"; }
if ! install -r requirements.lock || ! install --no-deps --no-build-isolation -e .; then
    echo "依赖没有装全(见上)。请检查网络和磁盘空间后重新运行,已下载的不会重复下载。" >&2
    echo "(Installing packages failed, see above; check network and disk, then run again.)" >&2
    exit 1
fi
printf '%s\n' "$want" >"$stamp"
echo "运行环境已就绪。 Ready."
