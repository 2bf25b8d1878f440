# Week 21 · Evaluate before you buy: the answers that prove its checks. CONTRIBUTING.md explains the format.

# %% w21-q1 exercise: table decimals=3 | Two readers
# The insight: a label is a judgement too; how far two people agree beyond chance is the ceiling of whatever is measured with it.
# %% w21-q1 right: the frame
first, second = golden["reader_1"], golden["reader_2"]
agreement = pd.DataFrame({"tickets": [len(golden)], "same": [100 * (first == second).mean()], "kappa": [kappa(first, second)]})
# %% w21-q1 right: with scikit-learn
from sklearn.metrics import cohen_kappa_score
agreement = pd.DataFrame([{"kappa": round(cohen_kappa_score(golden["reader_1"], golden["reader_2"]), 5),
                           "same": 100 - 100 * len(golden.query("reader_1 != reader_2")) / len(golden), "tickets": golden.shape[0]}])
# %% w21-q1 right: in SQL
agreement = sql("""
WITH n AS (SELECT COUNT(*) AS tickets, AVG(reader_1 = reader_2) AS same FROM golden),
     one AS (SELECT reader_1 AS team, 1.0 * COUNT(*) / (SELECT tickets FROM n) AS part FROM golden GROUP BY reader_1),
     two AS (SELECT reader_2 AS team, 1.0 * COUNT(*) / (SELECT tickets FROM n) AS part FROM golden GROUP BY reader_2),
     lot AS (SELECT SUM(one.part * two.part) AS part FROM one JOIN two ON two.team = one.team)
SELECT n.tickets, 100 * n.same AS same, (n.same - lot.part) / (1 - lot.part) AS kappa FROM n, lot
""")
# %% w21-q1 right: counted in a loop
same = 0
for row in golden.itertuples():
    same = same + (row.reader_1 == row.reader_2)
agreement = {"tickets": [len(golden)], "same": [100 * same / len(golden)], "kappa": [kappa(golden["reader_2"], golden["reader_1"])]}
# %% w21-q1 wrong: a fraction | The share is right, as a part of 1. Of how many in a hundred tickets is it so?
first, second = golden["reader_1"], golden["reader_2"]
agreement = pd.DataFrame({"tickets": [len(golden)], "same": [(first == second).mean()], "kappa": [kappa(first, second)]})
# %% w21-q1 wrong: a sum | Above 100 in a hundred: those are the tickets, added up. What is the *mean* of True and False?
first, second = golden["reader_1"], golden["reader_2"]
agreement = pd.DataFrame({"tickets": [len(golden)], "same": [100 * (first == second).sum()], "kappa": [kappa(first, second)]})
# %% w21-q1 wrong: where they differ | That is how many percent they see differently. Which sign asks whether two teams are the same?
first, second = golden["reader_1"], golden["reader_2"]
agreement = pd.DataFrame({"tickets": [len(golden)], "same": [100 * (first != second).mean()], "kappa": [kappa(first, second)]})
# %% w21-q1 wrong: against what was settled | You have held the first reader against what was settled in the end. Who are the two that were to be compared?
first, second = golden["reader_1"], golden["team"]
agreement = pd.DataFrame({"tickets": [len(golden)], "same": [100 * (first == second).mean()], "kappa": [kappa(first, second)]})
# %% w21-q1 wrong: the second against what was settled | You have held the second reader against what was settled in the end. That is how often he was right; how often did the two say the same?
first, second = golden["team"], golden["reader_2"]
agreement = pd.DataFrame({"tickets": [len(golden)], "same": [100 * (first == second).mean()], "kappa": [kappa(first, second)]})
# %% w21-q1 wrong: who waits | Those are the columns about waiting, which the lesson has done. Which two say the team?
first, second = golden["waits_1"], golden["waits_2"]
agreement = pd.DataFrame({"tickets": [len(golden)], "same": [100 * (first == second).mean()], "kappa": [kappa(first, second)]})
# %% w21-q1 wrong: kappa of one reader | A kappa of 1: you have asked how far somebody agrees with herself. Whose answers belong in the second place?
first, second = golden["reader_1"], golden["reader_2"]
agreement = pd.DataFrame({"tickets": [len(golden)], "same": [100 * (first == second).mean()], "kappa": [kappa(first, first)]})
# %% w21-q1 wrong: the share as kappa | The share stands in both places. What does kappa take off that two people would share by lot?
first, second = golden["reader_1"], golden["reader_2"]
agreement = pd.DataFrame({"tickets": [len(golden)], "same": [100 * (first == second).mean()], "kappa": [(first == second).mean()]})
# %% w21-q1 typed: typed in | Those are the numbers of these two readers. Let them be computed, so that the next two can be held against each other, too.

