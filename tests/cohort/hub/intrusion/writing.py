"""Attempts to change what is another's: the course, homes, what is released, and what others have handed in."""

from __future__ import annotations

from tests.cohort.hub.intrusion.ground import Ground, attempt

_PLANT = """
import os
def plant(path):
    with open(path, "a") as file:
        file.write("planted")
def spoil(folder, *names):
    for one in (folder, *(os.path.join(folder, name) for name in names)):
        attack(one, lambda path: plant(os.path.join(path, "planted.py")) if os.path.isdir(path) else plant(path))
        attack(one, lambda path: os.chmod(path, 0o777))
    attack(folder, lambda path: os.rename(path, path + "-away"))
"""


@attempt("Changes the course that all learners run, its environment and its settings")
def change_the_course(ground: Ground) -> str:
    harm: list[str] = []
    package = ground.course / "firstquery"
    places = [package, ground.course / "data", ground.course / "release", ground.course / "source"]
    site = next(ground.python.parents[1].glob("lib/python*/site-packages"), ground.python.parent)
    settings = ground.python.parents[1] / "etc" / "jupyter"
    with ground.unchanged(*places, settings, harm=harm):
        code = "\n".join(f"spoil({str(one)!r}, '__init__.py', 'kestrel.sqlite')" for one in [*places, settings])
        ground.cell(f"{_PLANT}\n{code}\nattack({str(site / 'sitecustomize.py')!r}, plant)")
    if (site / "sitecustomize.py").exists():
        harm.append("changed: every Python")
    return ", ".join(harm)


@attempt("Changes the home folder of another learner and of the facilitator, and what is in them")
def change_a_home(ground: Ground) -> str:
    harm: list[str] = []
    homes = [ground.homes[who.name] for who in (ground.ben, ground.lead)]
    with ground.unchanged(*(home / "mine.txt" for home in homes), ground.facilitator_course / "source", harm=harm):
        code = "\n".join(f"spoil({str(home)!r}, 'mine.txt', '.bashrc')" for home in homes)
        ground.cell(f"{_PLANT}\n{code}\nspoil({str(ground.facilitator_course / 'source')!r})")
    return ", ".join(harm + [f"planted in {home.name}" for home in homes if (home / "planted.py").exists()])


@attempt("Renames the course in the exchange, and plants a false one")
def plant_a_course(ground: Ground) -> str:
    before = ground.inbox.stat().st_ino
    away = ground.inbox.with_name("away")
    ground.cell(
        f"import os\nattack({str(ground.inbox)!r}, lambda path: os.rename(path, {str(away)!r}))\n"
        f"attack({str(ground.inbox / 'outbound' / ground.stem)!r}, os.makedirs)"
    )
    if ground.inbox.stat().st_ino == before:
        return ""
    ground.run(ground.ann, "rm", "-r", str(ground.inbox))
    away.rename(ground.inbox)
    return "the exchange has a course of hers"


@attempt("Replaces a week that is released, and adds one")
def replace_a_week(ground: Ground) -> str:
    harm: list[str] = []
    outbound = ground.inbox / "outbound"
    with ground.unchanged(outbound, harm=harm):
        ground.cell(
            f"{_PLANT}\nspoil({str(outbound / ground.stem)!r}, {f'{ground.stem}.ipynb'!r})\n"
            f"attack({str(outbound / 'planted')!r}, os.mkdir)"
        )
    return ", ".join(harm)


@attempt("Changes, deletes and adds feedback in the exchange")
def change_feedback(ground: Ground) -> str:
    harm: list[str] = []
    feedback = ground.inbox / "feedback"
    names = sorted(one.name for one in feedback.iterdir())
    with ground.unchanged(feedback, harm=harm):
        ground.cell(
            f"{_PLANT}\nspoil({str(feedback)!r}, *{names})\n"
            f"for name in {names}:\n    attack({str(feedback)!r} + '/' + name, os.unlink)"
        )
    return ", ".join(harm)


@attempt("Changes, renames and deletes another's submission, whose whole name she has been told")
def change_a_submission(ground: Ground) -> str:
    harm: list[str] = []
    names = ["submission_secret.txt", "timestamp.txt", f"{ground.stem}.ipynb"]
    with ground.unchanged(ground.submission, harm=harm):
        ground.cell(
            f"{_PLANT}\nspoil({str(ground.submission)!r}, *{names})\n"
            f"import shutil\nshutil.rmtree({str(ground.submission)!r}, ignore_errors=True)"
        )
    away = ground.submission.with_name(f"{ground.submission.name}-away")
    if away.is_dir():
        away.rename(ground.submission)
        return "another's submission is away"
    return ", ".join(harm)
