# Week 6 · Charts that answer: the answers that prove its checks. CONTRIBUTING.md explains the format.

# %% w06-q1 exercise: chart kinds=line,column,scatter decimals=0 on_axis | How long do they wait?
# The insight: a line shows what is usual, and so what is not; a title that could be wrong is an answer.
# units: hours
# units: hour
# units: h
# units: hrs
# %% w06-q1 right: a line that begins above zero
fig, waits = plt.subplots(figsize=(6, 2.5))
waits.plot(waiting["month"], waiting["hours"])
waits.set_xlabel("month")
waits.set_ylabel("average hours until closed")
waits.set_title("Since September 2025, tickets stay open ten hours longer")
plt.show()
# %% w06-q1 right: a line from zero, all at once
_, waits = plt.subplots()
waits.plot("month", "hours", data=waiting)
waits.set(ylim=(0, 60), ylabel="hours", title="Customers wait longer than they used to", xticks=["2023-01", "2025-01"])
# %% w06-q1 right: with pyplot, and closed
plt.figure(figsize=(6, 3))
plt.plot(waiting.month, waiting.hours, "k-o")
plt.ylabel("Hours")
plt.title("A jump of ten hours in September")
waits = plt.gca()
plt.close()
# %% w06-q1 right: pandas' own line, which names every fifth month
waits = waiting.plot(x="month", y="hours", legend=False, ylabel="Hours to close", title="Slower since September")
# %% w06-q1 right: upright bars from zero
waits = plt.figure().add_subplot()
waits.bar(waiting["month"], waiting["hours"])
waits.set_ylabel("hours")
waits.set_title("50 in place of 40 since autumn")
# %% w06-q1 right: a dot a month
fig, waits = plt.subplots()
waits.scatter(waiting["month"], waiting["hours"])
waits.set_ylabel("average hours until closed")
waits.set_title("The last three months lie ten hours higher")
# %% w06-q1 right: dates, and the unit at the ticks
import pandas
from matplotlib import pyplot
fig, waits = pyplot.subplots()
waits.plot(pandas.to_datetime(waiting["month"]), waiting["hours"].round())
waits.yaxis.set_major_formatter("{x:.0f} h")
waits.set_title("Since September, longer than at any time since April 2023")
# %% w06-q1 right: a query of its own, and lists
rows = sql("SELECT opened_at, julianday(closed_at) - julianday(opened_at) AS days FROM tickets WHERE opened_at < '2025-12'")
rows = rows.dropna(subset=["days"])
months = sorted({moment[:7] for moment in rows["opened_at"]})
hours = [24 * rows[rows["opened_at"].str.startswith(month)]["days"].mean() for month in months]
fig, waits = plt.subplots()
waits.plot(months, hours)
waits.set_title("Our customers' patience is tried since September")
waits.set_ylabel("hours open, on average")
# %% w06-q1 wrong: tickets in place of hours | That line is the number of tickets. Which column says how long they were open?
fig, waits = plt.subplots()
waits.plot(waiting["month"], waiting["tickets"])
waits.set_ylabel("average hours until closed")
waits.set_title("Since September 2025, tickets stay open longer")
# %% w06-q1 wrong: one year alone | These are months of 2025 alone. How would a reader know what was usual before?
year = waiting[waiting["month"] >= "2025-01"]
fig, waits = plt.subplots()
waits.plot(year["month"], year["hours"])
waits.set_ylabel("average hours until closed")
waits.set_title("Since September 2025, tickets stay open longer")
# %% w06-q1 wrong: neither unit nor title | The frame has neither a unit nor a title. If you wrote both: is there an equals sign where brackets belong, as in set_ylabel("…")?
fig, waits = plt.subplots()
waits.plot(waiting["month"], waiting["hours"])
waits.set_ylabel = "average hours until closed"
waits.set_title = "Since September 2025, tickets stay open longer"
# %% w06-q1 wrong: no unit | The height has no unit. Fifty what: tickets, minutes, days?
fig, waits = plt.subplots()
waits.plot(waiting["month"], waiting["hours"])
waits.set_title("Since September 2025, tickets stay open longer")
# %% w06-q1 wrong: a title that repeats the axes | That title names what the axes name already. What changed, and since when?
fig, waits = plt.subplots()
waits.plot(waiting["month"], waiting["hours"])
waits.set_ylabel("hours")
waits.set_title("Average hours by month")
# %% w06-q1 wrong: no title | There is no title. Which one sentence should a reader take home?
fig, waits = plt.subplots()
waits.plot(waiting["month"], waiting["hours"])
waits.set_ylabel("average hours until closed")
# %% w06-q1 wrong: bars cut off | These bars do not begin at zero. A line may do that; why may a bar not?
fig, waits = plt.subplots()
waits.bar(waiting["month"], waiting["hours"])
waits.set_ylim(30, 55)
waits.set_ylabel("average hours until closed")
waits.set_title("Since September 2025, tickets stay open longer")
# %% w06-q1 wrong: without the months | The heights are right, and not every one of them has its month below it. Which column goes first in waits.plot(…, …)?
# from: tickets in place of hours
# ~ waiting["month"], waiting["tickets"] => waiting["hours"]
# %% w06-q1 wrong: horizontal bars | That is neither a line nor upright bars. In which direction does a reader expect time to run, and which chart follows it?
fig, waits = plt.subplots()
waits.barh(waiting["month"], waiting["hours"])
waits.set_xlabel("average hours until closed")
waits.set_title("Since September 2025, tickets stay open longer")
# %% w06-q1 wrong: in days | Those are days, and the question is how many hours. What does the column hold before it is divided?
fig, waits = plt.subplots()
waits.plot(waiting["month"], waiting["hours"] / 24)
waits.set_ylabel("average days until closed")
waits.set_title("Since September 2025, tickets stay open longer")
# %% w06-q1 wrong: the unit at the months | The word is there, but the axis of the hours has no label. Which of the two axes is that: the one below, or the one at the side?
fig, waits = plt.subplots()
waits.plot(waiting["month"], waiting["hours"])
waits.set_xlabel("hours")
waits.set_title("Since September 2025, tickets stay open longer")
# %% w06-q1 wrong: the rise outside the frame | A part of the data lies outside the frame. Which line sets where the frame begins and ends?
fig, waits = plt.subplots()
waits.plot(waiting["month"], waiting["hours"])
waits.set_ylim(30, 42)
waits.set_ylabel("average hours until closed")
waits.set_title("Since September 2025, tickets stay open longer")
# %% w06-q1 typed: typed in | That is the chart of the data you have and of no other. Draw the columns of the table.
# %% w06-q1 same: '2023-01' became '2022-12' | A tick moves, and not what is drawn: each tick says the month that it stands at.
# %% w06-q1 same: '2023-01' became '2023-02' | A tick moves, and not what is drawn: each tick says the month that it stands at.
# %% w06-q1 same: '2025-01' became '2024-12' | A tick moves, and not what is drawn: each tick says the month that it stands at.
# %% w06-q1 same: '2025-01' became '2025-02' | A tick moves, and not what is drawn: each tick says the month that it stands at.

