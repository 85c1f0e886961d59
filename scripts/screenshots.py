"""Take the pictures in docs/images from a running demonstration: `scripts/screenshots.py http://127.0.0.1:8000`.

Needs Debian's chromium. Pictures are reduced to 128 colours, to stay small.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

OUT = Path(__file__).resolve().parents[1] / "docs" / "images"
PASSWORD = "yunzhou-demo"
DESK, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 844}


class Camera:
    """Opens pages of one site as one account or none, and keeps pictures of them."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.browser, self.url = browser, url

    @contextmanager
    def page(self, user: str = "", size: dict[str, int] = DESK) -> Iterator[Page]:
        context = self.browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", viewport=size)  # type: ignore[arg-type]
        page = context.new_page()
        if user:
            page.goto(f"{self.url}/desk/login/")
            page.fill("input[name=username]", user)
            page.fill("input[name=password]", PASSWORD)
            page.press("input[name=password]", "Enter")
            page.wait_for_url("**/desk/")
        yield page
        context.close()

    def shoot(self, page: Page, name: str, height: int = 0) -> None:
        """Keep what is seen; `height` makes the window higher first."""
        if height and page.viewport_size:
            page.set_viewport_size({"width": page.viewport_size["width"], "height": height})
        page.wait_for_load_state("networkidle")
        path = OUT / f"{name}.png"
        page.screenshot(path=path)
        reduce(path)

    def both(self, user: str, name: str, visit: Callable[[Page], None], height: int = 860) -> None:
        """The same page on a desk and on a phone."""
        for suffix, size in (("", DESK), ("-phone", PHONE)):
            with self.page(user, size) as page:
                visit(page)
                self.shoot(page, name + suffix, height if not suffix else 0)


def reduce(path: Path) -> None:
    """Store a picture with at most 128 colours."""
    with Image.open(path) as image:
        image.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.name}: {path.stat().st_size // 1024} kB")


def first_matter(page: Page, url: str, stage: str) -> None:
    """Open the first of one's open penalty cases at a stage."""
    page.goto(f"{url}/desk/matters/?state=open&mine=1&procedure=penalty.ordinary&stage={stage}")
    page.locator("tbody td.first a").first.click()


def officials(camera: Camera) -> None:
    url = camera.url
    camera.both("handler", "desk", lambda page: page.goto(f"{url}/desk/") and None)
    camera.both("handler", "matter", lambda page: first_matter(page, url, "investigated"), 1180)
    with camera.page("handler") as page:
        first_matter(page, url, "investigated")
        page.goto(f"{page.url.split('?')[0]}act/decide/")
        camera.shoot(page, "act-form", 1100)
    with camera.page("handler") as page:
        first_matter(page, url, "performing")
        page.locator(".card", has_text="期限").locator("summary").first.click()
        camera.shoot(page, "clock", 1000)
    with camera.page("agencyhead") as page:
        decision_paper(page, camera)
    with camera.page("unithead") as page:
        page.goto(f"{url}/desk/inbox/")
        page.locator("td.first a").first.click()
        camera.shoot(page, "approval", 1100)


def decision_paper(page: Page, camera: Camera) -> None:
    """The first page of a decision as it was issued; an archived case has its papers."""
    page.goto(f"{camera.url}/desk/matters/?state=archived&procedure=penalty.ordinary")
    cases = page.locator("td.first a").evaluate_all("all => all.map(a => a.href)")
    for case in cases:
        page.goto(f"{case}?tab=papers")
        rows = page.locator("tr", has=page.get_by_text("行政处罚决定书", exact=True))
        if rows.locator("a").count():
            break
    answer = page.request.get(camera.url + (rows.locator("a").first.get_attribute("href") or ""))
    page_one = pypdfium2.PdfDocument(answer.body())[0]
    page_one.render(scale=80 / 72).to_pil().save(OUT / "paper.png")
    reduce(OUT / "paper.png")


def public(camera: Camera) -> None:
    url = camera.url
    camera.both("", "portal", lambda page: page.goto(url) and None)
    with camera.page() as page:
        page.goto(f"{url}/decisions/")
        addresses = page.locator("main a[href*='/decisions/']").evaluate_all("all => all.map(a => a.href)")
    decision = next(a for a in addresses if re.search(r"/decisions/[0-9a-f-]{36}/", a))
    with camera.page() as page:
        page.goto(decision)
        camera.shoot(page, "decision", 1100)
        code = page.locator("main a.mono[href*='/c/']").first.get_attribute("href")
    camera.both("", "code", lambda page: page.goto(f"{url}{code}") and None, 1000)


def main() -> None:
    """Take all pictures."""
    OUT.mkdir(parents=True, exist_ok=True)
    found = map(shutil.which, ("chromium-headless-shell", "chromium"))
    path = os.environ.get("YIFA_CHROMIUM") or next(filter(None, found), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-gpu", "--lang=zh-CN"],
            env={**os.environ, "LANGUAGE": "zh_CN"},
        )
        camera = Camera(browser, sys.argv[1].rstrip("/"))
        officials(camera)
        public(camera)
        browser.close()


if __name__ == "__main__":
    main()
