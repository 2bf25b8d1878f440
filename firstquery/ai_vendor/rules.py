"""``rules-1``: answers by lists of words. The same prompt, the same answer; it knows no customer's tickets."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from firstquery.ai_vendor.prompt import Prompt

#: What the words of a text speak of. An option belongs to the subjects that its own name and description speak of.
SUBJECTS = {
    "money": "billing bill bills invoice invoices charge charged charges paid pay payment payments card refund price "
    "prices cost costs dollars money receipt tax bank account annual yearly monthly discount subscription",
    "start": "onboarding begin start started starting setup new trial import imported upload invite invited training "
    "learn signed welcome first move moving introduction",
    "plan": "scheduling schedule calendar job jobs crew crews booked booking route routes board day days dispatcher "
    "appointment visit visits reminder reminders week monday tuesday wednesday thursday friday shift",
    "phone": "mobile app phone iphone android tablet ipad device photo photos sign signature offline crash crashes "
    "battery login password screen notification notifications gps map",
    "connect": "integrations integration connect connected sync synced accounting export api quickbooks website form "
    "webhook link linked connection software program payroll csv",
}
_WORD = re.compile(r"[a-z]+")
_COMMON = frozenset(
    _WORD.findall(
        "a an and are as at be but by can do for from has have how i if in is it its me my no not of on or our please "
        "so that the their them there this to us was we what when who will with you your"
    )
)


def words(text: str) -> list[str]:
    """The words of a text in small letters without accents, the commonest left out."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return [one.removesuffix("s") for one in _WORD.findall(plain) if one not in _COMMON]


def scores(prompt: Prompt) -> dict[str, float]:
    """How well each option fits the text: 0 where no word of it does."""
    said = Counter(words(prompt.text))
    known = {subject: set(words(listed)) for subject, listed in SUBJECTS.items()}
    about = {subject: sum(said[word] for word in its) for subject, its in known.items()}
    others = Counter(word for option, says in prompt.options.items() for word in set(words(f"{option} {says}")))
    found = {}
    for option, says in prompt.options.items():
        named, described = set(words(option)), set(words(says))
        subjects = [one for one, its in known.items() if named & its]
        own = sum(min(said[word], 2) / (1 + others[word]) for word in described | named)
        found[option] = round(sum(about[one] for one in subjects) + own, 6)
    return found