# %% w06-q2 exercise: table decimals=1 | Yes and no
# The insight: the same numbers say yes and no, and neither frame lies; only what is usual decides.
# %% w06-q2 right: two lines
year = waiting[waiting["month"] >= "2025-01"]
fig, (yes, no) = plt.subplots(1, 2, figsize=(8, 2.5))
yes.plot(year["month"], year["hours"])
yes.set_ylim(34, 52)
yes.set_title("Yes: the wait has shot up")
no.plot(year["month"], year["hours"])
no.set_ylim(0, 60)
no.set_title("No: two days, as ever")
plt.show()
votes = measure(yes, no)
# %% w06-q2 right: limits from the data, with pyplot
year = waiting.tail(11)
yes = plt.subplot(1, 2, 1)
plt.plot(year["month"], year["hours"])
plt.title("YES - half a day longer")
no = plt.subplot(1, 2, 2)
plt.plot(year["month"], year["hours"])
plt.ylim(0, year["hours"].max() * 2)
plt.title("NO: nothing to see")
votes = measure(yes, no)
# %% w06-q2 right: a line and honest bars, with pandas
year = sql("SELECT substr(opened_at, 1, 7) AS month, AVG(julianday(closed_at) - julianday(opened_at)) * 24 AS hours FROM tickets WHERE opened_at BETWEEN '2025' AND '2025-12' GROUP BY 1 ORDER BY 1")
fig, axes = plt.subplots(2, 1)
year.plot(x="month", y="hours", ax=axes[0], title="Yes: up by a third", legend=False)
year.plot.bar(x="month", y="hours", ax=axes[1], title="No: much the same", legend=False)
votes = measure(*axes)
# %% w06-q2 right: two sheets, no first, titles at the left
months = [month for month in waiting["month"] if month.startswith("2025")]
hours = [hour for month, hour in zip(waiting["month"], waiting["hours"]) if month.startswith("2025")]
_, no = plt.subplots()
no.bar(months, hours)
no.set_title("No: it has been two days all year", loc="left")
_, yes = plt.subplots()
yes.plot(months, hours)
yes.set_ylim(min(hours), max(hours))
yes.set_title("Yes: look at autumn", loc="left")
votes = measure(no, yes)
# %% w06-q2 wrong: both steep | Both look steep, so the board votes yes twice. Where would the frame of a no begin?
year = waiting[waiting["month"] >= "2025-01"]
fig, (yes, no) = plt.subplots(1, 2)
yes.plot(year["month"], year["hours"])
no.plot(year["month"], year["hours"])
yes.set_title("Yes: up")
no.set_title("No: not up")
votes = measure(yes, no)
# %% w06-q2 wrong: both flat | Both look flat, so the board votes no twice. How close to the lowest month may the frame of a yes begin?
year = waiting[waiting["month"] >= "2025-01"]
fig, (yes, no) = plt.subplots(1, 2, sharey=True)
yes.plot(year["month"], year["hours"])
no.plot(year["month"], year["hours"])
no.set_ylim(0, 60)
yes.set_title("Yes: up")
no.set_title("No: not up")
votes = measure(yes, no)
# %% w06-q2 wrong: the titles the wrong way round | The steep one is called No and the flat one Yes. Which of the two makes a board spend money?
year = waiting[waiting["month"] >= "2025-01"]
fig, (yes, no) = plt.subplots(1, 2)
yes.plot(year["month"], year["hours"])
no.plot(year["month"], year["hours"])
no.set_ylim(0, 60)
yes.set_title("No: not up")
no.set_title("Yes: up")
votes = measure(yes, no)
# %% w06-q2 wrong: bars cut off | The bars of one frame do not begin at zero, and that does lie. Which sort of chart may begin above zero?
year = waiting[waiting["month"] >= "2025-01"]
fig, (yes, no) = plt.subplots(1, 2)
yes.bar(year["month"], year["hours"])
no.bar(year["month"], year["hours"])
yes.set_ylim(34, 52)
yes.set_title("Yes: up")
no.set_title("No: not up")
votes = measure(yes, no)
# %% w06-q2 wrong: all three years | There are months of 2023 and 2024 in both. Which eleven does the board get?
fig, (yes, no) = plt.subplots(1, 2)
yes.plot(waiting["month"], waiting["hours"])
no.plot(waiting["month"], waiting["hours"])
no.set_ylim(0, 60)
yes.set_title("Yes: up")
no.set_title("No: not up")
votes = measure(yes, no)
# %% w06-q2 wrong: other numbers for the yes | The yes has fewer months than the no. The same numbers were asked for, all of them: what has been left out?
year = waiting[waiting["month"] >= "2025-01"]
autumn = year[year["month"] >= "2025-07"]
fig, (yes, no) = plt.subplots(1, 2)
yes.plot(autumn["month"], autumn["hours"])
no.plot(year["month"], year["hours"])
no.set_ylim(0, 60)
yes.set_title("Yes: up")
no.set_title("No: not up")
votes = measure(yes, no)
# %% w06-q2 wrong: not labelled | Neither frame has a title that begins with Yes: or No:. How would a reader know what each was drawn for?
# from: the titles the wrong way round
# - yes.set_title("No: not up")
# - no.set_title("Yes: up")
# %% w06-q2 wrong: a yes that hides months | A month of the yes lies outside its frame, so its reader does not see all eleven. Between which two numbers do they all lie?
# from: both steep
# @ no.plot(year["month"], year["hours"])
# + yes.set_ylim(36, 45)
# + no.set_ylim(0, 60)
# %% w06-q2 wrong: a no that hides months | A month of the no lies outside its frame, so its reader does not see all eleven. Where does the highest one lie?
# from: both steep
# @ no.plot(year["month"], year["hours"])
# + no.set_ylim(0, 40)
# %% w06-q2 wrong: a yes that stands on its head | The frame of the yes runs downwards: more hours look like fewer. In which order does set_ylim take its two numbers?
# from: a yes that hides months
# ~ 36, 45 => 52, 34
# %% w06-q2 wrong: tickets in place of hours | Those are the tickets of each month. Which column says how long they were open?
year = waiting[waiting["month"] >= "2025-01"]
fig, (yes, no) = plt.subplots(1, 2)
yes.plot(year["month"], year["tickets"])
no.plot(year["month"], year["tickets"])
no.set_ylim(0, 2 * year["tickets"].max())
yes.set_title("Yes: up")
no.set_title("No: not up")
votes = measure(yes, no)
# %% w06-q2 wrong: one frame alone | Only the yes has been measured. What else belongs between the brackets of measure?
year = waiting[waiting["month"] >= "2025-01"]
fig, yes = plt.subplots()
yes.plot(year["month"], year["hours"])
yes.set_title("Yes: up")
votes = measure(yes)
# %% w06-q2 wrong: neither steep nor flat | One of the frames is in between: its line fills more than half of the height, and less than two thirds. Which way should it go?
year = waiting[waiting["month"] >= "2025-01"]
low, high = year["hours"].min(), year["hours"].max()
fig, (yes, no) = plt.subplots(1, 2)
yes.plot(year["month"], year["hours"])
no.plot(year["month"], year["hours"])
no.set_ylim(high - 1.58 * (high - low), high)
yes.set_title("Yes: up")
no.set_title("No: not up")
votes = measure(yes, no)
# %% w06-q2 typed: typed in | That is what was measured on the data you have. Draw both, and let measure do it.

