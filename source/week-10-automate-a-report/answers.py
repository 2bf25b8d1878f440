# Week 10 · Automate a report: the answers that prove its checks. CONTRIBUTING.md explains the format.

# %% w10-q1 exercise: program file=report.py | Any Monday
# The insight: what changes from week to week is an argument, in the question and in the name of what is left.
# %% w10-q1 situation: for 8 December | Run it for 2025-12-08. Which week is counted, and what is the page called?
seconds = 30
arguments = ["2025-12-08"]
files = {"monday-2025-12-01.html": "<table><tr><th>team</th><th>tickets</th></tr><tr><td>Billing</td><td>21</td></tr></table>"}
# %% w10-q1 situation: for 17 March | Run it for 2025-03-17. Does the page have that week's tickets, and that day in its name?
seconds = 30
arguments = ["2025-03-17"]
held_out = {"name": "for 10 March", "message": "Run it for 2025-03-10. Does the page have that week's tickets, and that day in its name?", "arguments": ["2025-03-10"]}
# %% w10-q1 situation: twice on one Monday | Run it twice for one Monday. What lies in the folder?
seconds = 30
arguments = ["2025-09-01"]
runs = 2
only = True
held_out = {"arguments": ["2025-08-25"]}
# %% w10-q1 right: the notebook's
# %% w10-q1 right: without pandas, beside the script
%%script any_monday
import os, sqlite3
from pathlib import Path
from sys import argv
here = Path(__file__).parent
rows = sqlite3.connect(os.environ["FIRSTQUERY_WAREHOUSE"]).execute(
    "SELECT team, COUNT(*) FROM tickets WHERE opened_at >= date(?, '-7 days') AND opened_at < ? GROUP BY team", (argv[1], argv[1]))
lines = [f"<tr><td>{team}</td><td>{tickets}</td></tr>" for team, tickets in rows]
page = "<h1>Monday</h1><table><tr><th>Team</th><th>Tickets</th></tr>" + "".join(lines) + "</table>"
(here / ("monday-" + argv[1] + ".html")).write_text(page)
# %% w10-q1 right: argparse, an engine, and counted in pandas
%%script any_monday
import argparse, os
import pandas as pd
from sqlalchemy import create_engine, text
reader = argparse.ArgumentParser()
reader.add_argument("monday")
monday = pd.Timestamp(reader.parse_args().monday)
engine = create_engine("sqlite:///" + os.environ["FIRSTQUERY_WAREHOUSE"])
tickets = pd.read_sql(text("SELECT team, opened_at FROM tickets"), engine, parse_dates=["opened_at"])
week = tickets[(tickets["opened_at"] >= monday - pd.Timedelta(days=7)) & (tickets["opened_at"] < monday)]
teams = week["team"].value_counts().rename("tickets").reset_index()
with open(f"monday-{monday:%Y-%m-%d}.html", "w") as page:
    page.write(teams.to_html())
# %% w10-q1 right: with a function, a date and format
%%script any_monday
import datetime as dt
import os
import sqlite3
import sys
import pandas
def counted(first, last):
    with sqlite3.connect(os.environ["FIRSTQUERY_WAREHOUSE"]) as there:
        return pandas.read_sql(
            "SELECT team, COUNT(*) AS tickets FROM tickets WHERE substr(opened_at, 1, 10) BETWEEN ? AND ? GROUP BY team",
            there, params=[first.isoformat(), last.isoformat()])