# %% w21-q2 exercise: table decimals=1 | The slide, on fair tickets
# The insight: a model that has the exam in its prompt passes it; all candidates are asked about the same tickets, which none has seen.
# %% w21-q2 right: the frame
# from: the notebook's
# - card
# %% w21-q2 right: the tickets of SQL
unseen = sql("SELECT ticket_id FROM golden WHERE shown <> 1")["ticket_id"]
fair = answers[answers["ticket_id"].isin(unseen)].copy()
card = {}
for candidate in fair["candidate"].unique():
    some = fair[fair["candidate"] == candidate]
    share, low, high = interval(some["answer"] == some["team"])
    card[candidate] = {"right": share, "low": low, "high": high, "tickets": some.shape[0]}
card = pd.DataFrame(card).T.rename_axis("candidate").reset_index()
# %% w21-q2 right: a list of records
fair = answers.query("shown == 0").copy()
card = pd.DataFrame([{"high": round(interval(some["right"])[2], 1), "low": round(interval(some["right"])[1], 1), "right": round(100 * some["right"].sum() / len(some), 1),
                      "tickets": len(some), "candidate": candidate} for candidate, some in fair.groupby("candidate")]).sort_values("right")
# %% w21-q2 right: right counted anew, as ones and zeros
fair = answers[~(answers["shown"] > 0)].copy()
fair["right"] = 1 * (fair["team"] == fair["answer"])
card = fair.groupby("candidate")["right"].agg(["size", lambda r: interval(r)[0], lambda r: interval(r)[1], lambda r: interval(r)[2]])
card.columns = ["tickets", "right", "low", "high"]
# %% w21-q2 wrong: all of them | Those are all the tickets, as on the slide. On some of them nearest 120 is never wrong: where has it seen those?
# from: the frame
# ~ answers[answers["shown"] == 0] => answers
# %% w21-q2 wrong: the seen ones | Those are the tickets that stand in the prompt. Which value of the column says that one does not?
# from: the frame
# ~ answers["shown"] == 0 => answers["shown"] == 1
# %% w21-q2 wrong: fair to some | The vendor's candidates with examples are examined on the fair tickets, the others on all. Can two marks be compared that were given for two exams?
# from: the frame
# ~ answers["shown"] == 0 => (answers["shown"] == 0) | ~answers["candidate"].isin(["nearest 30", "nearest 120"])
# %% w21-q2 wrong: fair to one | nearest 120 is examined on the fair tickets, the others on all. Can two marks be compared that were given for two exams?
# from: the frame
# ~ answers["shown"] == 0 => (answers["shown"] == 0) | (answers["candidate"] != "nearest 120")
# %% w21-q2 wrong: how many are wrong | That is how many percent each gets wrong. Which tickets do you count?
# from: the frame
# ~ some["right"] => ~some["right"]
# %% w21-q2 wrong: ten tickets | Those are ten tickets for each candidate. Look at how far low and high lie apart: which of the candidates could you still tell from another?
# from: the frame
# @ for candidate, some in fair.groupby("candidate"):
# +     some = some.head(10)
# %% w21-q2 wrong: fractions | Those are parts of 1. How many in a hundred are they?
# from: the frame
# ~ interval(some["right"]) => [value / 100 for value in interval(some["right"])]
# %% w21-q2 wrong: where the readers agree | You have kept the tickets on which the readers agree, seen ones among them. That makes the exam easier for everybody. Which ones make it unfair?
agreed = golden[golden["reader_1"] == golden["reader_2"]]["ticket_id"]
fair = answers[answers["ticket_id"].isin(agreed)].copy()
rows = []
for candidate, some in fair.groupby("candidate"):
    rows.append((candidate, len(some), *interval(some["right"])))
card = pd.DataFrame(rows, columns=["candidate", "tickets", "right", "low", "high"])
# %% w21-q2 typed: typed in | Those are the marks of this trial. Let the table be computed, so that the next model is examined by the same cell.

# %% w21-q3 exercise: table decimals=1 | What a mistake costs
# The insight: beside its mistakes, the price of the vendor's cheap models is nothing, and a person's is most of what he costs.
# %% w21-q3 right: the frame
# from: the notebook's
# - costs.sort_values("total")
# %% w21-q3 right: sums over the number of tickets
fair["lost"] = np.where(fair["right"], 0, np.where(fair["team"] == "Mobile app", 8, 2))
heaps = fair.groupby("candidate")
costs = pd.DataFrame({"dollars": heaps["dollars"].sum() / heaps.size() * 1000, "lost": heaps["lost"].sum() / heaps.size() * 1000})
costs["total"] = costs["lost"] + costs["dollars"]
costs = costs.sort_values("total")
# %% w21-q3 right: ticket by ticket
lost = []
for row in fair.itertuples():
    if row.answer == row.team:
        lost.append(0)
    elif row.team == "Mobile app":
        lost.append(8)
    else:
        lost.append(2)