# %% w06-q3 exercise: chart kinds=bar order=sorted on_axis leader | Where the work piles up
# The insight: bars compare lengths, so they are sorted and begin at zero.
# units: tickets
# units: ticket
# %% w06-q3 right: horizontal bars
open_tickets = sql("SELECT team, COUNT(*) AS tickets FROM tickets WHERE status = 'open' GROUP BY team ORDER BY tickets")
fig, backlog = plt.subplots(figsize=(6, 2.5))
backlog.barh(open_tickets["team"], open_tickets["tickets"], color="grey")
backlog.set_xlabel("open tickets, the backlog")
backlog.set_ylabel("team")
backlog.set_title("Billing has the most waiting")
plt.show()
# %% w06-q3 right: upright, the largest first, with pandas
table = sql("SELECT team, ticket_id FROM tickets WHERE status = 'open'")
counted = table.groupby("team")["ticket_id"].count().sort_values(ascending=False)
backlog = counted.plot.bar(ylabel="open tickets", title="Billing has the highest pile")
# %% w06-q3 right: pyplot, the numbers written at the bars
import matplotlib.pyplot as draw
counted = sql("SELECT team, SUM(status = 'open') AS n FROM tickets GROUP BY team ORDER BY n DESC")
bars = draw.barh(list(counted["team"])[::-1], list(counted["n"])[::-1])
draw.bar_label(bars)
draw.xlabel("open tickets")
draw.title("One team has more open tickets than any other")
backlog = draw.gca()
# %% w06-q3 right: sorted by Python, one colour for the answer, no scale but numbers with their unit
pairs = sorted((int(n), team) for team, n in sql("SELECT team, COUNT(*) AS n FROM tickets WHERE status = 'open' GROUP BY team").itertuples(index=False))
fig, backlog = plt.subplots()
for number, team in pairs:
    backlog.barh(team, number, color="black" if number == pairs[-1][0] else "lightgrey")
    backlog.text(number, team, f" {number} tickets")