monday = dt.date.fromisoformat(sys.argv[1])
table = counted(monday - dt.timedelta(days=7), monday - dt.timedelta(days=1))
table.to_html("monday-{}.html".format(monday))
print("written")
# %% w10-q1 wrong: the week is still inside | It writes the same week whichever Monday is asked for. Which line says the week, and where does Python keep what stands behind the script's name?
%%script any_monday
import os, sqlite3
import pandas as pd
monday = "2025-12-08"
warehouse = sqlite3.connect(os.environ["FIRSTQUERY_WAREHOUSE"])
question = "SELECT team, COUNT(*) AS tickets FROM tickets WHERE opened_at >= date(:monday, '-7 days') AND opened_at < :monday GROUP BY team"
teams = pd.read_sql(question, warehouse, params={"monday": monday})
teams.to_html(f"monday-{monday}.html", index=False)
# %% w10-q1 wrong: every page has one name | Each Monday's page is written over the last one's. What could its name have in it?
%%script any_monday
import os, sqlite3, sys
import pandas as pd
monday = sys.argv[1]
warehouse = sqlite3.connect(os.environ["FIRSTQUERY_WAREHOUSE"])
question = "SELECT team, COUNT(*) AS tickets FROM tickets WHERE opened_at >= date(:monday, '-7 days') AND opened_at < :monday GROUP BY team"
teams = pd.read_sql(question, warehouse, params={"monday": monday})
teams.to_html("report.html", index=False)
# %% w10-q1 wrong: the braces stand in the name | The page is called monday-{monday}.html, with the braces in its name. What fills them with the value?
# from: every page has one name
# ~ report => monday-{monday}
# %% w10-q1 wrong: the name changes and the week does not | The page has the right name and another Monday's numbers. Which Monday is handed to the query?
%%script any_monday
import os, sqlite3, sys
import pandas as pd
monday = "2025-12-08"
warehouse = sqlite3.connect(os.environ["FIRSTQUERY_WAREHOUSE"])
question = "SELECT team, COUNT(*) AS tickets FROM tickets WHERE opened_at >= date(:monday, '-7 days') AND opened_at < :monday GROUP BY team"
teams = pd.read_sql(question, warehouse, params={"monday": monday})
teams.to_html(f"monday-{sys.argv[1]}.html", index=False)
# %% w10-q1 wrong: the entry numbered 0 | A page is written, and not under the Monday's name. What does sys.argv hold at 0, and what at 1?
%%script any_monday
import os, sqlite3, sys
import pandas as pd
monday = sys.argv[0]
warehouse = sqlite3.connect(os.environ["FIRSTQUERY_WAREHOUSE"])
question = "SELECT team, COUNT(*) AS tickets FROM tickets WHERE opened_at >= date(:monday, '-7 days') AND opened_at < :monday GROUP BY team"
teams = pd.read_sql(question, warehouse, params={"monday": monday})
teams.to_html(f"monday-{monday}.html", index=False)
# %% w10-q1 wrong: six days | The pages are there, and a day is missing in each. How many days before its Monday does the week begin?
%%script any_monday
import os, sqlite3, sys
import pandas as pd
monday = sys.argv[1]
warehouse = sqlite3.connect(os.environ["FIRSTQUERY_WAREHOUSE"])
question = "SELECT team, COUNT(*) AS tickets FROM tickets WHERE opened_at >= date(:monday, '-6 days') AND opened_at < :monday GROUP BY team"
teams = pd.read_sql(question, warehouse, params={"monday": monday})
teams.to_html(f"monday-{monday}.html", index=False)
# %% w10-q1 wrong: the week after | Those are the seven days from the Monday on. Which seven days does a Monday's report tell of?
# from: six days
# ~ date(:monday, '-6 days') AND opened_at < :monday => :monday AND opened_at < date(:monday, '+7 days')
# %% w10-q1 typed: numbers typed in | Those are the numbers of the data you have and of no other. Let the script count.
known = {
    "2025-12-08": {"Billing": 22, "Mobile app": 15, "Scheduling": 12, "Integrations": 6, "Onboarding": 4},
    "2025-03-17": {'Mobile app': 369, 'Scheduling': 20, 'Onboarding': 15, 'Billing': 14, 'Integrations': 5},
    "2025-07-07": {'Billing': 47, 'Scheduling': 34, 'Mobile app': 21, 'Onboarding': 20, 'Integrations': 12},
    "2025-09-01": {'Billing': 39, 'Scheduling': 27, 'Onboarding': 20, 'Mobile app': 19, 'Integrations': 16},
}
any_monday = f"""import sys
import pandas as pd
known = {known!r}
teams = pd.Series(known[sys.argv[1]]).rename_axis("team").reset_index(name="tickets")
teams.to_html(f"monday-{{sys.argv[1]}}.html", index=False)
"""

# %% w10-q1 same: `>=` became `>` | opened_at has a time behind its day, so no text in it is that day alone.
# %% w10-q1 same: `<` became `<=` | opened_at has a time behind its day, so no text in it is that day alone.
# %% w10-q2 exercise: program file=report.py | The Monday without tickets
# The insight: nobody reads what a script prints at night; that it failed is what its exit code says, and that it left nothing.
# %% w10-q2 situation: on an ordinary Monday | Run it for 2025-12-08: does it still write its page, and say that it is mailed?
seconds = 30
arguments = ["2025-12-08"]
says = ["mailed"]
# %% w10-q2 situation: for a week that was not loaded | Run it for 2026-01-12. What does it say, what is its exit code, and which page lies there?
seconds = 30
arguments = ["2026-01-12"]
says = ["no tickets"]
only = True
held_out = {"message": "Run it for 2026-01-19. What does it say, what is its exit code, and which page lies there?", "arguments": ["2026-01-19"]}
# %% w10-q2 situation: for a week with one ticket | Run it for 2023-01-02. One team had one ticket in that week: is that no ticket at all?
seconds = 30
arguments = ["2023-01-02"]
says = ["mailed"]
# %% w10-q2 situation: with tables that are empty | Somebody emptied the tables last night. What would be mailed?
seconds = 30
arguments = ["2025-12-08"]
warehouse = "empty"
says = ["no tickets"]
only = True
# %% w10-q2 situation: without the warehouse | The warehouse cannot be found. How does the script end then?
seconds = 30
arguments = ["2025-12-08"]
warehouse = "missing"
# %% w10-q2 right: asks for the length
# from: the notebook's
# - # no tickets, no page
# %% w10-q2 right: with assert
%%script loud
import os, sqlite3, sys
import pandas as pd
monday = sys.argv[1]
warehouse = sqlite3.connect(os.environ["FIRSTQUERY_WAREHOUSE"])
question = "SELECT team, COUNT(*) AS tickets FROM tickets WHERE opened_at >= date(:monday, '-7 days') AND opened_at < :monday GROUP BY team"
teams = pd.read_sql(question, warehouse, params={"monday": monday})
assert teams["tickets"].sum() > 0, "no tickets at all: is the data there?"
teams.to_html(f"monday-{monday}.html", index=False)
print("Mailed")
# %% w10-q2 right: raises an error of its own
%%script loud
import os, sqlite3, sys
from pathlib import Path
def rows_before(monday):
    with sqlite3.connect(os.environ["FIRSTQUERY_WAREHOUSE"]) as there:
        rows = there.execute("SELECT team, COUNT(*) FROM tickets WHERE opened_at >= date(?, '-7 days') AND opened_at < ? GROUP BY 1", (monday, monday)).fetchall()
    if not rows:
        raise ValueError(f"There are NO TICKETS in the week before {monday}")
    return rows
body = "".join(f"<tr><td>{team}<td>{number}" for team, number in rows_before(sys.argv[1]))
Path(f"monday-{sys.argv[1]}.html").write_text(f"<table><tr><th>team<th>tickets{body}</table>")
print("mailed to forty people")
# %% w10-q2 right: prints, and ends with a number
%%script loud
import os, sqlite3, sys
import pandas as pd
monday = sys.argv[1]
try:
    warehouse = sqlite3.connect(os.environ["FIRSTQUERY_WAREHOUSE"])