fair["lost"] = lost
fair["total"] = fair["lost"] + fair["dollars"]
costs = (fair.groupby("candidate", as_index=False)[["total", "lost", "dollars"]].mean()).set_index("candidate").mul(1000).round(1)
# %% w21-q3 right: two, and six more for the crew
wrong = fair["answer"] != fair["team"]
fair["lost"] = 2 * wrong + 6 * (wrong & (fair["team"] == "Mobile app"))
costs = fair.groupby("candidate").agg(dollars=("dollars", "mean"), lost=("lost", "mean")).mul(1000).reset_index()
costs["total"] = costs["dollars"] + costs["lost"]
# %% w21-q3 wrong: where it was sent | You have priced the mistakes by the team that got the ticket. Who loses the day?
day = {"Mobile app": 8, "Scheduling": 2, "Billing": 2, "Onboarding": 2, "Integrations": 2}
fair["lost"] = (fair["right"] == False) * fair["answer"].map(day)
costs = 1000 * fair.groupby("candidate")[["dollars", "lost"]].mean()
costs["total"] = costs["dollars"] + costs["lost"]
# %% w21-q3 wrong: every mistake alike | Every mistake costs two dollars here. Which of them costs more?
fair["lost"] = 2 * (fair["right"] == False)
costs = 1000 * fair.groupby("candidate")[["dollars", "lost"]].mean()
costs["total"] = costs["dollars"] + costs["lost"]
# %% w21-q3 wrong: what is right costs | The tickets that were sorted *well* cost money here. Which ones lose a day?
# from: where it was sent
# ~ (fair["right"] == False) * fair["answer"] => fair["right"] * fair["team"]
# %% w21-q3 wrong: the price forgotten | The total has the mistakes alone. Who pays the vendor, and Marcus?
day = {"Mobile app": 8, "Scheduling": 2, "Billing": 2, "Onboarding": 2, "Integrations": 2}
fair["lost"] = (fair["right"] == False) * fair["team"].map(day)
costs = 1000 * fair.groupby("candidate")[["dollars", "lost"]].mean()
costs["total"] = costs["lost"]
# %% w21-q3 wrong: the price alone | The total is what the invoice says. What do the mistakes cost?
# from: the price forgotten
# ~ costs["lost"] => costs["dollars"]
# %% w21-q3 wrong: the price taken off | The total is smaller than what the mistakes cost. Does the price make a mistake cheaper, or does it come on top?
# from: the price forgotten
# ~ costs["lost"] => costs["lost"] - costs["dollars"]
# %% w21-q3 wrong: on all tickets | The seen tickets are in it again, and on those nearest 120 makes no mistake. Which rows has `fair`?
day = {"Mobile app": 8, "Scheduling": 2, "Billing": 2, "Onboarding": 2, "Integrations": 2}
answers["lost"] = (answers["right"] == False) * answers["team"].map(day)
costs = 1000 * answers.groupby("candidate")[["dollars", "lost"]].mean()
costs["total"] = costs["dollars"] + costs["lost"]
# %% w21-q3 wrong: of one ticket | That is one ticket on average. What do a thousand cost?
day = {"Mobile app": 8, "Scheduling": 2, "Billing": 2, "Onboarding": 2, "Integrations": 2}
fair["lost"] = (fair["right"] == False) * fair["team"].map(day)
costs = fair.groupby("candidate")[["dollars", "lost"]].mean()
costs["total"] = costs["dollars"] + costs["lost"]
# %% w21-q3 wrong: of one mistake | `lost` is what a mistake costs on average, whether there are few or many of them. How many are there in a thousand tickets?
day = {"Mobile app": 8, "Scheduling": 2, "Billing": 2, "Onboarding": 2, "Integrations": 2}
costs = pd.DataFrame({"dollars": 1000 * fair.groupby("candidate")["dollars"].mean(), "lost": 1000 * fair[~fair["right"]]["team"].map(day).groupby(fair["candidate"]).mean()})
costs["total"] = costs["dollars"] + costs["lost"]
# %% w21-q3 typed: typed in | Those are the dollars of this trial. Let the table be computed, so that another price can be tried.

# %% w21-q4 exercise: table decimals=1 | The better prompt
# The insight: a prompt that is better over all tickets is worse where a mistake costs most; one number does not show it.
# %% w21-q4 right: the frame
def by_team(candidate):
    some = fair[fair["candidate"] == candidate]
    return 100 * some.groupby("team")["right"].mean()
slices = pd.DataFrame({"tickets": fair[fair["candidate"] == "reader"].groupby("team").size(), "short": by_team("rules short"), "described": by_team("rules described")})
# %% w21-q4 right: a loop over teams
rows = []
for team in ["Mobile app", "Billing", "Onboarding", "Scheduling", "Integrations"]:
    some = fair[fair["team"] == team]
    short, described = some[some["candidate"] == "rules short"], some[some["candidate"] == "rules described"]
    rows.append({"team": team, "described": 100 * described["right"].sum() / len(described), "short": 100 * short["right"].sum() / len(short), "tickets": len(short)})
