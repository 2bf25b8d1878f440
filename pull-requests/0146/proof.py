"""What the mended head passes and a faulty one fails: one test a fault, run beside the tests of the pull request."""

import desk.provider
import httpx
import pytest
from desk.doubles import local_server
from desk.provider import fetch_from_provider, provider_token, read_rates
from desk.rates import RatesError


def test_reads_for_ever(monkeypatch):
    asked = []

    real = httpx.Client

    def client(**settings):
        asked.append(settings["timeout"])
        return real(**settings)

    monkeypatch.setattr(desk.provider.httpx, "Client", client)
    with local_server(pages=[[]]) as server:
        fetch_from_provider(server.url, "token-of-a-test")
    assert 0 < asked[0].read <= 5


def test_token_of_ours(monkeypatch):
    monkeypatch.delenv("DESK_PROVIDER_TOKEN", raising=False)
    with pytest.raises(RatesError, match="DESK_PROVIDER_TOKEN"):
        provider_token()


def test_next_entry():
    with pytest.raises(RatesError, match="cannot be read"):
        read_rates([{"code": "CAD", "date": "2026-02-28", "value": "n/a"}])