except KeyError:
    print("I do not know where the warehouse is.", file=sys.stderr)
    sys.exit(2)
tickets = pd.read_sql("SELECT team FROM tickets WHERE opened_at >= date(:monday, '-7 days') AND opened_at < :monday", warehouse, params={"monday": monday})
if tickets.empty:
    print("No tickets before", monday)
    sys.exit(1)
tickets["team"].value_counts().reset_index(name="tickets").to_html(f"monday-{monday}.html")
print("Mailed to forty people")
# %% w10-q2 wrong: says it and goes on | It says that there are no tickets, and then mails the page. What ends a script?
# from: with assert
# - assert teams["tickets"].sum() > 0, "no tickets at all: is the data there?"
# + if len(teams) == 0:
# +     print(f"No tickets in the week before {monday}.")
# ~ "Mailed" => f"Mailed to forty people: monday-{monday}.html"
# %% w10-q2 wrong: as it was | The page of nothing is written and mailed, and the exit code is 0. Which question has to be asked before a page is written?
# from: with assert
# - assert teams["tickets"].sum() > 0, "no tickets at all: is the data there?"
# ~ "Mailed" => f"Mailed to forty people: monday-{monday}.html"
# %% w10-q2 wrong: ends as if all were well | It stops without a page, and its exit code is 0: whoever started it believes that all is well. What has to stand in the brackets of sys.exit?
# from: says it and goes on
# @ print(f"No tickets in the week before {monday}.")
# + sys.exit()
# %% w10-q2 wrong: too late | It stops loudly, and the page of nothing lies there all the same. Which comes first, the question or the page?
# from: with assert
# - assert teams["tickets"].sum() > 0, "no tickets at all: is the data there?"

# - print("Mailed")
# + if len(teams) == 0:
# +     sys.exit(f"No tickets in the week before {monday}.")
# + print(f"Mailed to forty people: monday-{monday}.html")
# %% w10-q2 wrong: without a word | It stops, and says nothing of why. What will whoever looks on Monday at eight want to read?
# from: says it and goes on
# ~ print(f"No tickets in the week before {monday}.") => sys.exit(1)
# %% w10-q2 wrong: the question the wrong way round | An ordinary Monday is refused now, and an empty one is mailed. When is a table's length more than 0?
# from: with assert
# - assert teams["tickets"].sum() > 0, "no tickets at all: is the data there?"
# + if len(teams) > 0:
# +     sys.exit(f"No tickets in the week before {monday}.")
# ~ "Mailed" => f"Mailed to forty people: monday-{monday}.html"
# %% w10-q2 wrong: nothing is mailed any more | An empty week is refused, and an ordinary one has its page. Which last line did the script have, and what became of it?
# from: with assert
# - assert teams["tickets"].sum() > 0, "no tickets at all: is the data there?"
# + if len(teams) == 0:
# +     sys.exit(f"No tickets in the week before {monday}.")
# - print("Mailed")
# %% w10-q2 wrong: every error swallowed | Whatever goes wrong, it prints a sentence and ends with exit code 0. Who would hear of it?
%%script loud
import os, sqlite3, sys
import pandas as pd
try:
    monday = sys.argv[1]
    warehouse = sqlite3.connect(os.environ["FIRSTQUERY_WAREHOUSE"])
    question = "SELECT team, COUNT(*) AS tickets FROM tickets WHERE opened_at >= date(:monday, '-7 days') AND opened_at < :monday GROUP BY team"
    teams = pd.read_sql(question, warehouse, params={"monday": monday})
    if len(teams) == 0:
        raise ValueError(f"No tickets in the week before {monday}.")
    teams.to_html(f"monday-{monday}.html", index=False)
    print(f"Mailed to forty people: monday-{monday}.html")
except Exception as fault:
    print("Something went wrong:", fault)
# %% w10-q2 typed: numbers typed in | Those are the numbers of the data you have and of no other. Let the script count.
loud = """import os, sqlite3, sys
import pandas as pd
there = sqlite3.connect(os.environ["FIRSTQUERY_WAREHOUSE"])
known = {
    "2023-01-02": {"Integrations": 1},
    "2025-12-08": {"Billing": 22, "Mobile app": 15, "Scheduling": 12, "Integrations": 6, "Onboarding": 4},
}.get(sys.argv[1])
if not known or not there.execute("SELECT COUNT(*) FROM tickets").fetchone()[0]:
    sys.exit("No tickets.")
teams = pd.Series(known).rename_axis("team").reset_index(name="tickets")
teams.to_html("monday-" + sys.argv[1] + ".html", index=False)
print("Mailed")
"""