slices = pd.DataFrame(rows)
# %% w21-q4 right: in SQL
slices = sql("""
SELECT g.team, COUNT(DISTINCT g.ticket_id) AS tickets,
       100.0 * SUM(CASE WHEN c.candidate = 'rules short' AND c.answer = g.team THEN 1 ELSE 0 END) / COUNT(DISTINCT g.ticket_id) AS short,
       100.0 * SUM(CASE WHEN c.candidate = 'rules described' AND c.answer = g.team THEN 1 ELSE 0 END) / COUNT(DISTINCT g.ticket_id) AS described
FROM trial_calls AS c JOIN golden AS g ON g.ticket_id = c.ticket_id
WHERE g.shown = 0
GROUP BY g.team
""")
# %% w21-q4 right: turned on its side
both = fair[fair["candidate"].isin(["rules short", "rules described"])]
slices = (100 * both.pivot_table(index="team", columns="candidate", values="right", aggfunc="mean")).round(1)
slices = slices.rename(columns={"rules short": "short", "rules described": "described"}).reset_index()
slices["tickets"] = slices["team"].map(both[both["candidate"] == "rules short"]["team"].value_counts())
# %% w21-q4 wrong: by where they were sent | The rows are the teams to which a ticket was sent: of those sent to a team, how many belonged there. That is precision (week 12). Of those that belong to a team, how many reached it?
# from: the frame
# ~ some.groupby("team") => some.groupby("answer")
# %% w21-q4 wrong: the prompts exchanged | Each prompt has the numbers of the other. Which one came first?
# from: the frame
# ~ by_team("rules short"), "described": by_team("rules described") => by_team("rules described"), "described": by_team("rules short")
# %% w21-q4 wrong: the same prompt twice | Both columns are the short prompt. Which candidate has the new one?
# from: the frame
# ~ "rules described" => "rules short"
# %% w21-q4 wrong: another model | The second column is another model. Which candidate is rules-1 with the new prompt?
# from: the frame
# ~ "rules described" => "nearest 120"
# %% w21-q4 wrong: all tickets | Those are all labelled tickets, the examples among them. Which rows were fair?
def by_team(candidate):
    some = answers[answers["candidate"] == candidate]
    return 100 * some.groupby("team")["right"].mean()
slices = pd.DataFrame({"tickets": answers[answers["candidate"] == "reader"].groupby("team").size(), "short": by_team("rules short"), "described": by_team("rules described")})
# %% w21-q4 wrong: fractions | Those are parts of 1. How many in a hundred are they?
# from: the frame
# ~ 100 * some => some
# %% w21-q4 wrong: parts of all tickets | You have divided by all tickets. Of the tickets of this one team, how many reached it?
# from: the frame
# ~ mean() => sum() / len(some)
# %% w21-q4 typed: typed in | Those are the slices of this trial. Let the table be computed: the next prompt has to go through it, too.

# %% w21-q5 exercise: chart kinds=scatter,line decimals=1 on_axis | The frontier
# The insight: whoever is dearer and worse than another is out; what is left is a price list for quality, and the intervals say which steps are real.
# units: %
# units: percent
# units: in a hundred
# units: of 100
# %% w21-q5 right: the frame
board = card.merge(costs, on="candidate").sort_values("dollars")
board["seconds"] = board["candidate"].map(fair.groupby("candidate")["seconds"].mean())
board["frontier"] = board["right"].cummax()
fig, frontier = plt.subplots(figsize=(8, 4))
frontier.vlines(board["dollars"], board["low"], board["high"], color="lightgrey")
frontier.scatter(board["dollars"], board["right"], color="black")
frontier.plot(board["dollars"], board["frontier"], color="black", linestyle="dashed", drawstyle="steps-post")
for row in board.itertuples():
    frontier.text(row.dollars, row.right, f"  {row.candidate}, {row.seconds:.1f} s", rotation=-60, va="top")
frontier.set_xscale("symlog", linthresh=0.1)
frontier.set_xlabel("dollars for a thousand tickets")
frontier.set_ylabel("right, in % of the fair tickets")
frontier.set_title("With many examples the vendor beats the ten lines; a person beats both")
# %% w21-q5 right: points by plot, on a plain scale
board = card.merge(costs, on="candidate").sort_values("dollars")
best, top = [], 0
for row in board.itertuples():
    top = max(top, row.right)
    best.append(top)
fig, frontier = plt.subplots()
frontier.plot(board["dollars"], board["right"], "ko")
frontier.plot(board["dollars"], best, "k-")
for place, height, name in zip(board["dollars"], board["right"], board["candidate"]):
    frontier.annotate(name, (place, height))
