#!/bin/sh
# Every test that has a database, through DATABASE_URL on Debian's PostgreSQL 15: what production looks like.
# With DATABASE_URL set (a user with CREATEDB and CREATEROLE), that server is used and none is started.
set -eu
cd "$(dirname "$0")/.."
run() { .venv/bin/python -m pytest -q -n "${YIFA_TEST_WORKERS:-2}" --dist worksteal --of-the-database "$@"; }

if [ -n "${DATABASE_URL:-}" ]; then
    run "$@"
    exit
fi

bin=/usr/lib/postgresql/15/bin
if [ ! -x "$bin/initdb" ]; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "正在安装 postgresql-15(apt)… Installing postgresql-15"
        apt-get update -qq
        # Without a cluster of its own, which nobody asked for: ours is made below and removed afterwards.
        conf=/etc/postgresql-common/createcluster.conf
        made=""
        if [ ! -e "$conf" ]; then
            mkdir -p "${conf%/*}"
            echo "create_main_cluster = false" >"$conf"
            made=yes
        fi
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql-15 >/dev/null
        [ -z "$made" ] || rm -f "$conf"
    else
        echo "没有 PostgreSQL 15。请运行 sudo apt install postgresql-15,或者设置 DATABASE_URL。" >&2
        echo "(PostgreSQL 15 is missing; install postgresql-15 or set DATABASE_URL.)" >&2
        exit 1
    fi
fi

# A cluster of our own on a free loopback port, below the temporary folder; existing clusters are left alone.
folder=$(mktemp -d "${TMPDIR:-/tmp}/yifa-pg15.XXXXXX")
port=$(.venv/bin/python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
if [ "$(id -u)" = 0 ]; then
    chown postgres: "$folder"
    as() { (cd / && exec setpriv --reuid=postgres --regid=postgres --clear-groups "$@"); }
else
    as() { "$@"; }
fi
finish() {
    as "$bin/pg_ctl" stop -D "$folder/data" -m fast -w >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap finish EXIT
trap 'exit 130' INT TERM
password=$(.venv/bin/python -c 'import secrets; print(secrets.token_hex(16))')
(umask 077 && printf '%s' "$password" >"$folder/password")
[ "$(id -u)" = 0 ] && chown postgres: "$folder/password"
as "$bin/initdb" -D "$folder/data" -U postgres -E UTF8 --locale=C.UTF-8 -A scram-sha-256 \
    --pwfile="$folder/password" >/dev/null
as "$bin/pg_ctl" start -D "$folder/data" -l "$folder/log" -w -o \
    "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$folder -c max_connections=100 \
    -c fsync=off -c full_page_writes=off -c autovacuum=off -c jit=off" >/dev/null
# It need not survive a crash, nor is it there for long enough that tidying or compiled plans could pay.
echo "PostgreSQL 15 在 127.0.0.1:$port 上运行,测试结束后移除。"
export DATABASE_URL="postgresql://postgres:$password@127.0.0.1:$port/postgres"
run "$@"
