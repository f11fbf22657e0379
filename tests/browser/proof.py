"""Looks at proof sheets as a person does, in a headless Chromium: the mouse, the slider, keys, a phone, the dark.

    proof.py PROGRAM WORK [--picture FILE]

Makes the sheets with PROGRAM in the folder WORK and leaves screenshots there; with --picture also the one that the README
shows. Needs Debian's chromium, chromium-driver and python3-selenium.
"""
import argparse
import os
import re
import subprocess
import sys

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

HERE = os.path.dirname(os.path.abspath(__file__))
PAGES = os.path.join(HERE, "..", "..", "testdata", "pages")
ARTICLE = os.path.join(PAGES, "news-ap-dateline.html")
COMMENTS = os.path.join(PAGES, "article-comments-wordpress.html")
HOSTILE = os.path.join(HERE, "hostile.txt")
# A phone of the smaller kind, and what small text needs against its background (WCAG 2.2, AA).
PHONE = {"width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": True}
CONTRAST = 4.5

# The lowest contrast of any text on the sheet against the nearest background that is not transparent, and whose it is.
LOWEST_CONTRAST = """
const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
const known = new Map();
function colour(text) {
  if (!known.has(text)) {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = text;
    canvas.fillRect(0, 0, 1, 1);
    known.set(text, [...canvas.getImageData(0, 0, 1, 1).data]);
  }
  return known.get(text);
}
function light([red, green, blue]) {
  const part = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue);
}
let lowest = [99, ""];
for (const element of document.querySelectorAll("main *, header *, .tools *, footer *")) {
  const holdsText = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  if (!holdsText || !element.offsetParent || element.disabled) continue;
  let behind = element;
  while (behind && colour(getComputedStyle(behind).backgroundColor)[3] < 255) behind = behind.parentElement;
  const paper = light(colour(getComputedStyle(behind ?? document.body).backgroundColor));
  const ink = light(colour(getComputedStyle(element).color));
  const ratio = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
  if (ratio < lowest[0]) lowest = [ratio, `${element.tagName}.${element.className}: ${element.textContent.slice(0, 40)}`];
}
return lowest;
"""


class Sheet:
    """A proof sheet in a browser."""

    def __init__(self, browser, program, work):
        self.browser, self.program, self.work = browser, program, work

    def open(self, name, *arguments):
        path = os.path.abspath(os.path.join(self.work, name + ".html"))
        subprocess.run([self.program, "proof", "-o", path, *arguments], check=True)
        self.browser.get("file://" + path)

    def all(self, css):
        return self.browser.find_elements(By.CSS_SELECTOR, css)

    def shown(self, css):
        return [element for element in self.all(css) if element.is_displayed()]

    def text(self, css):
        return self.all(css)[0].text

    def run(self, script):
        return self.browser.execute_script(script)

    def key(self, key):
        self.browser.switch_to.active_element.send_keys(key)

    def picture(self, name):
        path = os.path.join(self.work, name + ".png")
        self.browser.save_screenshot(path)
        return path


def every_line_is_there(sheet):
    sheet.open("article", ARTICLE)
    lines = subprocess.run([sheet.program, "--lines", ARTICLE], check=True, capture_output=True, text=True).stdout.splitlines()
    labels = sheet.run("return [...document.querySelectorAll('.line .label')].map((one) => one.textContent)")
    texts = sheet.run("return [...document.querySelectorAll('.line .text')].map((one) => one.textContent)")
    assert labels == [line.split("\t")[0] for line in lines]
    assert [" ".join(text.split()) for text in texts] == [" ".join(line.split("\t")[1].split()) for line in lines]
    assert "confidence" in sheet.text("#facts")
    assert sheet.all("#credits dt")[0].text == "headline"