frontier.set(xlabel="dollars per thousand", ylabel="percent right", title="Is the vendor better? With 120 examples")
# %% w21-q5 right: dot by dot, from rounded costs
# from: the frame
# ~ costs => costs.round(2)
# - frontier.scatter(board["dollars"], board["right"], color="black")
# + for row in board.itertuples():
# +     frontier.scatter(row.dollars, row.right, color="black")
# %% w21-q5 right: error bars
board = costs.reset_index().merge(card, on="candidate").sort_values("dollars")
fig, frontier = plt.subplots(figsize=(8, 4))
frontier.errorbar(board["dollars"], board["right"], yerr=[board["right"] - board["low"], board["high"] - board["right"]], fmt="o", color="black", ecolor="grey", label="candidates, with their intervals")
frontier.step(board["dollars"], np.maximum.accumulate(board["right"]), where="post", color="black", label="the best mark for the money")
frontier.legend()
frontier.set_xscale("symlog", linthresh=0.1)
frontier.set(xlabel="dollars for 1,000 tickets", ylabel="right (% of tickets)", title="Many examples are worth their price")
plt.show()
# %% w21-q5 wrong: the total as the price | From left to right stands the total, in which the mistakes are. Then quality is counted twice. What does the invoice say?
board = card.merge(costs, on="candidate").sort_values("dollars")
board["frontier"] = board["right"].cummax()
fig, frontier = plt.subplots(figsize=(8, 4))
frontier.scatter(board["total"], board["right"], color="black")
frontier.plot(board["total"], board["frontier"], color="black", linestyle="dashed")
frontier.set(xlabel="dollars for a thousand tickets", ylabel="right, in %", title="Prices and marks")
# %% w21-q5 wrong: a line through all | The frontier is missing: either there is no line, or it goes through all six and falls on the way. For more money, why would one take a lower mark?
board = card.merge(costs, on="candidate").sort_values("dollars")
fig, frontier = plt.subplots(figsize=(8, 4))
frontier.scatter(board["dollars"], board["right"], color="black")
frontier.plot(board["dollars"], board["right"], color="black", linestyle="dashed")
frontier.set_xscale("symlog", linthresh=0.1)
frontier.set(xlabel="dollars for a thousand tickets", ylabel="right, in %", title="Prices and marks")
# %% w21-q5 wrong: dots on the line | The dots stand as high as the line. Which column is the mark of each candidate, and which the best that can be had?
board = card.merge(costs, on="candidate").sort_values("dollars")
board["frontier"] = board["right"].cummax()
fig, frontier = plt.subplots(figsize=(8, 4))
frontier.scatter(board["dollars"], board["frontier"], color="black")
frontier.plot(board["dollars"], board["frontier"], color="black", linestyle="dashed", drawstyle="steps-post")
frontier.set_xscale("symlog", linthresh=0.1)
frontier.set(xlabel="dollars for a thousand tickets", ylabel="right, in %", title="Prices and marks")
# %% w21-q5 wrong: the dots turned round | Of the dots, the marks lie along the bottom and the prices go upwards; of the line it is the other way round. Which of the two comes first in scatter's brackets?
board = card.merge(costs, on="candidate").sort_values("dollars")
board["frontier"] = board["right"].cummax()
fig, frontier = plt.subplots(figsize=(8, 4))
frontier.vlines(board["dollars"], board["low"], board["high"], color="lightgrey")
frontier.scatter(board["right"], board["dollars"], color="black")
frontier.plot(board["dollars"], board["frontier"], color="black", linestyle="dashed", drawstyle="steps-post")
for row in board.itertuples():
    frontier.text(row.dollars, row.right, f"  {row.candidate}", rotation=-60, va="top")
frontier.set_xscale("symlog", linthresh=0.1)
frontier.set_xlim(-0.05, 20000)
frontier.set_ylim(15, 100)
frontier.set(xlabel="dollars for a thousand tickets", ylabel="right, in %", title="Many examples are worth their price")
# %% w21-q5 wrong: no names | Six points, and nobody knows who they are. What could stand beside each?
# from: dots on the line
# - frontier.scatter(board["dollars"], board["frontier"], color="black")
# + frontier.scatter(board["dollars"], board["right"], color="black")
# %% w21-q5 wrong: the low ends | The points stand at the low ends of the intervals. Which column is the mark itself?
board = card.merge(costs, on="candidate").sort_values("dollars")
fig, frontier = plt.subplots(figsize=(8, 4))
frontier.scatter(board["dollars"], board["low"], color="black")
frontier.plot(board["dollars"], board["low"].cummax(), color="black", linestyle="dashed")
frontier.set_xscale("symlog", linthresh=0.1)
frontier.set(xlabel="dollars for a thousand tickets", ylabel="right, in %", title="Prices and marks")
# %% w21-q5 wrong: the slide's marks | Those are the marks of the slide, with the seen tickets in them. Which table has the fair ones?
# from: no names
# - board = card.merge(costs, on="candidate").sort_values("dollars")
# + slide = (100 * answers.groupby("candidate")["right"].mean()).rename("right").reset_index()
# + board = slide.merge(costs, on="candidate").sort_values("dollars")
# %% w21-q5 wrong: no unit | The height has no unit. 75 what?
board = card.merge(costs, on="candidate").sort_values("dollars")
board["frontier"] = board["right"].cummax()
fig, frontier = plt.subplots(figsize=(8, 4))
frontier.scatter(board["dollars"], board["right"], color="black")
frontier.plot(board["dollars"], board["frontier"], color="black", linestyle="dashed", drawstyle="steps-post")
for row in board.itertuples():
    frontier.text(row.dollars, row.right, f"  {row.candidate}", rotation=-60, va="top")
