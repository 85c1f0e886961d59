# Sourced: install Chromium without windows, and a Chinese font, when they are missing and we may. Chromium with windows
# does as well, for twice the processor time.
if [ -z "${YIFA_CHROMIUM:-}" ] && ! command -v chromium-headless-shell >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "正在安装 chromium-headless-shell 和中文字体(apt)… Installing chromium-headless-shell"
        { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
            chromium-headless-shell fonts-noto-cjk >/dev/null; } || echo "chromium-headless-shell 没有装上。" >&2
    fi
    if ! command -v chromium-headless-shell >/dev/null 2>&1 && ! command -v chromium >/dev/null 2>&1; then
        echo "没有 chromium,浏览器测试将跳过;安装:sudo apt install chromium-headless-shell fonts-noto-cjk" >&2
    fi
fi