def a_click_tells_why(sheet):
    sheet.open("article", ARTICLE)
    line = next(one for one in sheet.all(".line") if one.find_element(By.CSS_SELECTOR, ".label").text == "body")
    line.click()
    assert line.get_attribute("aria-expanded") == "true"
    bars = sheet.shown(".why .track span")
    assert bars and all(bar.size["width"] >= 0 for bar in bars)
    assert any(bar.size["width"] > 20 for bar in bars)
    assert "content by" in sheet.text(".why p")
    meanings = [one.text for one in sheet.all(".why .meaning")]
    assert any(meanings)
    sheet.picture("article")
    line.click()
    assert not sheet.all(".why")


def the_slider_shows_what_would_come_and_go(sheet):
    sheet.open("article", ARTICLE)
    assert not sheet.all(".come, .go")
    slider = sheet.all("#cut")[0]
    slider.send_keys(Keys.HOME)
    come = len(sheet.all(".come"))
    assert come and not sheet.all(".go")
    assert f"{come} line" in sheet.text("#changes") and "would come" in sheet.text("#changes")
    sheet.picture("cut")
    slider.send_keys(Keys.END)
    assert sheet.all(".go") and not sheet.all(".come")
    kept = len(sheet.all(".line:not(.apart)"))
    assert len(sheet.all(".go")) <= kept
    sheet.all("#reset")[0].click()
    assert not sheet.all(".come, .go")


def search_and_labels_choose_lines(sheet):
    sheet.open("article", ARTICLE)
    everything = len(sheet.all(".line"))
    sheet.key("/")
    sheet.key("kayak")
    found = sheet.shown(".line")
    assert 0 < len(found) < everything
    assert all("kayak" in one.text.lower() for one in found)
    assert sheet.shown("mark")
    sheet.all("#search")[0].clear()
    sheet.all("#search")[0].send_keys(" ", Keys.BACKSPACE)
    body = next(one for one in sheet.all("#labels button") if one.text.startswith("body"))
    body.click()
    assert body.get_attribute("aria-pressed") == "true"
    assert {one.text for one in sheet.shown(".line .label")} == {"body"}
    assert len(sheet.shown(".line")) == int(body.text.split()[1])


def keys_lead_through_lines_and_pages(sheet):
    sheet.open("three", ARTICLE, COMMENTS, HOSTILE)
    first = sheet.text("#name")
    sheet.key("n")
    second = sheet.text("#name")
    assert first.endswith("news-ap-dateline.html") and second.endswith("article-comments-wordpress.html")
    sheet.key(Keys.ARROW_DOWN)
    sheet.key(Keys.ARROW_DOWN)
    sheet.key(Keys.ENTER)
    assert sheet.all(".line")[1].get_attribute("aria-expanded") == "true"
    sheet.key(Keys.ESCAPE)
    assert not sheet.all(".why")
    sheet.key("p")
    assert sheet.text("#name") == first
    sheet.all("#next")[0].click()
    assert sheet.text("#name") == second and sheet.all("#page")[0].get_attribute("value") == "1"


def a_credit_leads_to_its_line(sheet):
    sheet.open("article", ARTICLE)
    link = next(one for one in sheet.all("#credits .from button"))
    link.click()
    number = int(link.text.split()[1])
    assert sheet.all(f"#line-{number} .why")
    assert "rescues 14 kayakers" in sheet.text(f"#line-{number} .text")


def nothing_that_a_page_holds_runs(sheet):
    for arguments in (["--input", "text"], []):
        sheet.open("hostile", HOSTILE, *arguments)
        for line in sheet.all(".line"):
            line.click()
        assert sheet.run("return window.harmed === undefined")
        assert not sheet.all("main script, main img, main svg, main a, main style, main base, main iframe")
        assert sheet.all("main .line")[0].is_displayed()
    sheet.open("hostile", HOSTILE, "--input", "text")
    shown = sheet.text("#lines")
    for text in ("<script>window.harmed", "</script><script>", "onerror=", "{{script}}", "${window.harmed", "<!-- <script>"):
        assert text in shown, text