frontier.set_xscale("symlog", linthresh=0.1)
frontier.set(xlabel="dollars for a thousand tickets", ylabel="quality", title="Prices and marks")
# %% w21-q5 wrong: the words exchanged | The words of the two axes have changed places. What is counted from left to right?
# from: no unit
# - frontier.set(xlabel="dollars for a thousand tickets", ylabel="quality", title="Prices and marks")
# + frontier.set(xlabel="percent right", ylabel="dollars for a thousand tickets", title="Many examples are worth their price")
# %% w21-q5 wrong: no title | There is no title. What is the answer to the question of this week?
# from: no unit
# ~ "quality", title="Prices and marks" => "right, in %"
# %% w21-q5 typed: typed in | That is the frontier of this trial. Let it be drawn from your two tables.

# %% w21-q6 exercise: table decimals=1 | The form
# The insight: a recommendation that follows from a table, with its price and the number at which it no longer follows.
# %% w21-q6 right: the frame
order = costs.reset_index().sort_values("total")
best, second = order.iloc[0], order.iloc[1]
mistakes = 1000 * (1 - fair[fair["candidate"] == best["candidate"]]["right"].mean())
each = best["lost"] / mistakes
may_lose = second["total"] - best["dollars"]
memo = pd.DataFrame({"candidate": [best["candidate"]], "price": [best["dollars"]], "reverse_below": [100 - 100 * may_lose / each / 1000]})
# %% w21-q6 right: by idxmin
totals = costs.set_index("candidate")["total"] if "candidate" in costs else costs["total"]
table = costs.set_index("candidate") if "candidate" in costs else costs
name = totals.idxmin()
second = totals.drop(name).min()
wrong = 100 - card.set_index("candidate").loc[name, "right"]
memo = {"candidate": [name], "price": [table.loc[name, "dollars"]], "reverse_below": [100 - wrong * (second - table.loc[name, "dollars"]) / table.loc[name, "lost"]]}
# %% w21-q6 right: from the two smallest
two = costs.reset_index().nsmallest(2, "total")
first, other = two.iloc[0], two.iloc[1]
own = fair[fair["candidate"] == first["candidate"]]
each = own["lost"].sum() / (own["right"] == False).sum()
allowed = (other["dollars"] + other["lost"] - first["dollars"]) / each
memo = pd.DataFrame([{"reverse_below": (1000 - allowed) / 10, "price": round(first["dollars"], 2), "candidate": first["candidate"]}])
# %% w21-q6 wrong: the best mark | That is the candidate with the most right answers. Is it also the one with the smallest total?
# from: the frame
# ~ sort_values("total") => merge(card[["candidate", "right"]], on="candidate").sort_values("right", ascending=False)
# ~ fair[fair["candidate"] == best["candidate"]]["right"].mean() => best["right"] / 100
# %% w21-q6 wrong: the smallest price | That is the candidate with the smallest price. What do its mistakes cost?
# from: the frame
# ~ sort_values("total") => sort_values("dollars")
# %% w21-q6 wrong: the total as the price | Under `price` stands the total. What does the invoice say for a thousand answers?
# from: the frame
# ~ [best["dollars"]] => [best["total"]]
# %% w21-q6 wrong: the gap alone | That is what lies between the two totals: what the mistakes may cost *more* than today. What may they cost in all?
# from: the frame
# ~ - best["dollars"] => - best["total"]
# %% w21-q6 wrong: turned back at once | At that number you would turn back today: it is the share that your candidate has now. What may it lose until the next one is as good?
# from: the frame
# ~ second["total"] - best["dollars"] => best["lost"]
# %% w21-q6 wrong: a fraction | The number at which you turn back is a part of 1. How many percent right are that?
# from: the frame
# ~ 100 - 100 * => 1 -
# %% w21-q6 wrong: the mistakes in place of the marks | That is how many percent may be *wrong*. Of how many percent right on is your candidate the cheaper one?
# from: the frame
# ~ - 100 * => *
# %% w21-q6 typed: typed in | That is the form of this trial. On other tickets another candidate may win: let your tables fill it in.

