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
    """``before``: the kind of error, and the lines that were shown of it; ``now``: the sentence that is shown first."""

    slip: str
    cell: str
    before: str
    now: str


FORTY = (
    Case(
        "brackets around &",
        'customers[customers["region"] == "West" & customers["seats"] >= 10]',
        "TypeError, 82 lines",
        "Line 1: round brackets are missing: Python reads the `&` before the comparisons on its two sides. Write each"
        ' condition in brackets of its own: `(customers["region"] == "West") & (customers["seats"] >= 10)`.',
    ),
    Case(
        "brackets around |, of numbers",
        'customers[customers["seats"] < 5 | customers["seats"] > 30]',
        "ValueError, 14 lines",
        "Line 1: round brackets are missing: Python reads the `|` before the comparisons on its two sides. Write each"
        ' condition in brackets of its own: `(customers["seats"] < 5) | (customers["seats"] > 30)`.',
    ),
    Case(
        "and for &",
        'customers[(customers["region"] == "West") and (customers["seats"] >= 10)]',
        "ValueError, 14 lines",
        "Line 1: `and` stands between columns. Between columns, row by row, the sign is `&`, with round brackets around"
        " each condition: `(…) & (…)`.",
    ),
    Case(
        "a column in if",
        'if customers["seats"] > 10:\n    print("large")',
        "ValueError, 15 lines",
        'Line 1: `if` needs one True or False, and `customers["seats"] > 10` is a column of a table, with an answer for'
        " each row. To keep the rows that fit, write `table[condition]`. To ask whether any row does, add `.any()`; for"
        " all, `.all()`.",
    ),
    Case(
        "one bracket for two",
        'customers["name", "seats"]',
        "KeyError, 48 lines",
        'Line 1: several columns need a second pair of square brackets. Write `customers[["name", "seats"]]` in place'
        ' of `customers["name", "seats"]`.',
    ),
    Case(
        "a column of another case",
        'customers["Seats"]',
        "KeyError, 51 lines",
        "Line 1: `customers` has no column `Seats`. Do you mean `seats`? It has `name`, `region`, `plan`, `seats`,"
        " `late_days` and `gone`.",
    ),
    Case(
        "a column misspelt in groupby",
        'customers.groupby("regoin")["seats"].sum()',
        "KeyError, 47 lines",
        "Line 1: `customers` has no column `regoin`. Do you mean `region`? It has `name`, `region`, `plan`, `seats`, "
        "`late_days` and `gone`.",
    ),
    Case(
        "a column that was not fetched",
        'ranked = west[["name", "region"]]\nranked.sort_values("seats")',
        "KeyError, 27 lines",
        "Line 2: `ranked` has no column `seats`. It has `name` and `region`. Look at the line that makes the"
        " table: in a query, `AS seats` would name a column so.",
    ),
    Case(
        "a name of another case",
        "Customers.head()",
        "NameError, 6 lines",
        "Line 1: there is nothing called `Customers` here. Python tells capitals from small letters. Do you mean"
        " `customers`?",
    ),
    Case(
        "a name that is not there yet",
        "known.head()",
        "NameError, 6 lines",
        "Line 1: `known` is not there yet. The cell of this page that makes it begins with `import matplotlib.pyplot as"
        " plt`: run it, then this one.",
    ),
    Case(
        "a library that is not imported",
        "np.mean([1, 2])",
        "NameError, 6 lines",
        "Line 1: `np` is not imported yet. Run the cell that imports it, or write `import numpy as np` above this"
        " line.",
    ),
    Case(
        "quotation marks forgotten",
        "customers[seats]",
        "NameError, 6 lines",
        "Line 1: there is nothing called `seats` here. `customers` has a column of that name: a column stands in"
        ' quotation marks, `"seats"`.',
    ),
    Case(
        "= for ==",
        'customers[customers["region"] = "West"]',
        "SyntaxError, 4 lines",
        'Line 1: one `=` gives a name to a thing; to compare, write two: `customers[customers["region"] == …`. No line'
        " of this cell has run.",
    ),
    Case(
        "a missing colon",
        'for name in customers["name"]\n    print(name)',
        "SyntaxError, 4 lines",
        'Line 1: a colon is missing at the end: `for name in customers["name"]:`. No line of this cell has run.',
    ),
    Case(
        "indentation",
        "for plan in price:\nprint(plan)",
        "IndentationError, 4 lines",
        "Line 2: after `for plan in price:` the next line has to begin further to the right, with four spaces more. No"
        " line of this cell has run.",
    ),
    Case(
        "a bracket not closed",
        'print(customers["seats"].sum()\ntotal = 3',
        "SyntaxError, 4 lines",
        "Line 1: the bracket `(` is not closed: a `)` is missing. No line of this cell has run.",
    ),
    Case(
        "a text not closed",
        'region = "West\ncustomers[customers["region"] == region]',
        "SyntaxError, 4 lines",
        'Line 1: a quotation mark is not closed: `region = "West`. No line of this cell has run.',
    ),
    Case(
        "a function without return",
        'south = seats_of("South")\nsouth + 1',
        "TypeError, 7 lines",
        "Line 2: `south` is nothing (`None`), and nothing can be done with it. It is what `seats_of` gave back, and"
        " that function has no `return`. Add one as its last line.",
    ),
    Case(
        "a method without ()",
        'customers["seats"].sum + 1',
        "TypeError, 6 lines",
        'Line 1: `customers["seats"].sum` is a function that has not been called. Put round brackets after it:'
        ' `customers["seats"].sum()`.',
    ),
    Case(
        "a method without (), then a dot",
        "customers.head.shape",
        "AttributeError, 6 lines",
        "Line 1: `customers.head` is a function that has not been called, so it has no `shape`. Put round brackets"
        " after it: `customers.head().shape`.",
    ),
    Case(
        "a column where a number is asked for",
        'math.sqrt(customers["seats"])',
        "TypeError, 6 lines",
        'Line 1: one number is asked for, and `customers["seats"]` is a column of a table, with 4 values. One of them'
        ' is `customers["seats"].iloc[0]`; their sum is `customers["seats"].sum()`.',
    ),
    Case(
        "a column in a number's form",
        "f\"{customers['seats']:.2f}\"",
        "TypeError, 6 lines",
        "Line 1: one number is asked for, and `customers['seats']` is a column of a table, with 4 values. One of them"
        " is `customers['seats'].iloc[0]`; their sum is `customers['seats'].sum()`.",
    ),
    Case(
        "text and number",
        '"Seats: " + total',
        "TypeError, 6 lines",
        'Line 1: `"Seats: "` is a text, and `total` is a number: they cannot be added. To join them, make a text of the'
        " number: `str(total)`.",
    ),
    Case(
        "a column of texts compared with a number",
        'customers[customers["plan"] > 5]',
        "TypeError, 57 lines",
        'Line 1: `customers["plan"]` is a column of texts, and `5` is a number: they cannot be compared. If the text'
        ' holds a number, make one of it: `pd.to_numeric(customers["plan"])`.',
    ),
    Case(
        "a list asked by name",
        'rows["name"]',
        "TypeError, 6 lines",
        "Line 1: `rows` is a list of 1 value, and a list is asked by place: `rows[0]`. The `name` of the first is"
        ' `rows[0]["name"]`.',
    ),
    Case(
        "a place behind the end",
        "rows[1]",
        "IndexError, 6 lines",
        "Line 1: `rows` has 1 value, counted from 0: the last is number 0, and number 1 is asked for.",
    ),
    Case(
        "a row by its old number",
        'west["seats"][1]',
        "KeyError, 43 lines",
        'Line 1: `west["seats"]` has no row called 1. Rows keep the names that they had before they were chosen or put'
        ' in order. By place, counted from 0, it is `west["seats"].iloc[1]`.',
    ),
    Case(
        "nothing from a method that changes in place",
        "names = list(price)\nnames = names.sort()\nnames[0]",
        "TypeError, 8 lines",
        "Line 3: `names` is nothing (`None`), so nothing can be taken from it. It was made by `names.sort()`, which"
        " changes `names` itself and gives nothing back. Write the call on a line of its own, and go on with `names`.",
    ),
    Case(
        "int of a text with a comma",
        "int(amount)",
        "ValueError, 6 lines",
        'Line 1: `int` makes a number of a text, and `amount` is "3,960.00". The commas have to go first:'
        ' `float(amount.replace(",", ""))`.',
    ),
    Case(
        "an argument's name",
        'customers.sort_values("seats", asending=False)',
        "TypeError, 6 lines",
        "Line 1: `customers.sort_values` takes nothing called `asending`. Do you mean `ascending`?",
    ),
    Case(
        "division by zero",
        "total / days",
        "ZeroDivisionError, 6 lines",
        "Line 1: the division is by `days`, which is 0 here. Look at the line that makes it, or ask first whether it"
        " is 0.",
    ),
    Case(
        "a file that is not there",
        'pd.read_csv("kay.json")',
        "FileNotFoundError, 58 lines",
        "Line 1: there is no file `kay.json` here. Do you mean `key.json`?",
    ),
    Case(
        "a page that is no JSON",
        'json.loads("<html>not found</html>")',
        "JSONDecodeError, 31 lines",
        "Line 1: this text is read as JSON, and it is a page of HTML: it begins with `<html>not found</html>`. Look at"
        " the address, and at the status of the answer.",
    ),
    Case(
        "a date in another form",
        'datetime.strptime("31.01.2025", "%Y-%m-%d")',
        "ValueError, 23 lines",
        'Line 1: "31.01.2025" is not written as its form says, `"%Y-%m-%d"`. The form of 2025-01-31 is "%Y-%m-%d", that'
        ' of 31.01.2025 "%d.%m.%Y".',
    ),
    Case(
        "an unpacked tuple",
        "fig, ax, legend = plt.subplots()",
        "ValueError, 6 lines",
        "Line 1: left of the `=` stand 3 names, `fig, ax, legend`, and `plt.subplots()` gives another number of values."
        " There must be as many of the one as of the other.",
    ),
    Case(
        "a merge on a column that one side lacks",
        'customers.merge(tickets, on="name")',
        "KeyError, 70 lines",
        "Line 1: `tickets` has no column `name` to bring the tables together by. It has `customer`, `tickets` and"
        " `opened`. Where the two sides call it otherwise, write `left_on=` and `right_on=`.",
    ),
    Case(
        ".str on numbers",
        'customers["seats"].str.upper()',
        "AttributeError, 34 lines",
        'Line 1: `.str` works on texts, and `customers["seats"]` holds numbers. Leave `.str` out, or make texts of them'
        " first: `.astype(str).str`.",
    ),
    Case(
        "another number of values",
        'customers["rank"] = [1, 2, 3]',
        "ValueError, 43 lines",
        "Line 1: `customers` has 4 rows, and `[1, 2, 3]` has 3 values: a new column needs one for each row.",
    ),
    Case(
        "a chart of unequal lists",
        'plt.plot(customers["name"], tickets["tickets"])',
        "ValueError, 48 lines",
        'Line 1: `customers["name"]` has 4 values, and `tickets["tickets"]` has 2. A chart needs a pair for each point:'
        " take both from the same table.",
    ),
    Case(
        "a fit with NaN",
        'LogisticRegression().fit(customers[["seats", "late_days"]], customers["gone"])',
        "ValueError, 101 lines",
        'Line 1: `customers[["seats", "late_days"]]` has missing values (NaN), in `late_days`, and this model reads'
        " none. Put `SimpleImputer` before the model, or leave those rows out, `.dropna()`.",
    ),
    Case(
        "a fit with texts",
        'LogisticRegression().fit(customers[["seats", "plan"]], customers["gone"])',
        "ValueError, 88 lines",
        'Line 1: a model computes with numbers, and `customers[["seats", "plan"]]` has columns of texts: `plan`. Leave'
        " them out, or make numbers of them with `OneHotEncoder`.",
    ),
    Case(
        "a fit of one column",
        'LogisticRegression().fit(customers["seats"], customers["gone"])',
        "ValueError, 76 lines",
        'Line 1: `fit` asks for a table of features, and `customers["seats"]` is one column. Of one feature, too, write'
        ' `customers[["seats"]]`.',
    ),
    Case(
        "features and answers of unequal length",
        'LogisticRegression().fit(customers[["seats"]], west["gone"])',
        "ValueError, 55 lines",
        'Line 1: `customers[["seats"]]` has 4 rows, and `west["gone"]` has 2. Each row needs its answer: take both from'
        " the same table.",
    ),
    Case(
        "other columns than in the fit",
        'fitted.predict(customers[["late_days"]])',
        "ValueError, 44 lines",
        'Line 1: `customers[["late_days"]]` lacks `seats`, from which the model has learnt. Give it the columns of'
        " `fit`: `seats`.",
    ),
    Case(
        "roc_auc_score swapped",
        'roc_auc_score(chance, customers["gone"])',
        "ValueError, 47 lines",
        "Line 1: the two are in the other order: `roc_auc_score` asks first for what was so, and then for the chances."
        ' Write `roc_auc_score(customers["gone"], chance)`.',
    ),
    Case(
        "a bound value missing",
        'question = text("SELECT :subject")\npd.read_sql(question, warehouse)',
        "DatabaseError, 170 lines",
        'Line 2: the query waits for a value for `:subject`, and none is given. Add it: `params={"subject": …}`.',
    ),
    Case(
        "text() forgotten",
        'with warehouse.connect() as open_one:\n    open_one.execute("SELECT 1")',
        "ObjectNotExecutableError, 28 lines",
        'Line 2: `execute` takes a query, and `"SELECT 1"` is a plain text. Put `text(…)` around it, from `from'
        " sqlalchemy import text`.",
    ),
    Case(
        "nobody answers",
        'httpx.get("http://127.0.0.1:9/payouts")',
        "ConnectError, 202 lines",
        "Line 1: no connection came about with `127.0.0.1:9`. Nothing of your request was read. Look at the address, at"
        " whether that service runs, and at whether this computer has a network.",
    ),
)

