#!/usr/bin/python3
"""Prints an HTML file in headless Chromium on A4 and on Letter, into FOLDER/a4.pdf and FOLDER/letter.pdf.

    print_page.py PAGE FOLDER

Needs Debian's chromium and python3-websocket.
"""

import base64
import os
import pathlib
import sys

from browser import Browser

PAPERS = {"a4": (8.27, 11.69), "letter": (8.5, 11)}


def main():
    page, folder = sys.argv[1:]
    browser = Browser()
    try:
        browser.call("Page.enable")
        browser.call("Page.navigate", url=pathlib.Path(os.path.abspath(page)).as_uri())
        browser.wait_for("Page.loadEventFired")
        for name, (width, height) in PAPERS.items():
            pdf = browser.call("Page.printToPDF", printBackground=True, preferCSSPageSize=True,
                               paperWidth=width, paperHeight=height)
            pathlib.Path(folder, name + ".pdf").write_bytes(base64.b64decode(pdf["data"]))
    finally:
        browser.close()


if __name__ == "__main__":
    main()