# %% w21-q7 exercise: text least=60 most=180 | The recommendation
# The insight: a recommendation follows from a table that others can compute again, and says at which number it no longer does.
# states: the price of a thousand :: SELECT ROUND(x, 2) FROM (SELECT 1000 * AVG(c.dollars) AS x FROM trial_calls AS c JOIN golden AS g ON g.ticket_id = c.ticket_id WHERE g.shown = 0 AND c.candidate = 'nearest 120') :: SELECT ROUND(x, 1) FROM (SELECT 1000 * AVG(c.dollars) AS x FROM trial_calls AS c JOIN golden AS g ON g.ticket_id = c.ticket_id WHERE g.shown = 0 AND c.candidate = 'nearest 120') :: SELECT ROUND(x, 0) FROM (SELECT 1000 * AVG(c.dollars) AS x FROM trial_calls AS c JOIN golden AS g ON g.ticket_id = c.ticket_id WHERE g.shown = 0 AND c.candidate = 'nearest 120') :: What does a thousand tickets cost? Your form has the number.
# states: where you turn back :: SELECT ROUND(x, 2) FROM (SELECT 100 - ((SELECT 1000.0 * AVG(CASE WHEN answer = team THEN 0 WHEN team = 'Mobile app' THEN 8 ELSE 2 END) FROM (SELECT g.team, CASE WHEN said LIKE '% app %' OR said LIKE '%phone%' OR said LIKE '%photo%' OR said LIKE '%screen%' THEN 'Mobile app' WHEN said LIKE '%accounting%' OR said LIKE '%payroll%' OR said LIKE '%website%' THEN 'Integrations' WHEN said LIKE '% api%' OR said LIKE '%sync%' OR said LIKE '%export%' OR said LIKE '%comptab%' THEN 'Integrations' WHEN said LIKE '%import%' OR said LIKE '%invit%' OR said LIKE '%upload%' THEN 'Onboarding' WHEN said LIKE '%trial%' OR said LIKE '%training%' OR said LIKE '%set up%' THEN 'Onboarding' WHEN said LIKE '%invoice%' OR said LIKE '%bill%' OR said LIKE '%price%' OR said LIKE '%factur%' THEN 'Billing' WHEN said LIKE '%charge%' OR said LIKE '%card%' OR said LIKE '%seat%' THEN 'Billing' ELSE 'Scheduling' END AS answer FROM golden AS g JOIN (SELECT ticket_id, ' ' || subject || ' ' || body || ' ' AS said FROM tickets) USING (ticket_id) WHERE g.shown = 0)) - (SELECT 1000 * AVG(c.dollars) FROM trial_calls AS c JOIN golden AS g ON g.ticket_id = c.ticket_id WHERE g.shown = 0 AND c.candidate = 'nearest 120')) / (SELECT 1.0 * SUM(CASE WHEN c.answer = g.team THEN 0 WHEN g.team = 'Mobile app' THEN 8 ELSE 2 END) / SUM(c.answer <> g.team) FROM trial_calls AS c JOIN golden AS g ON g.ticket_id = c.ticket_id WHERE g.shown = 0 AND c.candidate = 'nearest 120') / 10 AS x) :: SELECT ROUND(x, 1) FROM (SELECT 100 - ((SELECT 1000.0 * AVG(CASE WHEN answer = team THEN 0 WHEN team = 'Mobile app' THEN 8 ELSE 2 END) FROM (SELECT g.team, CASE WHEN said LIKE '% app %' OR said LIKE '%phone%' OR said LIKE '%photo%' OR said LIKE '%screen%' THEN 'Mobile app' WHEN said LIKE '%accounting%' OR said LIKE '%payroll%' OR said LIKE '%website%' THEN 'Integrations' WHEN said LIKE '% api%' OR said LIKE '%sync%' OR said LIKE '%export%' OR said LIKE '%comptab%' THEN 'Integrations' WHEN said LIKE '%import%' OR said LIKE '%invit%' OR said LIKE '%upload%' THEN 'Onboarding' WHEN said LIKE '%trial%' OR said LIKE '%training%' OR said LIKE '%set up%' THEN 'Onboarding' WHEN said LIKE '%invoice%' OR said LIKE '%bill%' OR said LIKE '%price%' OR said LIKE '%factur%' THEN 'Billing' WHEN said LIKE '%charge%' OR said LIKE '%card%' OR said LIKE '%seat%' THEN 'Billing' ELSE 'Scheduling' END AS answer FROM golden AS g JOIN (SELECT ticket_id, ' ' || subject || ' ' || body || ' ' AS said FROM tickets) USING (ticket_id) WHERE g.shown = 0)) - (SELECT 1000 * AVG(c.dollars) FROM trial_calls AS c JOIN golden AS g ON g.ticket_id = c.ticket_id WHERE g.shown = 0 AND c.candidate = 'nearest 120')) / (SELECT 1.0 * SUM(CASE WHEN c.answer = g.team THEN 0 WHEN g.team = 'Mobile app' THEN 8 ELSE 2 END) / SUM(c.answer <> g.team) FROM trial_calls AS c JOIN golden AS g ON g.ticket_id = c.ticket_id WHERE g.shown = 0 AND c.candidate = 'nearest 120') / 10 AS x) :: SELECT ROUND(x, 0) FROM (SELECT 100 - ((SELECT 1000.0 * AVG(CASE WHEN answer = team THEN 0 WHEN team = 'Mobile app' THEN 8 ELSE 2 END) FROM (SELECT g.team, CASE WHEN said LIKE '% app %' OR said LIKE '%phone%' OR said LIKE '%photo%' OR said LIKE '%screen%' THEN 'Mobile app' WHEN said LIKE '%accounting%' OR said LIKE '%payroll%' OR said LIKE '%website%' THEN 'Integrations' WHEN said LIKE '% api%' OR said LIKE '%sync%' OR said LIKE '%export%' OR said LIKE '%comptab%' THEN 'Integrations' WHEN said LIKE '%import%' OR said LIKE '%invit%' OR said LIKE '%upload%' THEN 'Onboarding' WHEN said LIKE '%trial%' OR said LIKE '%training%' OR said LIKE '%set up%' THEN 'Onboarding' WHEN said LIKE '%invoice%' OR said LIKE '%bill%' OR said LIKE '%price%' OR said LIKE '%factur%' THEN 'Billing' WHEN said LIKE '%charge%' OR said LIKE '%card%' OR said LIKE '%seat%' THEN 'Billing' ELSE 'Scheduling' END AS answer FROM golden AS g JOIN (SELECT ticket_id, ' ' || subject || ' ' || body || ' ' AS said FROM tickets) USING (ticket_id) WHERE g.shown = 0)) - (SELECT 1000 * AVG(c.dollars) FROM trial_calls AS c JOIN golden AS g ON g.ticket_id = c.ticket_id WHERE g.shown = 0 AND c.candidate = 'nearest 120')) / (SELECT 1.0 * SUM(CASE WHEN c.answer = g.team THEN 0 WHEN g.team = 'Mobile app' THEN 8 ELSE 2 END) / SUM(c.answer <> g.team) FROM trial_calls AS c JOIN golden AS g ON g.ticket_id = c.ticket_id WHERE g.shown = 0 AND c.candidate = 'nearest 120') / 10 AS x) :: Below how many percent do you turn back? Your form has the number.
# words: the day :: january, february, march, april, may, june, july, quarter, month, months, weeks, day :: When is it measured?
# tick: The first sentence is the recommendation, and it follows from the scorecard.
# tick: Price and mistakes stand side by side, and it says who pays for the mistakes.
# tick: It says why the share is lower than on the slide.
# tick: The condition has a number, a number of tickets, a day and a name.
# tick: It says what the numbers leave open.
# %% w21-q7 right: price, mistakes, condition
letter = """I recommend nearest-1 with 120 examples, for 18.79 dollars a thousand tickets. Its mistakes cost 838 dollars more: our customers pay those, with a lost day, most of all where a crew waits for its app. That makes 856 dollars. The ten lines of the support desk come to 1,175, and Marcus, who makes the fewest mistakes, to 1,210: his time is dear. The slide said 80 of 100. Forty of its tickets stood in the prompt; on the 160 that did not, it is right on 75, with an interval from 68 to 82. The cheaper rules-1 is no better than the ten lines. We go back to the ten lines if, of 300 fresh tickets that Dora and Marcus have labelled, fewer than 65.5 percent are right. Ines has that number on 1 April. I do not know how it does in French: twelve tickets say nothing. And each call carries other customers' tickets as examples, which our contracts have to allow."""
# %% w21-q7 right: what the slide hid
letter = """I recommend nearest-1 with its 120 examples. A thousand tickets cost $18.79, which is next to nothing; the mistakes in them cost 838 dollars, and those are paid by crews without an address. A reader makes the fewest mistakes and costs 960 dollars in time, so that in total he is as dear as ten lines of SQL. The slide's 80 percent fell to 75 once the tickets were gone that stood in the prompt. The interval goes from 68 to 82, above that of the ten lines by little. I do not know how it does with French tickets. Reversal: if it is right on less than 65 % of 300 new tickets of the first quarter, labelled by two people, we take the rule. Ines measures it on 1 April."""
# %% w21-q7 right: with the rule as fallback
letter = """Recommendation: buy nearest-1, with many examples, and keep the ten lines as the fallback. It costs about 19 dollars for a thousand tickets, and 856 with its mistakes, against 1,175 for the rule. What we were shown was 80 right of 100; forty of the tickets had been in the prompt, so I count 75. Nobody else in the list is cheaper in total, and a person is better and slower, with a minute a ticket. Mistakes on app tickets are four times as dear as others, and it still misses a quarter of those. On 2 March Marcus labels 300 fresh tickets with a colleague: below 65.5 percent we turn back the same week. Open are French, and whether other customers' tickets may go along as examples."""
# %% w21-q7 wrong: too short | Your text has 16 words; at least 60 are asked for.
letter = "Nearest-1 with 120 examples, 18.79 dollars a thousand, back below 65.5 percent in April. Ines measures."
# %% w21-q7 wrong: no price | What does a thousand tickets cost? Your form has the number.
letter = """I recommend nearest-1 with 120 examples. It is the best of the vendor's models, and the ten lines of the support desk are beaten clearly. Its mistakes cost our customers a lost day, most of all where a crew waits for its app. The slide said 80 of 100. Forty of its tickets stood in the prompt; on the 160 that did not, it is right on 75. We go back to the ten lines if, of 300 fresh tickets that Dora and Marcus have labelled, fewer than 65.5 percent are right. Ines has that number on 1 April. I do not know how it does in French."""
# %% w21-q7 wrong: we will watch it | Below how many percent do you turn back? Your form has the number.
letter = """I recommend nearest-1 with 120 examples, for 18.79 dollars a thousand tickets. Its mistakes cost 838 dollars more, and our customers pay those with a lost day, most of all where a crew waits for its app. The slide said 80 of 100. Forty of its tickets stood in the prompt; on the 160 that did not, it is right on 75. We will watch it closely from January on, and go back to the ten lines if it should disappoint us. Ines reports to me each month."""
