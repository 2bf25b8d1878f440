"""Forty slips of Python and its libraries, and twenty more: what each cell shows before and after, in a table."""

from __future__ import annotations

from typing import NamedTuple

#: What the cells build on: small tables in the form of the warehouse's, a model, a query.
SETUP = """
import json
import math
import httpx
import matplotlib.pyplot as plt
import pandas as pd
import sqlalchemy
from datetime import date, datetime
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, roc_auc_score
from sqlalchemy import text

customers = pd.DataFrame({
    "name": ["Ash & Sons", "Birch Roofing", "Cedar Plumbing", "Dogwood HVAC"],
    "region": ["West", "South", "West", "Canada"],
    "plan": ["Solo", "Crew", "Crew", "Fleet"],
    "seats": [3, 12, 25, 40],
    "late_days": [0.0, None, 2.0, 31.0],
    "gone": [0, 1, 0, 1],
})
west = customers[customers["region"] == "West"]
tickets = pd.DataFrame({"customer": ["Ash & Sons", "Cedar Plumbing"], "tickets": [2, 7]})
tickets["opened"] = ["2025-01-03", "3 Feb"]
chance = pd.Series([0.2, 0.7, 0.1, 0.9])
rows = [{"name": "Ash & Sons", "seats": 3}]
price = {"Solo": 29, "Crew": 79}
total, days, amount = 12, 0, "3,960.00"
fitted = LogisticRegression().fit(customers[["seats"]], customers["gone"])
warehouse = sqlalchemy.create_engine("sqlite://")

def seats_of(region):
    found = customers[customers["region"] == region]["seats"].sum()
"""


class Case(NamedTuple):
    """``before``: the kind of error and the lines that were shown; ``says``: what has to stand in the sentence."""

    slip: str
    cell: str
    before: str
    now: str


FORTY: list[tuple[str, str]] = [
    ("brackets around &", 'customers[customers["region"] == "West" & customers["seats"] >= 10]'),
    ("brackets around |, of numbers", 'customers[customers["seats"] < 5 | customers["seats"] > 30]'),
    ("and for &", 'customers[(customers["region"] == "West") and (customers["seats"] >= 10)]'),
    ("a column in if", 'if customers["seats"] > 10:\n    print("large")'),
    ("one bracket for two", 'customers["name", "seats"]'),
    ("a column of another case", 'customers["Seats"]'),
    ("a column misspelt in groupby", 'customers.groupby("regoin")["seats"].sum()'),
    ("a column that was not fetched", 'ranked = west[["name", "region"]]\nranked.sort_values("seats")'),
    ("a name of another case", "Customers.head()"),
    ("a name that is not there yet", "known.head()"),
    ("a library that is not imported", "np.mean([1, 2])"),
    ("quotation marks forgotten", "customers[seats]"),
    ("= for ==", 'customers[customers["region"] = "West"]'),
    ("a missing colon", 'for name in customers["name"]\n    print(name)'),
    ("indentation", "for plan in price:\nprint(plan)"),
    ("a bracket not closed", 'print(customers["seats"].sum()\ntotal = 3'),
    ("a text not closed", 'region = "West\ncustomers[customers["region"] == region]'),
    ("a function without return", 'south = seats_of("South")\nsouth + 1'),
    ("a method without ()", 'customers["seats"].sum + 1'),
    ("a method without (), then a dot", "customers.head.shape"),
    ("a column where a number is asked for", 'math.sqrt(customers["seats"])'),
    ("a column in a number's form", "f\"{customers['seats']:.2f}\""),
    ("text and number", '"Seats: " + total'),
    ("a column of texts compared with a number", 'customers[customers["plan"] > 5]'),
    ("a list asked by name", 'rows["name"]'),
    ("a place behind the end", "rows[1]"),
    ("a row by its old number", 'west["seats"][1]'),
    ("nothing from a method that changes in place", "names = list(price)\nnames = names.sort()\nnames[0]"),
    ("int of a text with a comma", "int(amount)"),
    ("an argument's name", 'customers.sort_values("seats", asending=False)'),
    ("division by zero", "total / days"),
    ("a file that is not there", 'pd.read_csv("kay.json")'),
    ("a page that is no JSON", 'json.loads("<html>not found</html>")'),
    ("a date in another form", 'datetime.strptime("31.01.2025", "%Y-%m-%d")'),
    ("an unpacked tuple", "fig, ax, legend = plt.subplots()"),
    ("a merge on a column that one side lacks", 'customers.merge(tickets, on="name")'),
    (".str on numbers", 'customers["seats"].str.upper()'),
    ("another number of values", 'customers["rank"] = [1, 2, 3]'),
    ("a chart of unequal lists", 'plt.plot(customers["name"], tickets["tickets"])'),
    ("a fit with NaN", 'LogisticRegression().fit(customers[["seats", "late_days"]], customers["gone"])'),
    ("a fit with texts", 'LogisticRegression().fit(customers[["seats", "plan"]], customers["gone"])'),
    ("a fit of one column", 'LogisticRegression().fit(customers["seats"], customers["gone"])'),
    ("features and answers of unequal length", 'LogisticRegression().fit(customers[["seats"]], west["gone"])'),
    ("other columns than in the fit", 'fitted.predict(customers[["late_days"]])'),
    ("roc_auc_score swapped", 'roc_auc_score(chance, customers["gone"])'),
    ("a bound value missing", 'question = text("SELECT :subject")\npd.read_sql(question, warehouse)'),
    ("text() forgotten", 'with warehouse.connect() as open_one:\n    open_one.execute("SELECT 1")'),
    ("nobody answers", 'httpx.get("http://127.0.0.1:9/payouts")'),
]