backlog.set_xticks([])
backlog.set_title("Nobody waits as much as Billing's customers")
# %% w06-q3 wrong: open, spelt with a capital | There are no bars. If you drew some, the query found no rows: how does the data spell open?
table = sql("SELECT team, COUNT(*) AS tickets FROM tickets WHERE status = 'Open' GROUP BY team ORDER BY tickets")
fig, backlog = plt.subplots()
backlog.barh(table["team"], table["tickets"])
backlog.set_xlabel("open tickets")
backlog.set_title("Billing has the most waiting")
# %% w06-q3 wrong: every ticket | Those are all the tickets ever. Which of them are still waiting?
# from: open, spelt with a capital
# ~ WHERE status = 'Open' GROUP => GROUP
# %% w06-q3 wrong: merged ones too | Merged tickets have no closed_at either, and nobody has to do them. Which column tells open from merged?
# from: open, spelt with a capital
# ~ status = 'Open' => closed_at IS NULL
# %% w06-q3 wrong: in order of the alphabet | The bars are in no order of size, perhaps in that of the alphabet. In which order does a reader see the ranking?
# from: open, spelt with a capital
# ~ 'Open' GROUP BY team ORDER BY tickets => 'open' GROUP BY team ORDER BY team
# %% w06-q3 wrong: a pie | Those are no bars. An angle, a slope, a length: which of the three does a reader compare best?
table = sql("SELECT team, COUNT(*) AS tickets FROM tickets WHERE status = 'open' GROUP BY team ORDER BY tickets")
fig, backlog = plt.subplots()
backlog.pie(table["tickets"], labels=table["team"])
backlog.set_title("Billing has the most open tickets")
# %% w06-q3 wrong: a cut axis | The axis of the bars does not begin at zero. How many times as long does the longest look, and how many is it?
table = sql("SELECT team, COUNT(*) AS tickets FROM tickets WHERE status = 'open' GROUP BY team ORDER BY tickets")
fig, backlog = plt.subplots()
backlog.barh(table["team"], table["tickets"])
backlog.set_xlim(table["tickets"].min() - 1, None)
backlog.set_xlabel("open tickets")
backlog.set_title("Billing has the most waiting")
# %% w06-q3 wrong: no unit | Nothing says what the bars count. Twenty of what?
table = sql("SELECT team, COUNT(*) AS tickets FROM tickets WHERE status = 'open' GROUP BY team ORDER BY tickets")
fig, backlog = plt.subplots()
backlog.barh(table["team"], table["tickets"])
backlog.set_title("Billing has the most waiting")
# %% w06-q3 wrong: a title that repeats the axes | That title fits any year and any company. What does the longest bar say?
table = sql("SELECT team, COUNT(*) AS tickets FROM tickets WHERE status = 'open' GROUP BY team ORDER BY tickets")
fig, backlog = plt.subplots()
backlog.barh(table["team"], table["tickets"])
backlog.set_xlabel("open tickets")
backlog.set_title("Backlog by team")
# %% w06-q3 wrong: names in another order | Each number is right and stands at another team. Do both columns come from the same sorted table?
table = sql("SELECT team, COUNT(*) AS tickets FROM tickets WHERE status = 'open' GROUP BY team ORDER BY tickets")
fig, backlog = plt.subplots()
backlog.barh(sorted(table["team"]), table["tickets"])
backlog.set_xlabel("open tickets")
backlog.set_title("Scheduling has the most waiting")
# %% w06-q3 typed: typed in | Those bars fit the data you have and no other. Draw what a query gives.
# %% w06-q3 same: `==` became `!=` | It moves a colour, and the exercise asks for none: what the colours stress a person sees.

