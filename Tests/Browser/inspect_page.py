#!/usr/bin/python3
"""Looks at an HTML file in headless Chromium, as a reader's browser would, and prints what it finds as JSON.

    inspect_page.py PAGE [--output FOLDER] [--evaluate EXPRESSION]

The page is opened at two widths, in light and in dark. For each: every request that was made (the document itself
and data: addresses apart), every console message (a blocked style or script among them), every image's natural and
shown size, how far the page is wider than the window, elements whose text is cut off, controls without a name, what the
Tab key reaches, and the lowest contrast of any text with its ground.
With --evaluate an expression is evaluated in the page before anything is measured.
With --axe, a path of axe.min.js, also what the accessibility rules of axe-core object to.
With --output a screenshot of each and the printed PDF are kept. Needs Debian's chromium and python3-websocket.
"""

import argparse
import base64
import json
import os
import pathlib
import sys

from browser import Browser

WIDTHS = (1280, 390)
SCHEMES = ("light", "dark")

MEASURE = r"""
(() => {
  const channel = v => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
  const parse = c => (c.match(/[\d.]+/g) || []).map(Number);
  const luminance = c => 0.2126 * channel(c[0]) + 0.7152 * channel(c[1]) + 0.0722 * channel(c[2]);
  const ground = e => {
    for (; e; e = e.parentElement) {
      const c = parse(getComputedStyle(e).backgroundColor);
      if (c.length < 4 || c[3] > 0) return c;
    }
    return [255, 255, 255];
  };
  let lowest = { ratio: 99, text: "" };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const element = node.parentElement;
    if (!node.data.trim() || !element.checkVisibility({visibilityProperty: true}) || element.closest("annotation")) continue;
    const a = luminance(parse(getComputedStyle(element).color)), b = luminance(ground(element));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < lowest.ratio) lowest = { ratio, text: node.data.trim().slice(0, 60) };
  }
  const scrolls = e => { for (; e; e = e.parentElement)
    if (["auto", "scroll"].includes(getComputedStyle(e).overflowX)) return true; return false; };
  const wide = [...document.body.querySelectorAll("*")].filter(e =>
    e.checkVisibility() && !e.closest("math, .skip, .unseen") && !scrolls(e)
    && e.getBoundingClientRect().right > document.documentElement.clientWidth + 1);
  const name = e => e.tagName + "#" + e.id + "." + e.className + " " + e.textContent.trim().slice(0, 40);
  // Text that an ancestor cuts off, and that nobody can scroll to.
  const clipped = [...document.body.querySelectorAll("*")].filter(e =>
    e.checkVisibility() && !e.closest("math, .unseen") && getComputedStyle(e).overflowX === "hidden"
    && e.scrollWidth > e.clientWidth + 1);
  // Controls and scrolling regions that a screen reader could not name.
  const unnamed = [...document.body.querySelectorAll("a, summary, [tabindex], img")].filter(e =>
    !(e.getAttribute("aria-label") || e.getAttribute("aria-labelledby") || e.alt || e.textContent.trim()
      || e.querySelector("img[alt]")));
  return {
    images: [...document.images].map(i => ({
      complete: i.complete, naturalWidth: i.naturalWidth, naturalHeight: i.naturalHeight,
      width: i.getBoundingClientRect().width, height: i.getBoundingClientRect().height,
      kind: i.className, alt: i.alt })),
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    wide: wide.map(name),
    height: document.documentElement.scrollHeight,
    clipped: clipped.map(name),
    unnamed: unnamed.map(name),
    contrast: lowest,
    ground: getComputedStyle(document.documentElement).backgroundColor,
    title: document.title,
  };
})()
"""

# What the keyboard acts on, in words; null at the ends of the page.
FOCUS = """
(e => e === document.body ? null : e.tagName + "#" + e.id + "." + e.className + " " + e.textContent.trim().slice(0, 40))
(document.activeElement)
"""