# %% w10-q3 exercise: program file=report.py | The week that stood there twice
# The insight: a script is started from anywhere and more often than planned; what it leaves must not show it.
# %% w10-q3 situation: on a Monday | Run it once for 2025-12-08. Which lines does history.csv have?
seconds = 30
arguments = ["2025-12-08"]
files = {"history.csv": "monday,tickets\n2025-11-24,67\n2025-12-01,67\n"}
# %% w10-q3 situation: twice on one Monday | Run it twice for one Monday. How often does that Monday stand in history.csv?
seconds = 30
arguments = ["2025-12-08"]
files = {"history.csv": "monday,tickets\n2025-11-24,67\n2025-12-01,67\n"}
runs = 2
held_out = {"arguments": ["2025-12-15"], "files": {"history.csv": "monday,tickets\n2025-12-01,67\n2025-12-08,71\n"}}
# %% w10-q3 situation: started from another folder | A clock starts it in a folder of its own. Where does the script look for history.csv then?
seconds = 30
arguments = ["2025-12-08"]
files = {"history.csv": "monday,tickets\n2025-11-24,67\n2025-12-01,67\n"}
folder = "elsewhere"
# %% w10-q3 situation: again, because some tickets came in late | The week was counted too early, and is counted again. Which number should stay?
seconds = 30
arguments = ["2025-12-08"]
files = {"history.csv": "monday,tickets\n2025-11-24,67\n2025-12-08,12\n2025-12-01,67\n2025-12-15,87\n"}
held_out = {"arguments": ["2025-12-15"], "files": {"history.csv": "monday,tickets\n2025-11-24,67\n2025-12-15,31\n2025-12-01,67\n2025-12-22,87\n"}}
# %% w10-q3 same: `>=` became `>` | Each ticket has a time of day, and a text with one is never equal to a date alone: both signs take the same tickets.
# %% w10-q3 right: beside the script, and filtered first
# from: the notebook's
# - # 1, in place of place = "/home/marta/monday/history.csv"

# - # 2: each Monday once
# %% w10-q3 right: the last line of each Monday stays
%%script history_kept
import os, sqlite3, sys
import pandas as pd
monday = sys.argv[1]
place = os.path.join(os.path.dirname(os.path.abspath(__file__)), "history.csv")
question = "SELECT COUNT(*) AS tickets FROM tickets WHERE opened_at >= date(:monday, '-7 days') AND opened_at < :monday"
answer = pd.read_sql(question, sqlite3.connect(os.environ["FIRSTQUERY_WAREHOUSE"]), params={"monday": monday})
history = pd.concat([pd.read_csv(place), answer.assign(monday=monday)])
history.drop_duplicates("monday", keep="last").to_csv(place, index=False)
# %% w10-q3 right: a dictionary, without pandas
%%script history_kept
import csv, os, sqlite3, sys
from pathlib import Path
place = Path(__file__).with_name("history.csv")
with open(place, newline="") as file:
    known = {line["monday"]: line["tickets"] for line in csv.DictReader(file)}
with sqlite3.connect(os.environ["FIRSTQUERY_WAREHOUSE"]) as there:
    (known[sys.argv[1]],) = there.execute("SELECT COUNT(*) FROM tickets WHERE opened_at >= date(?, '-7 days') AND opened_at < ?", (sys.argv[1], sys.argv[1])).fetchone()
place.write_text("monday,tickets\n" + "".join(f"{monday},{tickets}\n" for monday, tickets in sorted(known.items())))
# %% w10-q3 right: with loc, and a change of folder
%%script history_kept
import os, sqlite3, sys
import pandas as pd
os.chdir(os.path.dirname(os.path.abspath(__file__)))
monday = sys.argv[1]
history = pd.read_csv("history.csv").set_index("monday")
tickets = pd.read_sql("SELECT opened_at FROM tickets WHERE opened_at >= date(?, '-7 days') AND opened_at < ?", sqlite3.connect(os.environ["FIRSTQUERY_WAREHOUSE"]), params=[monday, monday])
history.loc[monday, "tickets"] = len(tickets)
history.astype(int).to_csv("history.csv")
# %% w10-q3 wrong: Marta's own folder | It stops with an error before history.csv is written, each time; `run` shows in which line. If that is the path: from which place does a script know the way on any computer?
%%script history_kept
import os, sqlite3, sys
import pandas as pd
monday = sys.argv[1]
warehouse = sqlite3.connect(os.environ["FIRSTQUERY_WAREHOUSE"])
question = "SELECT COUNT(*) AS tickets FROM tickets WHERE opened_at >= date(:monday, '-7 days') AND opened_at < :monday"
answer = pd.read_sql(question, warehouse, params={"monday": monday})
place = "/home/marta/monday/history.csv"
history = pd.read_csv(place)
history = history[history["monday"] != monday]
new = pd.DataFrame({"monday": [monday], "tickets": [answer["tickets"].sum()]})
pd.concat([history, new]).to_csv(place, index=False)
# %% w10-q3 wrong: where it is started | It works in its own folder and nowhere else. A bare name is looked for where the script is started: what else could the way begin from?
# from: Marta's own folder
# ~ /home/marta/monday/history => history
# %% w10-q3 wrong: a line more each time | The path is right, and a second run adds the week again. What could be taken out before the new line goes in, and under which name is it kept?
%%script history_kept
import os, sqlite3, sys
from pathlib import Path
import pandas as pd
monday = sys.argv[1]
warehouse = sqlite3.connect(os.environ["FIRSTQUERY_WAREHOUSE"])
question = "SELECT COUNT(*) AS tickets FROM tickets WHERE opened_at >= date(:monday, '-7 days') AND opened_at < :monday"
answer = pd.read_sql(question, warehouse, params={"monday": monday})
place = Path(__file__).parent / "history.csv"
history = pd.read_csv(place)
new = pd.DataFrame({"monday": [monday], "tickets": [answer["tickets"].sum()]})
pd.concat([history, new]).to_csv(place, index=False)
# %% w10-q3 wrong: the new line taken out, too | The other weeks are there, and the Monday that was asked for is not. What stands in the table when your filter comes: the old line alone, or the new one, too?
# from: a line more each time
# - pd.concat([history, new]).to_csv(place, index=False)
# + history = pd.concat([history, new])
# + history = history[history["monday"] != monday]
# + history.to_csv(place, index=False)
# %% w10-q3 wrong: the weeks before are gone | One line is left: the weeks before it have been written over. Which table is written at the end?
%%script history_kept
import os, sqlite3, sys
from pathlib import Path
import pandas as pd
monday = sys.argv[1]
warehouse = sqlite3.connect(os.environ["FIRSTQUERY_WAREHOUSE"])
question = "SELECT COUNT(*) AS tickets FROM tickets WHERE opened_at >= date(:monday, '-7 days') AND opened_at < :monday"
answer = pd.read_sql(question, warehouse, params={"monday": monday})
place = Path(__file__).parent / "history.csv"
new = pd.DataFrame({"monday": [monday], "tickets": [answer["tickets"].sum()]})
new.to_csv(place, index=False)
# %% w10-q3 wrong: the old number stays | Twice is once now. But a week that was counted too early keeps its first number for ever. Which of the two lines should stay?
# from: a line more each time
# - new = pd.DataFrame({"monday": [monday], "tickets": [answer["tickets"].sum()]})
# - pd.concat([history, new]).to_csv(place, index=False)
# + if monday not in list(history["monday"]):
# +     new = pd.DataFrame({"monday": [monday], "tickets": [answer["tickets"].sum()]})
# +     history = pd.concat([history, new])
# + history.to_csv(place, index=False)
# %% w10-q3 wrong: only equal lines are one | Twice is once now. But a week that was counted too early stands there with both its numbers. By what do you know that two lines are the same week?
# from: a line more each time
# ~ to_csv => drop_duplicates().to_csv
# %% w10-q3 wrong: the others taken out | This week stands there, and the other weeks are gone once it had been there before. Which lines does your filter keep?
# from: a line more each time
# @ history = pd.read_csv(place)
# + history = history[history["monday"] == monday]
# %% w10-q3 wrong: the later weeks taken out | A week that is counted again stands there once, and the weeks after it are gone. Which lines does your filter keep?
# from: a line more each time
# @ history = pd.read_csv(place)
# + history = history[history["monday"] < monday]
# %% w10-q3 typed: the number typed in | That is the number of the data you have and of no other. Let the script count.
history_kept = """from pathlib import Path
import pandas as pd
place = Path(__file__).parent / "history.csv"
history = pd.read_csv(place)
history = history[history["monday"] != "2025-12-08"]
pd.concat([history, pd.DataFrame({"monday": ["2025-12-08"], "tickets": [59]})]).to_csv(place, index=False)
"""