#: Slips that readers of weeks 5, 6, 10 and 14 have made, and what the tutor says now.
OF_READERS = (
    (
        "fig, waits = plt.subplots()\nax.plot([1, 2])",
        "Line 2: there is nothing called `ax` here. The frame that this cell makes is called `waits`: write"
        " `waits.plot`.",
    ),
    (
        'by_region = customers["region"] = "West"\nby_region.head()',
        "Line 2: `by_region` is no condition: the line that makes it has two single `=`, and has written"
        " 'West' into every row of `customers['region']`. To ask, write `==`: `by_region ="
        " customers['region'] == 'West'`. Make the table anew before you run it.",
    ),
    (
        'customers["plan" == "Fleet"]',
        'Line 1: `"plan" == "Fleet"` compares two texts with each other. To compare a column, write the'
        " table in front of it as well: `customers[customers[\"plan\"] == 'Fleet']`.",
    ),
    (
        'numbers = ["seats"]\nwords = ["plan"]\ncustomers[[numbers + words]]',
        "Line 3: there is a pair of square brackets too many: `numbers + words` is a list of names already."
        " Write `customers[numbers + words]`.",
    ),
    (
        "seats = 12\ncustomers[seats > 3]",
        "Line 2: `seats > 3` asks about one value and gives `True`; to choose rows, every row needs an answer."
        ' Compare the column: `customers[customers["seats"] > 3]`.',
    ),
    (
        'customers["seats" > 3]',
        'Line 1: `"seats" > 3` compares a text with another value. To compare a column, write the table in front'
        ' of it as well: `customers[customers["seats"] > 3]`.',
    ),
    (
        'customers[customers["seats"] > 3]["name", "plan", "seats"]',
        "Line 1: several columns need a second pair of square brackets. Write"
        ' `customers[customers["seats"] > 3][["name", "plan", "seats"]]` in place of'
        ' `customers[customers["seats"] > 3]["name", "plan", "seats"]`.',
    ),
    (
        'customers.loc(customers["name"] == "Ash & Sons", "plan") = "Solo"',
        'Line 1: a place in a table stands in square brackets: `.loc[customers["name"] == "Ash & Sons",'
        ' "pla…]`. No line of this cell has run.',
    ),
    (
        'pd.read_sql(text("SELECT 1 WHERE \'a\' = \':subject\'"), warehouse, params={"subject": "a"})',
        "Line 1: `:subject` stands in quotation marks, so the database takes it for a text and not for a"
        " place. Leave them out: `:subject` in place of `':subject'`.",
    ),
    (
        'subject = "a"\npd.read_sql(text("SELECT 1 WHERE 1 = :subject"), warehouse, params={"subject", subject})',
        "Line 2: what is bound stands in pairs, a name and its value with a colon between them:"
        ' `{"subject": subject}`.',
    ),
    (
        'subject = "a"\npd.read_sql(text("SELECT 1 WHERE 1 = :subject"), warehouse, params={subject: "subject"})',
        "Line 2: the query waits for a value for `:subject`, and what is given is called `a`. In the"
        ' curly brackets the name of the place stands before the colon, its value behind it: `{"subject":'
        " …}`.",
    ),
    (
        'from pathlib import Path\nPath("x").parent + "history.csv"',
        'Line 2: from a folder the way goes on with `/`, and not with `+`: `Path("x").parent / "history.csv"`.',
    ),
    ("COUNT(customers)", "Line 1: there is nothing called `COUNT` here. How many there are says `len(…)`."),
    (
        "fig, axes = plt.subplots()\naxes.xlabel('tickets')",
        "Line 2: `axes` is one frame of a chart, and there it is called `set_xlabel`: `axes.set_xlabel(…)`.",
    ),
    (
        "def forest():\n    return LogisticRegression()\ndef score(model):\n    return model.fit(1)\nscore(forest)",
        "Line 4, in `score`: `model` is a function that has not been called, so it has no `fit`. It was handed over to"
        " `score` so: put round brackets after it there, `forest()`.",
    ),
    (
        'LogisticRegression().fit(customers["gone"], customers[["seats"]])',
        "Line 1: `fit` takes the features first, and then the answers: here the two are in the other order.",
    ),
    (
        'customers.sort_values("seats", ascending="False")',
        'Line 1: `"False"` is a text. `True` and `False` stand without quotation marks: `ascending=False`.',
    ),
    (
        'numbers = ["seats", "late_dais"]\ncustomers[numbers + ["gone"]]',
        "Line 2: `customers` has no column `late_dais`. Do you mean `late_days`? It has `name`, `region`, `plan`,"
        " `seats`, `late_days` and `gone`.",
    ),
    (
        "from sklearn.compose import make_column_transformer as m\nfrom sklearn.pipeline import make_pipeline\nfrom"
        ' sklearn.impute import SimpleImputer\nmodel = make_pipeline(m((SimpleImputer(strategy="median"), ["seats",'
        ' "plan"])), LogisticRegression())\nmodel.fit(customers[["seats", "plan"]], customers["gone"])',
        "Line 5: `plan` holds texts, and stands among the columns that are prepared as numbers. Put it with the words.",
    ),
    (
        'months = pd.DataFrame({"month": ["2025-01"]})\nmonths["month"] >= 2025',
        'Line 2: `months["month"]` is a column of texts, and `2025` is a number: they cannot be compared. Write a'
        ' text to compare with: `"2025"`.',
    ),
    (
        "import matplotlib as plot\nplot.subplots()",
        "Line 2: `plot` is matplotlib as a whole, and `subplots` is in its part pyplot: `import matplotlib.pyplot as"
        " plt`.",
    ),
    (
        "fig, left, right = plt.subplots(1, 2)",
        "Line 1: `subplots` gives two things: the figure, and its frames. Write `fig, (left, right) = …`.",
    ),
    (
        "plt.plot(late_days)",
        "Line 1: there is nothing called `late_days` here. `customers` has a column of that name: write"
        ' `customers["late_days"]`.',
    ),
    (
        "COUNT(*) FROM customers",
        "Python cannot read line 1 of this cell, so no line of it has run. This cell is Python. A query has %%sql on"
        " the first line of its cell, and a text in your own words %%text.",
    ),
    (
        "if customers == 0:\n    pass",
        "Line 1: `customers` is a table, and no number. How many rows it has is `len(customers)`.",
    ),
    ("_file_", "Line 1: `_file_` has two underscores on either side: `__file__`."),
    (
        'pd.read_sql(text("SELECT 1 WHERE 1 = :region"), warehouse, params={region: "West"})',
        "Line 1: there is nothing called `region` here. Left of the colon stands a name in quotation marks:"
        ' `"region"`.',
    ),
    (
        'south = customers.copy()\nsouth = south[south["plan"] == "Crew"]["plan"] = "Solo"',
        "Line 2: this line has two single `=`, and the first gives 'Solo' to `south` itself. Leave one of them out.",
    ),
    (
        'customers[(customers["seats"] >= 25).sort_values("seats")]',
        'Line 1: `customers["seats"] >= 25` is one column or one condition, and is put in order without a name. To put'
        " a table in order, close its `]` before `.sort_values(…)`.",
    ),
    (
        "fig, ax = plt.subplots()\nax.set_ylim(…, …)",
        "Line 2: the three dots `…` still stand there, and what belongs in their place is yours to write. No line of"
        " this cell has run.",
    ),
    (
        'dict(a={"region": "West"; "plan": "Solo"})',
        "Line 1: between two things in brackets stands a comma, and no `;`. No line of this cell has run.",
    ),
    (
        'query = "\nSELECT 1\n"',
        'Line 1: a quotation mark is not closed: `query = "`. A text over several lines stands between three of them:'
        ' `"""`. No line of this cell has run.',
    ),
    (
        'one = other = customers["seat"]',
        "Line 1: `customers` has no column `seat`. Do you mean `seats`? It has `name`, `region`, `plan`, `seats`,"
        " `late_days` and `gone`.",
    ),
    (
        "fitted.predict(unseen_ones)",
        "Line 1: there is nothing called `unseen_ones` here. If it is a text, put quotation marks around it. If it is a"
        " table or a number of yours, run the cell that makes it, then this one.",
    ),
    (
        "print(counts_all, size)",
        "Line 1: there is nothing called `counts_all` here. If it is a text, put quotation marks around it. If it is a"
        " table or a number of yours, run the cell that makes it, then this one.",
    ),
    (
        "print(size)",
        "Line 1: there is nothing called `size` here. If it is a text, put quotation marks around it. If it is a"
        " table or a number of yours, run the cell that makes it, then this one.",
    ),
    (
        '"monday-" & "2025"',
        'Line 1: `&` is for conditions. Texts are joined with `+`: `"monday-" + "2025"`.',
    ),
)

#: What the tutor does not know, and may claim no cause of: slips next to those above.
TWENTY = (
    'customers.merge(west, on="name").loc[99]',
    'sorted(["a", 1])',
    'round("3.14159", 2)',
    '"a,b".split(1)',
    'customers.query("seats > limit")',
    'int(float("nan"))',
    "[].pop()",
    "math.sqrt(-1)",
    'customers.set_index("name").loc["Ash"]',
    "plt.subplots(2, 2, figsize=6)",
    'roc_auc_score(customers["gone"], customers["plan"])',
    'LogisticRegression(C="big").fit(customers[["seats", "late_days"]], customers["gone"])',
    'west.loc[:, "rank"] = [1, 2, 3]',
    'pd.DataFrame({"a": [1, 2], "b": [1, 2]}, index=[0])',
    'open("key.json").read()["exercises"]',
    'customers["seats"].rolling("x").mean()',
    'customers.pivot(index="region", columns="gone", values="seats")',
    'customers.iloc["a"]',
    'customers.head("x")',
    '"%d" % "a"',
    '"{} {}".format(1)',
    "sum(customers)",
    "next(3)",
    "customers == west",
    "fitted.predict([[1, 2]])",
)