# Regions that scroll sideways, with nothing inside that the keyboard acts on.
SCROLLING = """
[...document.body.querySelectorAll("*")].filter(e => e.checkVisibility() && e.scrollWidth > e.clientWidth + 1
  && ["auto", "scroll"].includes(getComputedStyle(e).overflowX) && !e.querySelector("a, button, summary"))
  .map(e => e.tagName + "#" + e.id + "." + e.className + " " + e.textContent.trim().slice(0, 40))
"""

# axe asks for a tabindex on every region that scrolls, although browsers reach these regions without: SCROLLING is
# compared with what Tab reaches instead.
AXE = r"""
axe.run(document, { resultTypes: ["violations"], rules: { "scrollable-region-focusable": { enabled: false } } }).then(found => found.violations.flatMap(rule =>
  rule.nodes.map(node => `${rule.id} (${rule.impact}): ${node.target.join(" ")}: ${rule.help}`)))
"""


def stops(browser):
    """What Tab reaches one after the other, from the start of the page to its end."""
    found = []
    while len(found) < 1000:
        for kind in ("keyDown", "keyUp"):
            browser.call("Input.dispatchKeyEvent", type=kind, key="Tab", code="Tab", windowsVirtualKeyCode=9)
        stop = browser.evaluate(FOCUS)
        if stop is None or stop in found[:1]:
            break
        found.append(stop)
    return found


def look(browser, address, width, scheme, arguments):
    browser.call("Emulation.setDeviceMetricsOverride", width=width, height=844 if width < 600 else 900,
                 deviceScaleFactor=1, mobile=width < 600)
    browser.call("Emulation.setEmulatedMedia",
                 features=[{"name": "prefers-color-scheme", "value": scheme}])
    browser.events.clear()
    browser.call("Page.navigate", url=address)
    browser.wait_for("Page.loadEventFired")
    browser.evaluate("Promise.all([...document.images].map(i => i.decode().catch(() => null)))"
                     ".then(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))")
    value = browser.evaluate(arguments.evaluate) if arguments.evaluate else None
    result = {"width": width, "scheme": scheme, "value": value, **browser.evaluate(MEASURE)}
    if arguments.axe:
        # DevTools run it whatever the page's policy says.
        browser.evaluate(pathlib.Path(arguments.axe).read_text(encoding="utf-8") + "; null")
        result["violations"] = browser.evaluate(AXE)
    if arguments.output:
        image = browser.call("Page.captureScreenshot", captureBeyondViewport=True, clip={
            "x": 0, "y": 0, "width": width, "height": result["height"], "scale": 1})
        path = pathlib.Path(arguments.output, f"{width}-{scheme}.png")
        path.write_bytes(base64.b64decode(image["data"]))
    result["scrolling"] = browser.evaluate(SCROLLING)
    result["stops"] = stops(browser)
    requests = [event["params"]["request"]["url"] for event in browser.events
                if event["method"] == "Network.requestWillBeSent"]
    result["requests"] = [url for url in requests if url != address and not url.startswith("data:")]
    result["messages"] = [event["params"]["entry"]["text"] for event in browser.events
                          if event["method"] == "Log.entryAdded"]
    return result


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("page")
    parser.add_argument("--output")
    parser.add_argument("--evaluate")
    parser.add_argument("--axe")
    arguments = parser.parse_args()
    address = pathlib.Path(os.path.abspath(arguments.page)).as_uri()
    if arguments.output:
        os.makedirs(arguments.output, exist_ok=True)
    browser = Browser()
    try:
        for domain in ("Page", "Network", "Log", "Runtime"):
            browser.call(f"{domain}.enable")
        looks = [look(browser, address, width, scheme, arguments) for width in WIDTHS for scheme in SCHEMES]
        if arguments.output:
            # Printed from a dark screen: paper is light all the same.
            browser.call("Emulation.clearDeviceMetricsOverride")
            pdf = browser.call("Page.printToPDF", printBackground=True, preferCSSPageSize=True,
                               paperWidth=8.27, paperHeight=11.69)
            pathlib.Path(arguments.output, "page.pdf").write_bytes(base64.b64decode(pdf["data"]))
    finally:
        browser.close()
    json.dump(looks, sys.stdout, indent=1, ensure_ascii=False)
    print()


if __name__ == "__main__":
    main()