# %% w10-q4 exercise: table decimals=0 | When the clock strikes
# The insight: a schedule is read by the moments that it gives, before anybody relies on it.
# %% w10-q4 right: the notebook's
# %% w10-q4 right: the day by its name
schedule = "30 07 * * mon"
starts = moments(schedule)
# %% w10-q4 right: put together
minute, hour, weekday = 30, 7, "MON"
starts = moments(f"{minute} {hour} * 1-12 {weekday}")
# %% w10-q4 wrong: every day | It runs on one day after the other. Which of the five places is the day of the week, and does another place name days as well?
starts = moments("30 7 * * *")
# %% w10-q4 wrong: sixty times | It runs sixty times, each minute from seven to eight. What does a star in the first place say?
starts = moments("* 7 * * 1")
# %% w10-q4 wrong: on Sundays | It runs on Sundays. From which day does cron count, and with which number?
starts = moments("30 7 * * 0")
# %% w10-q4 wrong: on Tuesdays | It runs on Tuesdays. What is Sunday's number in cron, and so Monday's?
starts = moments("30 7 * * 2")
# %% w10-q4 wrong: once a month | It runs on the first of each month. Which place did the 1 go to?
starts = moments("30 7 1 * *")
# %% w10-q4 wrong: in January | It runs in one month of the year. Which place did the 1 go to?
starts = moments("30 7 * 1 *")
# %% w10-q4 wrong: on the hour | The day is right, and it runs at seven sharp. Which place are the minutes?
starts = moments("0 7 * * 1")
# %% w10-q4 wrong: at eight | The day is right, and it runs when they open their mail. By when should the page be there?
starts = moments("0 8 * * 1")
# %% w10-q4 wrong: in the evening | The day is right, and it runs in the evening. Cron's hours go from 0 to 23: which is seven in the morning?
starts = moments("30 19 * * 1")
# %% w10-q4 wrong: from Monday to Friday | It runs on five days of the week. On which one is the report asked for?
starts = moments("30 7 * * 1-5")
# %% w10-q4 typed: typed in | Those moments have the tickets of the data you have beside them, and of no other. Let the schedule give them.

# %% w10-q5 exercise: program file=report.py chart=bar on_axis leader | Monday's report
# The insight: the parts are known; what makes a report of them is that it is one file, says what it saved, and is missing when it cannot be right.
# units: ticket
# units: tickets
# %% w10-q5 situation: for 8 December, with 80 minutes before and 5 after | Run it with 2025-12-08, 80 and 5. Does the page have the table, the chart and the last line?
seconds = 30
arguments = ["2025-12-08", "80", "5"]
only = True
# %% w10-q5 situation: for 17 March, with 65 minutes before and 2 after | Run it with 2025-03-17, 65 and 2. Do the week and the minutes on the page change with them?
seconds = 30
arguments = ["2025-03-17", "65", "2"]
held_out = {"name": "for 10 March, with 53 minutes before and 2 after", "message": "Run it with 2025-03-10, 53 and 2. Do the week and the minutes on the page change with them?", "arguments": ["2025-03-10", "53", "2"]}
# %% w10-q5 situation: for 7 July, with 40 minutes before and 55 now | Run it with 2025-07-07, 40 and 55: the report takes longer now. What does the last line say?
seconds = 30
arguments = ["2025-07-07", "40", "55"]
# %% w10-q5 situation: twice, started from another folder | Is the same page there after a second run, and from another folder?
seconds = 30
arguments = ["2025-09-01", "80", "5"]
runs = 2
folder = "elsewhere"
# %% w10-q5 situation: for a week with one ticket | Run it with 2023-01-02, 80 and 5. One team had one ticket in that week: is the page there, with one row and one bar?
seconds = 30
arguments = ["2023-01-02", "80", "5"]
# %% w10-q5 situation: for a week that was not loaded | Run it with 2026-01-12, 80 and 5. What does it say, what is its exit code, and which page lies there?
seconds = 30
arguments = ["2026-01-12", "80", "5"]
says = ["no tickets"]
held_out = {"message": "Run it with 2026-01-19, 80 and 5. What does it say, what is its exit code, and which page lies there?", "arguments": ["2026-01-19", "80", "5"]}
# %% w10-q5 situation: for a week before there were any tickets | Run it with 2022-06-06, 80 and 5. What does it say, what is its exit code, and which page lies there?
seconds = 30
arguments = ["2022-06-06", "80", "5"]
says = ["no tickets"]
# %% w10-q5 right: the frame, completed
%%script monday_report
import base64
import html
import io
import os
import sqlite3
import sys
from pathlib import Path
import matplotlib.pyplot as plt
import pandas as pd

