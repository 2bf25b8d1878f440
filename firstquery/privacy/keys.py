"""Passwords, tokens and keys: those of known services by detect-secrets, others by the word beside them."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from functools import cache

from firstquery.privacy.finding import Span

# detect-secrets' detectors of one service's form each. Its entropy detectors alarm at hashes and at SQL: see _random.
_DETECTORS = {
    "artifactory": "ArtifactoryDetector",
    "aws": "AWSKeyDetector",
    "azure_storage_key": "AzureStorageKeyDetector",
    "basic_auth": "BasicAuthDetector",
    "discord": "DiscordBotTokenDetector",
    "github_token": "GitHubTokenDetector",
    "gitlab_token": "GitLabTokenDetector",
    "mailchimp": "MailchimpDetector",
    "openai": "OpenAIDetector",
    "private_key": "PrivateKeyDetector",
    "pypi_token": "PypiTokenDetector",
    "sendgrid": "SendGridDetector",
    "slack": "SlackDetector",
    "square_oauth": "SquareOAuthDetector",
    "stripe": "StripeDetector",
    "telegram_token": "TelegramBotTokenDetector",
    "twilio": "TwilioKeyDetector",
}
_FURTHER = re.compile(
    r"\b(?:eyJ[\w=-]{8,}\.[\w=-]{8,}(?:\.[\w=+/-]*)?|sk-(?:proj-|ant-|or-)?[A-Za-z0-9_-]{16,}|github_pat_\w{20,}|AIza[\w-]{35}"
    r"|hf_[A-Za-z0-9]{20,}|(?:pk|sk|rk)_(?:test|live)_[A-Za-z0-9]{16,}|npm_[A-Za-z0-9]{30,}|ya29\.[\w-]{20,})"
)
_BEARER = re.compile(r"\b(?:Bearer|Basic)\s+([\w.+/=~-]{16,})")
_ADDRESS = re.compile(r"\b[a-z][\w+.-]{1,30}://[^\s:/@\"'<>]{0,100}:([^\s@\"'<>/]{1,200})@[\w.-]", re.IGNORECASE)
_IN_QUERY = re.compile(
    r"[?&](?:password|pwd|token|access_token|api_?key|key|sig|secret)=([^\s&\"'<>#]{6,})", re.IGNORECASE
)
_NAMED = re.compile(
    r"(?<![A-Za-z?&])(?:\w{0,30}[_-])?(?P<what>pass(?:word|wd|phrase|code)?|pwd|secret|token"
    r"|(?:api|access)[_ -]?key|passwort|mot de passe)[\"']?"
    r"\s{0,3}(?P<sign>:=|=>|[:=]|\bis\b)\s{0,3}(?P<quote>[\"'`]?)(?P<value>[^\s\"'`,;()\[\]{}<>]{6,200})",
    re.IGNORECASE,
)
# In a sentence, without a sign between: "the password hunter2". A word without a digit is told from one of a sentence
# by its quotation marks alone.
_SPOKEN = re.compile(
    r"(?<![\w?&])(?:pass(?:word|wd|phrase|code)|pwd|pin(?:\s+code)?|token|passwort)\s{1,3}(?P<quote>[\"'`“‘]?)"
    r"(?P<value>[^\s\"'`“”’,;()\[\]{}<>]{4,200})(?P<end>[\"'`”’]?)",
    re.IGNORECASE,
)
_LONG = re.compile(r"(?<![\w/+.-])[A-Za-z0-9+/_-]{24,200}={0,2}(?![\w/+-])")
_STANDS_FOR = re.compile(
    r"(?:os\.|env|getpass|input|none|null|true|false|your|my[_-]|change|example|\$|%|\*|…|x{4,}|\.\.\.|(?-i:[A-Z_]+$))",
    re.IGNORECASE,
)


@cache
def _services() -> list[re.Pattern[str]]:
    found: list[re.Pattern[str]] = []
    for module, name in _DETECTORS.items():
        try:
            detector = getattr(importlib.import_module(f"detect_secrets.plugins.{module}"), name)
            found += detector.denylist
        except (ImportError, AttributeError):
            continue  # a version without it; what stands in this module is found all the same
    return found


def find(text: str) -> Iterator[Span]:
    """Every password, token or key, without the words around it."""
    for line in re.finditer(r"[^\n]+", text):
        if len(line[0]) < 8:
            continue
        for start, end in _in_line(line[0]):
            yield Span("key", line.start() + start, line.start() + end)


def _in_line(line: str) -> Iterator[tuple[int, int]]:
    line = line[:20_000]  # a picture written as text has lines without end
    if "://" in line:
        for one in (*_ADDRESS.finditer(line), *_IN_QUERY.finditer(line)):
            if not _stands_for(one[1]):
                yield one.span(1)
    for pattern in _services():
        for one in pattern.finditer(line):
            if "://" not in one[0]:
                yield one.span()
    for one in _FURTHER.finditer(line):
        yield one.span()
    for one in _BEARER.finditer(line):
        if any(sign.isdigit() for sign in one[1]):
            yield one.span(1)
    for one in _NAMED.finditer(line):
        if _is_value(one):
            yield one.span("value")
    for one in _SPOKEN.finditer(line):
        if _is_spoken(one):
            yield one.span("value")
    for one in _LONG.finditer(line):
        if _random(one[0]):
            yield one.span()


def _stands_for(value: str) -> bool:
    return _STANDS_FOR.match(value) is not None or value.lower() in ("password", "secret", "pass", "token")


def _is_value(one: re.Match[str]) -> bool:
    """A value that could be the secret itself: not a variable, a call, or a word of a sentence."""
    value = one["value"].rstrip(".!?:")
    if len(value) < 6 or _stands_for(value) or value.startswith("//"):
        return False
    digit = any(sign.isdigit() for sign in value)
    odd = any(sign in "!@#$%^&*+?~" for sign in value)
    if one["quote"] in ('"', "'") and one["sign"] != "is":
        return digit or odd or one["what"].lower().startswith(("pass", "pwd"))
    return (digit and any(sign.isalpha() for sign in value)) or (odd and one["sign"] != "is")


def _is_spoken(one: re.Match[str]) -> bool:
    """A value after the word alone: letters with digits or signs, the four digits of a PIN, or a word in quotation."""
    value = one["value"].rstrip(".!?:")
    if _stands_for(value) or "=" in value:
        return False
    if one[0][:3].lower() == "pin":
        return value.isdigit() and 4 <= len(value) <= 8
    digit, letter = any(sign.isdigit() for sign in value), any(sign.isalpha() for sign in value)
    odd = any(sign in "!@#$%^&*+?~" for sign in value)
    return len(value) >= 5 and letter and (digit or odd or bool(one["quote"] and one["end"]))


def _random(word: str) -> bool:
    """Whether a long word is drawn by chance: all three sorts of signs, mixed as no name of a thing is."""
    from detect_secrets.plugins.high_entropy_strings import Base64HighEntropyString

    digits = sum(sign.isdigit() for sign in word)
    upper = sum(sign.isupper() for sign in word)
    lower = sum(sign.islower() for sign in word)
    if digits < 3 or upper < 3 or lower < 3:
        return False
    runs = re.findall(r"[A-Z]?[a-z]+|[A-Z]+|\d+", word)
    if len(word) > 3.5 * len(runs):
        return False  # words one after the other, or the alphabet
    parts = re.split(r"[/_-]", word)
    if len(parts) > 2 and max(map(len, parts)) < 20:
        return False  # a path, a file's name, an id
    return Base64HighEntropyString(limit=4.0).calculate_shannon_entropy(word) > 4.0