# %% w06-q4 exercise: choice options=A,B,C,D,E,F right=A,C,E many | Which of them mislead?
# The insight: a fault is what a reader is led to compare, not a form: a line above zero, two panels and a small pie are honest.
# %% w06-q4 right: with commas
misleading = "A, C, E"
# %% w06-q4 right: in another order
misleading = "ECA"
# %% w06-q4 right: in small, with and
misleading = "a, c and e"
# %% w06-q4 wrong: the line as well | B is a line that begins at 30. Does anybody compare the length of a line?
misleading = "A, B, C, E"
# %% w06-q4 wrong: the panels as well | In D, each measure has a frame and a scale to itself. Can two lines cross there?
misleading = "A, C, D, E"
# %% w06-q4 wrong: every pie | F is a pie, too, of two slices. Can you tell which is larger?
misleading = "A, C, E, F"
# %% w06-q4 wrong: the pie not | One is missing. Which slice of E is larger, 2025-08 or 2025-10, and how sure are you?
misleading = "A, C"
# %% w06-q4 wrong: the two scales not | One is missing. In C, what would happen to the line if its scale went from 0 to 5?
misleading = "A, E"
# %% w06-q4 wrong: the bars not | One is missing. In A, the longest bar is how many times as long as the shortest? And in tickets?
misleading = "C, E"
# %% w06-q4 wrong: whatever is above zero | Bars and a line begin above zero there, and there is more than that to see. Which of the two is read by its length, and what of the other two pairs?
misleading = "A, B"
# %% w06-q4 wrong: all of them | Three of the six are honest. In each pair, which one can a hurried reader take at its word?
misleading = "A, B, C, D, E, F"
# %% w06-q4 wrong: the honest ones | Those three are the honest ones. What was asked for?
misleading = "B, D, F"