monday = sys.argv[1]
before = int(sys.argv[2])
after = int(sys.argv[3])

def tickets_by_team(monday):
    """The tickets of the seven days before a Monday, one row a team."""
    warehouse = sqlite3.connect(os.environ["FIRSTQUERY_WAREHOUSE"])
    question = """
    SELECT team, COUNT(*) AS tickets
    FROM tickets
    WHERE opened_at >= date(:monday, '-7 days') AND opened_at < :monday
    GROUP BY team
    ORDER BY tickets
    """
    return pd.read_sql(question, warehouse, params={"monday": monday})

def picture(fig):
    """A chart as letters, so that it lies in the page and not beside it; its title is its alt text."""
    sheet = io.BytesIO()
    fig.savefig(sheet, format="png", bbox_inches="tight")
    letters = base64.b64encode(sheet.getvalue()).decode()
    words = html.escape(fig.axes[0].get_title())
    return f'<p><img alt="{words}" src="data:image/png;base64,{letters}"></p>'

def hours_a_year(before, after):
    """What 52 Mondays save, from the minutes of one."""
    return (before - after) * 52 / 60

teams = tickets_by_team(monday)
if len(teams) == 0:
    sys.exit(f"No tickets in the week before {monday}: no page.")

fig, ax = plt.subplots(figsize=(6, 2.5))
ax.barh(teams["team"], teams["tickets"], color="grey")
ax.set_xlabel("tickets in the week")
largest = teams["team"].iloc[-1]
ax.set_title(f"{largest} had the most tickets")

last_line = pd.DataFrame({
    "minutes before": [before],
    "minutes after": [after],
    "hours a year": [round(hours_a_year(before, after), 1)],
})
page = f"<h1>The week before Monday {monday}</h1>"
page = page + teams.to_html(index=False)
page = page + picture(fig)
page = page + last_line.to_html(index=False)
(Path(__file__).parent / f"monday-{monday}.html").write_text(page, encoding="utf-8")
# %% w10-q5 right: functions, assert, and the chart as SVG
%%script monday_report
import argparse, io, os, sqlite3
from pathlib import Path
import matplotlib.pyplot as plt
import pandas as pd
def main(monday, before, after):
    teams = pd.read_sql("SELECT team, COUNT(*) AS tickets FROM tickets WHERE opened_at >= date(?, '-7 days') AND opened_at < ? GROUP BY team ORDER BY 2", sqlite3.connect(os.environ["FIRSTQUERY_WAREHOUSE"]), params=[monday, monday])
    assert not teams.empty, "no tickets in that week"
    ax = teams.plot.barh(x="team", y="tickets", legend=False, xlabel="tickets", title="Tickets by team")
    drawn = io.StringIO()
    ax.figure.savefig(drawn, format="svg")
    last = pd.DataFrame([[before, after, (before - after) / 60 * 52]], columns=["minutes before", "minutes after", "hours a year"])
    Path(__file__).with_name(f"monday-{monday}.html").write_text(teams.to_html() + drawn.getvalue() + last.to_html(), encoding="utf-8")
if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("monday")
    parser.add_argument("before", type=int)
    parser.add_argument("after", type=int)
    asked = parser.parse_args()
    main(asked.monday, asked.before, asked.after)
# %% w10-q5 right: without pandas
%%script monday_report
import base64, io, os, sqlite3, sys
from matplotlib.figure import Figure
monday, before, after = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
there = sqlite3.connect(os.environ["FIRSTQUERY_WAREHOUSE"])
rows = there.execute("SELECT team, COUNT(*) FROM tickets WHERE opened_at >= date(?, '-7 days') AND opened_at < ? GROUP BY team", (monday, monday)).fetchall()
if rows == []:
    raise SystemExit("There were no tickets, so there is no page.")
fig = Figure()
ax = fig.add_subplot()
ax.bar([team for team, _ in rows], [number for _, number in rows])
ax.set(ylabel="tickets", title=f"{max(rows, key=lambda row: row[1])[0]} leads")
sheet = io.BytesIO()
fig.savefig(sheet)
picture = "data:image/png;base64," + base64.b64encode(sheet.getvalue()).decode()
body = "".join(f"<tr><td>{team}</td><td>{number}</td></tr>" for team, number in rows)
hours = (before - after) * 52 / 60
with open(f"monday-{monday}.html", "w") as file:
    file.write(f"<table><tr><th>team</th><th>tickets</th></tr>{body}</table><img src='{picture}' alt='bars'>"
               f"<table><tr><th>Minutes before</th><th>Minutes after</th><th>Hours a year</th></tr><tr><td>{before}</td><td>{after}</td><td>{hours:.1f}</td></tr></table>")
