# Sourced: install node and npm when they are missing and we may. A test of single sign-on runs a provider in them.
if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "正在安装 nodejs 和 npm(apt)… Installing nodejs and npm"
        { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
            nodejs npm >/dev/null; } || echo "nodejs 没有装上,统一身份认证的测试将跳过。" >&2
    else
        echo "没有 node 和 npm,统一身份认证的测试将跳过;安装:sudo apt install nodejs npm" >&2
    fi
fi
