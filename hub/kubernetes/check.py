"""Holds what stands here against a chart: values against its schema, and every manifest against Kubernetes' own.

    pip install helm-python-sdk kubernetes-validate
    python hub/kubernetes/check.py CHART     # a folder or .tgz of the chart; without it, our manifests alone

Nothing of it needs a cluster. CHANGE-ME is filled in with a host's name first, and listed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import kubernetes_validate
import yaml

HERE = Path(__file__).resolve().parent
VERSION = "1.33"
FILLED = "example.org"


def read(name: str) -> list[dict[str, Any]]:
    """The documents of a file here, with CHANGE-ME filled in."""
    text = (HERE / name).read_text(encoding="utf-8")
    return [one for one in yaml.safe_load_all(text.replace("CHANGE-ME", FILLED)) if one]


def rendered(chart: Path) -> Iterator[dict[str, Any]]:
    """What the chart makes of our values. Raises its own error where they do not fit its schema."""
    from helm_python import Chart

    with Chart.load(chart) as loaded:
        (values,) = read("values.yaml")
        schema = chart / "values.schema.yaml"
        if schema.is_file():  # a checkout of its repository; a packaged chart has it as JSON, and holds to it itself
            import jsonschema

            whole = loaded.merge_values(values)
            fault = jsonschema.exceptions.best_match(
                jsonschema.Draft7Validator(yaml.safe_load(schema.read_text(encoding="utf-8"))).iter_errors(whole)
            )
            if fault:
                sys.exit(f"WRONG values.yaml: {fault.json_path}: {fault.message[:300]}")
        loaded.validate_schema(values)
        made = loaded.render(values, name="first-query", namespace="first-query")
    for text in manifests(made):
        yield from (one for one in yaml.safe_load_all(text) if one)


def manifests(made: Any) -> Iterator[str]:
    """The texts in what the library gives, whatever shape it has."""
    if isinstance(made, str):
        try:
            yield from manifests(json.loads(made))
        except ValueError:
            yield made
    elif isinstance(made, dict):
        for name, one in made.items():
            if not str(name).endswith("NOTES.txt"):
                yield from manifests(one)
    elif isinstance(made, list):
        for one in made:
            yield from manifests(one)


def main() -> int:
    """Prints what was held against what. Returns 1 where something does not fit."""
    documents = [("volumes.yaml", one) for one in read("volumes.yaml")]
    documents += [("grading.yaml", one) for one in read("grading.yaml")]
    if len(sys.argv) > 1:
        documents += [("the chart", one) for one in rendered(Path(sys.argv[1]))]
    wrong = 0
    for where, one in documents:
        name = f"{one['kind']} {one['metadata']['name']} ({where})"
        try:
            kubernetes_validate.validate(one, VERSION, strict=True)
            print(f"fits  {name}")
        except kubernetes_validate.ValidationError as fault:
            wrong += 1
            print(f"WRONG {name}: {fault.message}")
    for path in sorted(HERE.iterdir()):
        if path.is_file() and path.suffix != ".py" and (left := path.read_text(encoding="utf-8").count("CHANGE-ME")):
            print(f"{path.name}: CHANGE-ME stands {left} times in it.")
    print(f"{len(documents)} manifests, {wrong} wrong, against Kubernetes {VERSION}.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
