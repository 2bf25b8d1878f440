"""What the tests in a browser share: one Chromium, a home folder with the course open in it, and a tab."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.jupyterlab import LAPTOP, PATIENCE, QUIET, Home
from tests.conftest import needs


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = needs("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium), args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    told = os.environ.get("FIRSTQUERY_SCREENSHOTS")
    folder = Path(told) if told else tmp_path_factory.mktemp("screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    with Home(tmp_path_factory.mktemp("home")) as home:
        assert not list(home.folder.iterdir())
        home.open()
        yield home
        home.close()


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport=LAPTOP)
    page.set_default_timeout(PATIENCE)
    yield page
    page.close()