# %% w06-q5 exercise: chart kinds=bar,line,scatter decimals=1 | Page 14, repaired
# The insight: two measures are two panels, and the repair begins with the question that the title answers.
# units: 1 & 5
# units: of 5
# units: of five
# units: one & five
# %% w06-q5 right: what a mark means, in words
repaired, (top, bottom) = plt.subplots(2, 1)
top.bar(page_14["month"], page_14["tickets"])
top.set_ylabel("tickets")
bottom.plot(page_14["month"], page_14["mark"])
bottom.set_ylabel("average mark (5 is best, 1 is worst)")
repaired.suptitle("The marks of March were gone in April")
# %% w06-q5 right: two panels, one above the other
# from: the notebook's
# ~ mark\n(marks from 1 to 5) => mark (1 to 5)
# - bottom.set_xticks(["2025-01", "2025-04", "2025-07", "2025-10"])
# %% w06-q5 right: lines that begin above zero, side by side, a title for the sheet
repaired, (left, right) = plt.subplots(1, 2, figsize=(9, 3))
left.plot(page_14["month"], page_14["tickets"])
left.set(title="Tickets a month", ylim=(200, 800))
right.plot(page_14["month"], page_14["mark"], "--")
right.set(title="Average mark, 1-5", ylim=(2.5, 4.5))
repaired.suptitle("March was the exception")
# %% w06-q5 right: with pandas, one panel a column
axes = page_14.plot(kind="bar", x="month", y=["tickets", "mark"], subplots=True, legend=True, figsize=(6, 4))
axes[0].set_ylabel("tickets")
axes[1].set_ylabel("mark, out of 5")
axes[0].set_title("One outage in March, and marks that recovered")
repaired = axes[0].figure
# %% w06-q5 right: bars twice, both from zero, with pyplot
repaired = plt.figure()
plt.subplot(2, 1, 1)
plt.bar(page_14.month, page_14.tickets)
plt.ylabel("tickets")
plt.title("March cost us a month of goodwill")
plt.subplot(2, 1, 2)
plt.bar(page_14.month, page_14.mark)
plt.ylabel("marks (from 1 to 5)")
# %% w06-q5 right: its own query, lists, and the axes kept
months, tickets, marks = [], [], []
for row in sql("SELECT substr(opened_at, 1, 7) AS month, COUNT(*) AS n, AVG(csat) AS mark FROM tickets WHERE opened_at >= '2025' GROUP BY 1 ORDER BY 1").itertuples():
    months.append(row.month)
    tickets.append(row.n)
    marks.append(round(row.mark, 2))