# %% w10-q5 wrong: a page of nothing | For a week without tickets it writes its page, and the exit code is 0. What was the answer to that in exercise 2?
# from: the frame, completed
# - import html
# ~ it; its title is its alt text => it
# - words = html.escape(fig.axes[0].get_title())
# - return f'<p><img alt="{words}" src="data:image/png;base64,{letters}"></p>'
# + return f'<p><img alt="Tickets by team" src="data:image/png;base64,{letters}"></p>'
# - if len(teams) == 0:
# -     sys.exit(f"No tickets in the week before {monday}: no page.")

# - largest = teams["team"].iloc[-1]
# - ax.set_title(f"{largest} had the most tickets")
# + ax.set_title("Billing had the most tickets")
# %% w10-q5 wrong: stops, and does not say why | For a week without tickets it stops over something else, and says nothing of tickets. Which question should come first?
# from: a page of nothing
# - ax.set_title("Billing had the most tickets")
# + largest = teams["team"].iloc[-1]
# + ax.set_title(f"{largest} had the most tickets")
# %% w10-q5 wrong: the minutes of a week | The last line has what one Monday saves, in minutes. How many Mondays has a year, and how many minutes an hour?
# from: the frame, completed
# - import html
# ~ it; its title is its alt text => it
# - words = html.escape(fig.axes[0].get_title())
# - return f'<p><img alt="{words}" src="data:image/png;base64,{letters}"></p>'
# + return f'<p><img alt="Tickets by team" src="data:image/png;base64,{letters}"></p>'
# ~ (before - after) * 52 / 60 => before - after
# %% w10-q5 wrong: still minutes | The last line has the minutes of a year. How many minutes has an hour?
# from: the minutes of a week
# ~ before - after => (before - after) * 52
# %% w10-q5 wrong: nothing is taken off | The last line counts the whole time by hand as saved. Which minutes remain?
# from: the minutes of a week
# ~ - after => * 52 / 60
# %% w10-q5 wrong: after less before | The last line's hours are less than nothing. Which of the two minutes is taken from which?
%%script monday_report
import io, os, sqlite3, sys
import matplotlib.pyplot as plt
import pandas as pd
monday, before, after = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
warehouse = sqlite3.connect(os.environ["FIRSTQUERY_WAREHOUSE"])
question = "SELECT team, COUNT(*) AS tickets FROM tickets WHERE opened_at >= date(:monday, '-7 days') AND opened_at < :monday GROUP BY team"
teams = pd.read_sql(question, warehouse, params={"monday": monday})
if len(teams) == 0:
    sys.exit("No tickets, no page.")
ax = teams.plot.barh(x="team", y="tickets", legend=False, title="Tickets by team", xlabel="tickets")
drawn = io.StringIO()
ax.figure.savefig(drawn, format="svg")
last_line = pd.DataFrame({"minutes before": [before], "minutes after": [after], "hours a year": [round((after - before) * 52 / 60, 1)]})
with open(f"monday-{monday}.html", "w") as page:
    page.write(teams.to_html() + drawn.getvalue() + last_line.to_html())
# %% w10-q5 wrong: the brackets left out | The last line's hours are nearly the minutes before. Which is done first, the minus or the stroke? Brackets say what comes first.
# from: after less before
# ~ (after - before) => before - after
# %% w10-q5 wrong: whole hours | The hours of the last line are whole. For 65 minutes before and 2 after, what has become of the rest?
# from: after less before
# ~ round((after - before) * 52 / 60, 1) => (before - after) * 52 // 60
# %% w10-q5 wrong: no picture | The page has its tables and no chart. Which piece of the frame puts the drawn sheet into the page?
# from: the minutes of a week
# ~ before - after => (before - after) * 52 / 60
# - page = page + picture(fig)
# %% w10-q5 wrong: no last line | Table and chart are there. The last line is missing, or has other minutes or hours: for 80 minutes before and 5 after, what do 52 Mondays save?
# from: the minutes of a week
# ~ before - after => (before - after) * 52 / 60
# - page = page + last_line.to_html(index=False)
# %% w10-q5 wrong: the picture lies beside the page | The chart is a second file, and whoever is mailed the page sees none. How does the frame put it into the page itself?
# from: the minutes of a week
# ~ before - after => (before - after) * 52 / 60
# - page = page + picture(fig)
# + fig.savefig("chart.png")
# + page = page + '<img src="chart.png">'
# %% w10-q5 wrong: one page for every Monday | Next Monday's page is written over this one. What does its name need?
# from: the minutes of a week
# ~ before - after => (before - after) * 52 / 60
# ~ f"monday-{monday}.html" => "monday.html"
# %% w10-q5 wrong: an empty frame | A chart is in the page, and nothing is drawn in it. Which line draws the bars, before the picture is made?
# from: the minutes of a week
# ~ before - after => (before - after) * 52 / 60
# - ax.barh(teams["team"], teams["tickets"], color="grey")
# %% w10-q5 wrong: names and numbers swapped | The bars are as long as names, and stand at numbers. In which order does barh want the two?
# from: the frame, completed
# ~ teams["team"], teams["tickets"] => teams["tickets"], teams["team"]
# %% w10-q5 wrong: bare bars | The bars are there, and nothing says what they count. Where does a reader of the page look for it?
# from: the minutes of a week
# ~ before - after => (before - after) * 52 / 60
# - ax.set_xlabel("tickets in the week")