def nothing_is_loaded_and_nothing_complains(sheet):
    sheet.browser.get_log("browser")
    sheet.open("three", ARTICLE, COMMENTS, HOSTILE)
    sheet.key("n")
    sheet.key("n")
    assert sheet.run("return performance.getEntriesByType('resource').length") == 0
    assert sheet.browser.get_log("browser") == []


def it_reads_on_a_phone(sheet):
    sheet.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", PHONE)
    sheet.open("three", ARTICLE, COMMENTS, HOSTILE)
    sheet.all(".line")[0].click()
    width = sheet.run("return document.documentElement.scrollWidth")
    sheet.picture("phone")
    sheet.browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert width <= PHONE["width"], width


def it_reads_in_light_and_dark(sheet):
    papers = set()
    for scheme in ("light", "dark"):
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        sheet.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
        sheet.open("article", ARTICLE)
        sheet.all(".line")[2].click()
        papers.add(sheet.run("return getComputedStyle(document.body).backgroundColor"))
        ratio, whose = sheet.run(LOWEST_CONTRAST)
        sheet.picture(scheme)
        assert ratio >= CONTRAST, f"{scheme}: {ratio:.2f} of {whose}"
    assert len(papers) == 2
    sheet.all("#theme")[0].click()
    papers.discard(sheet.run("return getComputedStyle(document.body).backgroundColor"))
    assert len(papers) == 1
    sheet.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def everything_has_a_name(sheet):
    sheet.open("three", ARTICLE, COMMENTS, HOSTILE)
    for element in sheet.shown("button, input, select, summary")[:60]:
        assert element.accessible_name.strip(), element.get_attribute("outerHTML")
    headings = sheet.run("return [...document.querySelectorAll('h1, h2')].map((one) => one.tagName)")
    assert headings == ["H1", "H2"]


CHECKS = [
    every_line_is_there,
    a_click_tells_why,
    the_slider_shows_what_would_come_and_go,
    search_and_labels_choose_lines,
    keys_lead_through_lines_and_pages,
    a_credit_leads_to_its_line,
    nothing_that_a_page_holds_runs,
    nothing_is_loaded_and_nothing_complains,
    it_reads_on_a_phone,
    it_reads_in_light_and_dark,
    everything_has_a_name,
]


def readme_picture(sheet, file):
    """The article without its menus, and a line opened that came close to another label."""
    sheet.browser.set_window_size(1000, 1120)
    sheet.open("picture", os.path.relpath(ARTICLE))
    for button in sheet.all("#labels button"):
        if button.text.split()[0] in ("body", "heading", "headline", "deck", "byline", "timestamp"):
            button.click()
    sheet.run("""
        const row = [...document.querySelectorAll(".line")].find((one) => one.textContent.includes("pulled paddlers"));
        row.click();
        document.activeElement.blur();
        window.scrollTo(0, 0);
    """)
    os.replace(sheet.picture("picture"), file)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("work")
    parser.add_argument("--picture", help="writes the picture of the README and checks nothing")
    options = parser.parse_args()
    os.makedirs(options.work, exist_ok=True)
    chrome = webdriver.ChromeOptions()
    chrome.binary_location = "/usr/bin/chromium"
    chrome.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    # Whoever runs this may be root, in a container without much shared memory; only files of our own are opened.
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--window-size=1100,900"):
        chrome.add_argument(argument)
    browser = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=chrome)
    sheet, failed = Sheet(browser, os.path.abspath(options.program), options.work), 0
    try:
        if options.picture:
            return readme_picture(sheet, options.picture)
        for check in CHECKS:
            try:
                check(sheet)
                print("ok    ", check.__name__.replace("_", " "))
            except Exception as error:
                failed += 1
                print("FAILED", check.__name__.replace("_", " "), "\n      ", re.sub(r"\s+", " ", repr(error))[:600])
    finally:
        browser.quit()
    print(f"{len(CHECKS) - failed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