fig, repaired = plt.subplots(nrows=2)
repaired[0].bar(months, tickets)
repaired[0].set_ylabel("tickets")
repaired[1].plot(months, marks, marker="o")
repaired[1].set_ylabel("average mark, one to five")
fig.suptitle("Tickets peaked when the app lost sync")
# %% w06-q5 wrong: as it was | That is page 14 as it was. Where do its bars begin?
fig, repaired = plt.subplots()
repaired.bar(page_14["month"], page_14["tickets"], color="tomato")
repaired.set_ylim(page_14["tickets"].min() - 15, None)
right = repaired.twinx()
right.plot(page_14["month"], page_14["mark"], color="green")
repaired.set_title("Support 2025: tickets and marks by month")
# %% w06-q5 wrong: bars still cut off | The bars still do not begin at zero. Which line cuts them off?
repaired, (top, bottom) = plt.subplots(2, 1)
top.bar(page_14["month"], page_14["tickets"])
top.set_ylim(page_14["tickets"].min() - 15, None)
top.set_ylabel("tickets")
top.set_title("March was the outage; in April the marks were back")
bottom.plot(page_14["month"], page_14["mark"])
bottom.set_ylabel("average mark, 1 to 5")
# %% w06-q5 wrong: still two scales | There are still two scales in one frame. What decides where the one meets the other?
repaired, ax = plt.subplots()
ax.bar(page_14["month"], page_14["tickets"], color="lightgrey", label="tickets")
ax.set_ylabel("tickets")
right = ax.twinx()
right.plot(page_14["month"], page_14["mark"], color="black", label="mark")
right.set_ylabel("average mark, 1 to 5")
repaired.legend()
ax.set_title("March was the outage; in April the marks were back")
# %% w06-q5 wrong: the marks dropped | The tickets are there, the marks are not. Where could they go, if not into the same frame?
repaired, ax = plt.subplots()
ax.bar(page_14["month"], page_14["tickets"])
ax.set_ylabel("tickets")
ax.set_title("March was the outage; marks go from 1 to 5")
# %% w06-q5 wrong: marks without their scale | Nothing says from where to where marks run. Is a 4 good?
repaired, (top, bottom) = plt.subplots(2, 1)
top.bar(page_14["month"], page_14["tickets"])
top.set_ylabel("tickets")
top.set_title("March was the outage; in April the marks were back")
bottom.plot(page_14["month"], page_14["mark"])
bottom.set_ylabel("average mark")
# %% w06-q5 wrong: one frame without a unit | One of the frames does not say what it counts. Which?
repaired, (top, bottom) = plt.subplots(2, 1)
top.bar(page_14["month"], page_14["tickets"])
repaired.suptitle("March was the outage; in April the marks were back")
bottom.plot(page_14["month"], page_14["mark"])
bottom.set_ylabel("mark, 1 to 5")
# %% w06-q5 wrong: the labels swapped | Each label names what the other frame shows. Which of the two has numbers from 1 to 5?
repaired, (top, bottom) = plt.subplots(2, 1)
top.bar(page_14["month"], page_14["tickets"])
top.set_ylabel("average mark, 1 to 5")
bottom.plot(page_14["month"], page_14["mark"])
bottom.set_ylabel("tickets a month")
repaired.suptitle("March was the outage; in April the marks were back")
# %% w06-q5 wrong: a month outside its frame | A part of the data lies outside its frame. Which line sets where that frame begins and ends?
repaired, (top, bottom) = plt.subplots(2, 1)
top.bar(page_14["month"], page_14["tickets"])
top.set_ylabel("tickets")
bottom.plot(page_14["month"], page_14["mark"])
bottom.set_ylim(4, 5)
bottom.set_ylabel("average mark, 1 to 5")
repaired.suptitle("March was the outage; in April the marks were back")
# %% w06-q5 wrong: one frame, one scale | Both stand in one frame on one scale, and nothing says which is which. Who could read a 4 beside a 700?
repaired, ax = plt.subplots()
ax.bar(page_14["month"], page_14["tickets"], color="lightgrey")
ax.plot(page_14["month"], page_14["mark"], color="black")
ax.set_ylabel("tickets, and marks of 1 to 5")
ax.set_title("March was the outage; in April the marks were back")
# %% w06-q5 wrong: the old title | Everything is put right but the title. Could that sentence be wrong?
repaired, (top, bottom) = plt.subplots(2, 1)
top.bar(page_14["month"], page_14["tickets"])
top.set_ylabel("tickets")
bottom.plot(page_14["month"], page_14["mark"])
bottom.set_ylabel("average mark, 1 to 5")
repaired.suptitle("Support 2025: tickets and marks by month")
# %% w06-q5 wrong: no mark as 0 | The marks are far too low. What does this make of a customer who gave none?
answered = sql("SELECT substr(opened_at, 1, 7) AS month, COUNT(*) AS tickets, AVG(COALESCE(csat, 0)) AS mark FROM tickets WHERE opened_at >= '2025-01-01' GROUP BY month ORDER BY month")
repaired, (top, bottom) = plt.subplots(2, 1)
top.bar(answered["month"], answered["tickets"])
top.set_ylabel("tickets")
top.set_title("March was the outage; in April the marks were back")
bottom.plot(answered["month"], answered["mark"])
bottom.set_ylabel("average mark, 1 to 5")
# %% w06-q5 typed: typed in | That is the chart of the data you have and of no other. Draw the columns of the table.