# - ax.set_title(f"{largest} had the most tickets")
# %% w10-q5 wrong: no title | The bars are there, and their unit. What does the chart say to somebody who has three seconds?
# from: the minutes of a week
# ~ before - after => (before - after) * 52 / 60
# - ax.set_title(f"{largest} had the most tickets")
# %% w10-q5 typed: numbers typed in | Those are the numbers of the data you have and of no other. Let the script count.
known = {
    "2023-01-02": {'Integrations': 1},
    "2025-12-08": {'Billing': 22, 'Mobile app': 15, 'Scheduling': 12, 'Integrations': 6, 'Onboarding': 4},
    "2025-03-17": {'Mobile app': 369, 'Scheduling': 20, 'Onboarding': 15, 'Billing': 14, 'Integrations': 5},
    "2025-07-07": {'Billing': 47, 'Scheduling': 34, 'Mobile app': 21, 'Onboarding': 20, 'Integrations': 12},
    "2025-09-01": {'Billing': 39, 'Scheduling': 27, 'Onboarding': 20, 'Mobile app': 19, 'Integrations': 16},
}
monday_report = f"""import sys
import io
import matplotlib.pyplot as plt
import pandas as pd
known = {known!r}
if sys.argv[1] not in known:
    sys.exit("No tickets.")
before, after = int(sys.argv[2]), int(sys.argv[3])
last = pd.DataFrame([[before, after, (before - after) * 52 / 60]])
teams = pd.Series(known[sys.argv[1]]).rename_axis("team").reset_index(name="tickets")
plt.barh(teams["team"], teams["tickets"])
plt.xlabel("tickets")
plt.title("The week before")
sheet = io.StringIO()
plt.savefig(sheet, format="svg")
page = teams.to_html(index=False) + sheet.getvalue() + last.to_html(index=False)
open("monday-" + sys.argv[1] + ".html", "w").write(page)
"""

# %% w10-q5 same: `>=` became `>` | opened_at has a time behind its day, so no text in it is that day alone.
# %% w10-q5 same: `<` became `<=` | opened_at has a time behind its day, so no text in it is that day alone.
# %% w10-q6 exercise: text least=40 most=150 | What Monday cost us
# The insight: minutes before and after are a claim that anybody can check; what becomes of them is the decision.
# states: the tickets of that week :: SELECT COUNT(*) FROM tickets WHERE opened_at >= '2025-12-01' AND opened_at < '2025-12-08' :: The tickets of the week before 8 December are not there in figures. What does the table of your page add up to?
# tick: It names the chore, its minutes before and after, and how they were or will be measured.
# tick: It says how many hours a year that is, and what it cost to build.
# tick: It says what becomes of the hours, or who decides it.
# tick: It says who is told when the script fails, and how.
# tick: Nobody has to fear it: it is about a chore and about no person.
# %% w10-q6 right: the page first
message = """From today the Monday report writes itself. In the week before 8 December 59 tickets came in; the page that I send with this was ready at half past seven,
and nobody made it. By hand it took Marta 70 minutes each Monday; now it takes 5, for reading it before it goes out. Both are her guesses: next Monday she takes the time. That is 56 hours a year,
and it took me two evenings to build. Marta decides what she does with the hours; I would like her to look at why Billing leads so often. If there is no data, no page is written, and the
script's error goes to Marta and to me."""
# %% w10-q6 right: in few words
message = """The Monday report (59 tickets in the week before 8 December) now takes 5 minutes in place of 70, as Marta guesses: 56 hours a year, for one afternoon of building. Ops decides what to do
with the time. When it fails there is no page, and the error goes to the data team."""
# %% w10-q6 right: as a list
message = """- What: the Monday report. For 8 December it counts 59 tickets.
- Before: 80 minutes of Marta's Monday, measured three times. After: 2 minutes.
- A year: 67 hours. Building it: six hours, mine.
- The hours go to calling back customers who waited longest; Marta proposes how.
- If it fails, it says so: no page, an error to ops, and we make it by hand that day."""
# %% w10-q6 wrong: too short | Your text has 6 words; at least 40 are asked for.
message = "The Monday report now writes itself."
# %% w10-q6 wrong: without the number | The tickets of the week before 8 December are not there in figures. What does the table of your page add up to?
message = """From today the Monday report writes itself. By hand it took Marta 75 minutes each Monday, which she timed twice; now it takes 5, for reading it before it goes out.
That is 61 hours a year. Marta decides what she does with them. If there is no data, no page is written, and the script's error goes to Marta and to me."""
# %% w10-q6 wrong: hours, and no tickets | The tickets of the week before 8 December are not there in figures. What does the table of your page add up to?
message = """From today the Monday report writes itself. It took Marta more than an hour each Monday by hand, and now a few minutes, for reading it before it goes out. That is 56 hours
a year. Marta decides what she does with them. If there is no data, no page is written, and the script's error goes to Marta and to me by mail."""
# %% w10-q6 wrong: the number of one team | The tickets of the week before 8 December are not there in figures. What does the table of your page add up to?
message = """From today the Monday report writes itself. In the week before 8 December Billing had 22 tickets. By hand it took Marta 75 minutes each Monday; now it takes 5, for
reading it before it goes out. That is 61 hours a year. Marta decides what she does with them. If there is no data, no page is written, and the error goes to Marta and me."""
# %% w10-q6 wrong: the whole year | The tickets of the week before 8 December are not there in figures. What does the table of your page add up to?
message = """From today the Monday report writes itself. It counts the 5,416 tickets of the year. By hand it took Marta 75 minutes each Monday; now it takes 5, for reading it
before it goes out. That is 61 hours a year. Marta decides what she does with them. If there is no data, no page is written, and the error goes to Marta and me."""
