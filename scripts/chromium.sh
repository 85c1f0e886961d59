# Sourced: install Chromium and a Chinese font when they are missing and we may.
if [ -z "${YIFA_CHROMIUM:-}" ] && ! command -v chromium >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "正在安装 chromium 和中文字体(apt)… Installing chromium"
        { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
            chromium fonts-noto-cjk >/dev/null; } || echo "chromium 没有装上,浏览器测试将跳过。" >&2
    else
        echo "没有 chromium,浏览器测试将跳过;安装:sudo apt install chromium fonts-noto-cjk" >&2
    fi
fi