# %% w06-q6 exercise: text least=40 most=120 | The words beside it
# The insight: a chart that needs no speaker needs one paragraph: the answer, what was usual, what is left out.
# states: how long since September :: SELECT printf('%.0f', AVG(julianday(closed_at) - julianday(opened_at)) * 24) FROM tickets WHERE opened_at >= '2025-09-01' AND opened_at < '2025-12-01' :: SELECT printf('%.0f', AVG(julianday(closed_at) - julianday(opened_at)) * 24 - 1) FROM tickets WHERE opened_at >= '2025-09-01' AND opened_at < '2025-12-01' :: SELECT printf('%.0f', AVG(julianday(closed_at) - julianday(opened_at)) * 24 + 1) FROM tickets WHERE opened_at >= '2025-09-01' AND opened_at < '2025-12-01' :: SELECT printf('%.0f', AVG(julianday(closed_at) - julianday(opened_at)) * 24 - 2) FROM tickets WHERE opened_at >= '2025-09-01' AND opened_at < '2025-12-01' :: SELECT printf('%.0f', AVG(julianday(closed_at) - julianday(opened_at)) * 24 + 2) FROM tickets WHERE opened_at >= '2025-09-01' AND opened_at < '2025-12-01' :: SELECT 'fifty' :: SELECT printf('%.1f', AVG(julianday(closed_at) - julianday(opened_at))) FROM tickets WHERE opened_at >= '2025-09-01' AND opened_at < '2025-12-01' :: SELECT 'over two days' :: SELECT 'more than two days' :: How many hours does a ticket stay open since September? Read it off your chart of exercise 1, or off its table.
# words: before September :: before, usual, usually, until, earlier, previously, was, were, than :: What was usual before?
# words: what is left out :: december, out, without, excluded, missing, except, not, unknown :: What do the charts leave out, or not show?
# tick: The first sentence answers the question, and it could be wrong.
# tick: A number, its unit, and what was usual before.
# tick: It says what the charts leave out or do not show.
# tick: It claims no cause that the charts do not show.
# tick: It can be read without me, and without the charts.
# %% w06-q6 right: short
beside = """Support has become slower: since September 2025 a ticket stays open for 50 hours on average, where about 40 were usual. There are more tickets mostly because
there are more customers. December is left out, because many of its tickets are still open. Why closing takes longer, the charts do not show."""
# %% w06-q6 right: in days
beside = """In one respect, yes. A ticket now waits 2.1 days until it is closed (September to November 2025), and it used to wait 1.7. The load for every hundred accounts has hardly changed,
and marks have recovered since the outage in March. Open tickets are not in these averages, so the true wait is longer still. We do not know the cause yet."""
# %% w06-q6 right: month by month
beside = """Support got slower in autumn, not before. Average hours until closed: 50.4 in September, 50.2 in October, 49.8 in November; from January 2023 to August 2025 it was between 34 and 45 in all months but one. The chart ends in November, without December, whose slow tickets
are still open. Whether four people would help depends on the cause, and that is not in the chart."""
# %% w06-q6 right: in words, beside what was usual
beside = """Support has become slower. Until August 2025 a ticket was open for between 34 and 45 hours, with one exception in April 2023; since September it is
about fifty hours, three months in a row. December is missing from the chart, because many of its tickets are
still open, and the chart does not say why closing takes longer."""
# %% w06-q6 wrong: no number | How many hours does a ticket stay open since September? Read it off your chart of exercise 1, or off its table.
beside = """Support has become slower since September 2025. Customers wait a good deal longer than they used to, and this holds for three months in a row. There are more tickets mostly because there are more customers. December is left out,
because many of its tickets are still open. The cause is not known."""
# %% w06-q6 wrong: what was usual alone | How many hours does a ticket stay open since September? Read it off your chart of exercise 1, or off its table.
beside = """Support has become slower since September 2025. It used to take 40 hours to close a ticket, and now it takes a good deal longer than that, for three months in a row. December is left out, because many of its tickets
are still open. The cause is not known."""
# %% w06-q6 wrong: too short | Your text has 6 words; at least 40 are asked for.
beside = "Support has become slower since September."
# %% w06-q6 wrong: the question copied | Most of that is the text of the exercise. What would you say in your own words?
beside = """Your charts go to the board without you. Write the text that stands beside them (40 to 120 words): is support getting worse? Answer in the first sentence, give how many hours a ticket stays open since September 2025 and compare it with what was usual, and say what the charts leave out. 50 hours."""
