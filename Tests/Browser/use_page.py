#!/usr/bin/python3
"""Uses a report as a reader does, with mouse and keyboard, and prints what came of it as JSON.

    use_page.py PAGE FOLDER

The page is opened in a window on a virtual screen. By keyboard alone its first figure is looked for, enlarged and left
again, once by Escape, and enlarged once more to unfold its data. Then the picture is clicked twice. Then
Tab is pressed while it is enlarged. At last it is saved into FOLDER by a right click. Needs Debian's xvfb and xdotool beside what browser.py needs.
"""

import json
import os
import pathlib
import signal
import subprocess
import sys
import time

from browser import Browser

STATE = """
(() => {
  const picture = document.querySelector(".picture"), box = e => e.getBoundingClientRect();
  const image = [...picture.querySelectorAll("img")].find(i => i.checkVisibility());
  return {
    width: box(image).width, x: box(image).x + box(image).width / 2, y: box(image).y + box(image).height / 2,
    isChosen: document.activeElement === picture.querySelector("button"),
    isBehind: document.activeElement !== document.body && !picture.contains(document.activeElement),
    isUnfolded: [...picture.querySelectorAll("table")].some(e => e.checkVisibility({visibilityProperty: true})),
  };
})()
"""


def virtual_screen():
    # A test may have been started with this signal blocked, and Xvfb would never get it.
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    reader, writer = os.pipe()
    screen = subprocess.Popen(["Xvfb", "-displayfd", str(writer), "-screen", "0", "1280x1000x24"],
                              pass_fds=[writer], stderr=subprocess.DEVNULL)
    os.close(writer)
    with os.fdopen(reader) as answer:
        number = answer.readline().strip()
    if not number:
        sys.exit("Xvfb did not start")
    return screen, ":" + number


class Reader:
    def __init__(self, browser):
        self.browser = browser

    def state(self):
        # What a click changes is there when the next frame is.
        self.browser.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        return self.browser.evaluate(STATE)

    def click(self, button="left"):
        self.browser.evaluate("document.querySelector('.picture').scrollIntoView({block: 'center'})")
        place = self.state()
        for kind in ("mousePressed", "mouseReleased"):
            self.browser.call("Input.dispatchMouseEvent", type=kind, x=place["x"], y=place["y"], button=button,
                              clickCount=1)

    def press(self, key):
        text = {"Enter": {"text": "\r"}}.get(key, {})
        code = {"Tab": 9, "Enter": 13, "Escape": 27}[key]
        self.browser.call("Input.dispatchKeyEvent", type="keyDown", key=key, code=key,
                          windowsVirtualKeyCode=code, **text)
        self.browser.call("Input.dispatchKeyEvent", type="keyUp", key=key, code=key, windowsVirtualKeyCode=code)

    def downloads(self):
        self.browser.call("Page.getNavigationHistory")
        return [event["params"]["suggestedFilename"] for event in self.browser.events
                if event["method"] == "Browser.downloadWillBegin"]


def use(browser, display, address, folder):
    for domain in ("Page", "Runtime"):
        browser.call(f"{domain}.enable")
    browser.call("Browser.setDownloadBehavior", behavior="allow", downloadPath=folder, eventsEnabled=True)
    browser.call("Page.navigate", url=address)
    browser.wait_for("Page.loadEventFired")
    browser.evaluate("Promise.all([...document.images].map(i => i.decode().catch(() => null))).then(() => null)")
    reader = Reader(browser)
    found = {"small": reader.state(), "tabs": 0}
    while found["tabs"] < 100 and not reader.state()["isChosen"]:
        reader.press("Tab")
        found["tabs"] += 1
    for name in ("entered", "enteredAgain"):
        reader.press("Enter")
        found[name] = reader.state()
    reader.press("Enter")
    reader.press("Escape")
    found["escaped"] = reader.state()
    reader.press("Enter")
    reader.press("Tab")
    reader.press("Enter")
    found["unfolded"] = reader.state()
    reader.press("Escape")
    reader.press("Tab")
    found["next"] = reader.state()
    for name in ("clicked", "clickedAgain"):
        reader.click()
        found[name] = reader.state()
    reader.click()
    found["tabbed"] = []
    for _ in range(5):
        reader.press("Tab")
        found["tabbed"].append(reader.state())
    reader.press("Escape")
    found["downloadsBefore"] = reader.downloads()

    reader.click("right")
    # The menu comes when it comes, and without it the key does nothing: V is for "Save image as".
    for _ in range(60):
        subprocess.run(["xdotool", "key", "v"], env=os.environ | {"DISPLAY": display}, check=True)
        time.sleep(0.5)
        if reader.downloads():
            break
    browser.wait_until(lambda event: event["method"] == "Browser.downloadProgress"
                       and event["params"]["state"] == "completed")
    found["saved"] = reader.downloads()
    return found


def main():
    page, folder = sys.argv[1:]
    screen, display = virtual_screen()
    try:
        browser = Browser(display)
        try:
            found = use(browser, display, pathlib.Path(os.path.abspath(page)).as_uri(), os.path.abspath(folder))
        finally:
            browser.close()
    finally:
        screen.terminate()
        screen.wait(timeout=30)
    json.dump(found, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
