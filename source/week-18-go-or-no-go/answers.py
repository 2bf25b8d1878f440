# Week 18 · Go or no-go: the answers that prove its checks. CONTRIBUTING.md explains the format.

# %% w18-q1 exercise: table decimals=1 | Fill in the card
# The insight: the line worth reading on a model card is where the model was hardly tried, and was worse.
# %% w18-q1 right: a line by a function
def line(name, rows):
    return (name, len(rows), 100 * (rows["suggested_team"] == rows["team"]).mean())
card = pd.DataFrame([line("all", pilot), line("sure", pilot[pilot["confidence"] >= 0.8]), line("high", pilot[pilot["priority"] == "high"])], columns=["line", "tickets", "right"])
# %% w18-q1 right: in SQL
card = sql("""
WITH tried AS (SELECT 100.0 * (p.suggested_team = t.team) AS ok, p.confidence, t.priority
               FROM triage_pilot AS p JOIN tickets AS t ON t.ticket_id = p.ticket_id WHERE p.handled_by = 'assistant')
SELECT 'all' AS line, COUNT(*) AS tickets, AVG(ok) AS "right" FROM tried
UNION ALL SELECT 'sure', COUNT(*), AVG(ok) FROM tried WHERE confidence >= 0.8
UNION ALL SELECT 'high', COUNT(*), AVG(ok) FROM tried WHERE priority = 'high'
""")
# %% w18-q1 right: a loop over named rows
pilot["ok"] = pilot["suggested_team"] == pilot["team"]
rows = []
for name, part in {"high": pilot.query("priority == 'high'"), "all": pilot, "sure": pilot[~(pilot.confidence < 0.8)]}.items():
    rows.append({"right": round(part["ok"].sum() / len(part) * 100, 2), "line": name, "tickets": part.shape[0]})
card = pd.DataFrame(rows)
# %% w18-q1 right: a dictionary of columns
parts = [pilot, pilot[pilot["confidence"].ge(0.8)], pilot[pilot["priority"].eq("high")]]
card = pd.DataFrame({"line": ["all", "sure", "high"], "tickets": [len(one) for one in parts],
                     "right": [np.mean(one["suggested_team"].values == one["team"].values) * 100 for one in parts]}).set_index("line")
# %% w18-q1 wrong: fractions | The shares are right, as parts of 1. How many of a hundred are they?
def line(name, rows):
    return (name, len(rows), (rows["suggested_team"] == rows["team"]).mean())
card = pd.DataFrame([line("all", pilot), line("sure", pilot[pilot["confidence"] >= 0.8]), line("high", pilot[pilot["priority"] == "high"])], columns=["line", "tickets", "right"])
# %% w18-q1 wrong: how many are wrong | That is how many percent were wrong. Which sign asks whether two teams are the same?
def line(name, rows):
    return (name, len(rows), 100 * (rows["suggested_team"] != rows["team"]).mean())
card = pd.DataFrame([line("all", pilot), line("sure", pilot[pilot["confidence"] >= 0.8]), line("high", pilot[pilot["priority"] == "high"])], columns=["line", "tickets", "right"])
# %% w18-q1 wrong: how sure it was | That is how sure the assistant was, on average. Was it right as often as it was sure?
def line(name, rows):
    return (name, len(rows), 100 * rows["confidence"].mean())
card = pd.DataFrame([line("all", pilot), line("sure", pilot[pilot["confidence"] >= 0.8]), line("high", pilot[pilot["priority"] == "high"])], columns=["line", "tickets", "right"])
# %% w18-q1 wrong: tickets of people as well | Tickets are in it that people sorted. What does a missing suggestion count as?
everybody = sql("SELECT p.suggested_team, p.confidence, t.team, t.priority FROM triage_pilot AS p JOIN tickets AS t ON t.ticket_id = p.ticket_id")
def line(name, rows):
    return (name, len(rows), 100 * (rows["suggested_team"] == rows["team"]).mean())
card = pd.DataFrame([line("all", everybody), line("sure", everybody[everybody["confidence"] >= 0.8]), line("high", everybody[everybody["priority"] == "high"])], columns=["line", "tickets", "right"])
# %% w18-q1 wrong: parts of all tickets | The second and the third line are divided by all tickets. Of how many was each of them tried?
def line(name, rows):
    return (name, len(rows), 100 * (rows["suggested_team"] == rows["team"]).sum() / len(pilot))
card = pd.DataFrame([line("all", pilot), line("sure", pilot[pilot["confidence"] >= 0.8]), line("high", pilot[pilot["priority"] == "high"])], columns=["line", "tickets", "right"])
# %% w18-q1 wrong: how many were right in place of tried | Under `tickets` stands how many it got right. On how many was it tried?
def line(name, rows):
    ok = rows["suggested_team"] == rows["team"]
    return (name, ok.sum(), 100 * ok.mean())
card = pd.DataFrame([line("all", pilot), line("sure", pilot[pilot["confidence"] >= 0.8]), line("high", pilot[pilot["priority"] == "high"])], columns=["line", "tickets", "right"])
# %% w18-q1 wrong: all but the urgent ones | The last line is of all tickets that are *not* of high priority. Which ones hurt most when they go wrong?
def line(name, rows):
    return (name, len(rows), 100 * (rows["suggested_team"] == rows["team"]).mean())
card = pd.DataFrame([line("all", pilot), line("sure", pilot[pilot["confidence"] >= 0.8]), line("high", pilot[pilot["priority"] != "high"])], columns=["line", "tickets", "right"])
# %% w18-q1 wrong: where it was unsure | The second line is of the tickets of which it was *not* sure. In which direction does the sign point?
def line(name, rows):
    return (name, len(rows), 100 * (rows["suggested_team"] == rows["team"]).mean())
card = pd.DataFrame([line("all", pilot), line("sure", pilot[pilot["confidence"] < 0.8]), line("high", pilot[pilot["priority"] == "high"])], columns=["line", "tickets", "right"])
# %% w18-q1 typed: typed in | Those are the numbers of the pilot you have. On a card they are computed, so that the next pilot fills it anew.

# %% w18-q2 exercise: chart kinds=line,column,scatter decimals=1 on_axis | Fool yourself, ten times
# The insight: the same method, honestly used ten times, finds a winner in one of five tests of a page against itself.
# units: %
# units: percent
# units: in a hundred
# units: of 100
# %% w18-q2 right: columns up to the look
# from: the notebook's
# - peeking.set_ylim(0, 25)
# - peeking.set_xlabel("number of looks")
# %% w18-q2 right: once a winner, always a winner
alarms = significant.cummax(axis=1).mean() * 100
peeking = alarms.plot(ylabel="false winners (percent)", xlabel="looks", title="Peeking makes winners out of nothing")
# %% w18-q2 right: bars, and a loop over tests
found = [0] * 10
for row in significant.to_numpy():
    seen_one = False
    for place in range(10):
        seen_one = seen_one or row[place]
        found[place] += 100 * seen_one / len(significant)
fig, peeking = plt.subplots()
peeking.bar(range(1, 11), found, color="grey")
peeking.set(title="Who looks ten times is fooled four times as often", ylabel="% of tests", xlabel="number of looks")
# %% w18-q2 right: the first winner's look, with pyplot
first_winner = pd.Series(np.where(significant.any(axis=1), significant.to_numpy().argmax(axis=1) + 1, 99))
shares = [(first_winner <= k).mean() * 100 for k in significant.columns]
plt.figure()
plt.scatter(list(significant.columns), shares)
plt.title("From 5 to 19 in a hundred, by looking")
plt.ylabel("false winners in a hundred tests")
plt.xlabel("looks")
peeking = plt.gca()
plt.close()
# %% w18-q2 wrong: each look alone | Those are the winners at each look alone, some five in a hundred. What if one stops at the first of them?
alarms = [100 * significant[k].mean() for k in range(1, 11)]
fig, peeking = plt.subplots(figsize=(6, 3))
peeking.plot(range(1, 11), alarms, "o-", color="black")
peeking.set_ylabel("tests with a false winner, in %")
peeking.set_title("Ten looks find a winner in one of five tests without one")
# %% w18-q2 wrong: at every look | That is how many tests have a winner at *every* look, which falls. Is one look enough for whoever stops?
# from: each look alone
# ~ significant[k] => significant.loc[:, :k].all(axis=1)
# %% w18-q2 wrong: winners added up | Those are all looks with a winner, added up, and a test with three of them counts three times. How often does a test count that has stopped?
# from: each look alone
# ~ significant[k].mean => significant.loc[:, :k].mean().sum
# %% w18-q2 wrong: fractions | Those are parts of 1. How many of a hundred are they?
# from: each look alone
# ~ 100 * significant[k] => significant.loc[:, :k].any(axis=1)
# %% w18-q2 wrong: numbers of tests | Those are numbers of tests. How many percent of all of them are they?
# from: each look alone
# ~ 100 * significant[k].mean => significant.loc[:, :k].any(axis=1).sum
# %% w18-q2 wrong: as a formula says it | That would hold if each look were a test of its own. Do ten looks at the same visitors differ so much?
# from: each look alone
# ~ significant[k].mean() => (1 - 0.95 ** k)
# %% w18-q2 wrong: no unit | The height has no unit. 19 what?
alarms = [100 * significant.loc[:, :k].any(axis=1).mean() for k in range(1, 11)]
fig, peeking = plt.subplots(figsize=(6, 3))
peeking.plot(range(1, 11), alarms, "o-", color="black")
peeking.set_ylabel("tests with a false winner")
peeking.set_title("Ten looks find a winner in one of five tests without one")
# %% w18-q2 wrong: no title | There is no title. Which sentence should a reader take home?
alarms = [100 * significant.loc[:, :k].any(axis=1).mean() for k in range(1, 11)]
fig, peeking = plt.subplots(figsize=(6, 3))
peeking.plot(range(1, 11), alarms, "o-", color="black")
peeking.set_ylabel("tests with a false winner, in %")
# %% w18-q2 typed: typed in | That is the chart of one throw of the dice. Let it be made from the table `significant`.

# %% w18-q3 exercise: table | Read the test
# The insight: one significant number for all hides a device on which the page harms, as significantly.
# %% w18-q3 right: three readings
results = pd.DataFrame([("all", *reading(test)),
                        ("phone", *reading(test[test["device"] == "phone"])),
                        ("desktop", *reading(test[test["device"] == "desktop"]))], columns=["who", "effect", "low", "high"])
# %% w18-q3 right: from four numbers each, in SQL
sums = sql("""
SELECT COALESCE(device, 'all') AS who, SUM(CASE WHEN page = 'old' THEN asked END) AS oy, SUM(CASE WHEN page = 'old' THEN visitors END) AS oa,
       SUM(CASE WHEN page = 'new' THEN asked END) AS ny, SUM(CASE WHEN page = 'new' THEN visitors END) AS na
FROM (SELECT device, page, asked, visitors FROM price_page UNION ALL SELECT NULL, page, asked, visitors FROM price_page) GROUP BY device
""")
old, new = sums["oy"] / sums["oa"], sums["ny"] / sums["na"]
half = 196 * np.sqrt(old * (1 - old) / sums["oa"] + new * (1 - new) / sums["na"])
results = pd.DataFrame({"who": sums["who"], "effect": 100 * (new - old), "low": 100 * (new - old) - half, "high": 100 * (new - old) + half})
# %% w18-q3 right: a loop over the devices
rows = [("all",) + reading(test)]
for device, part in test.groupby("device"):
    rows.append((device,) + reading(part))
results = pd.DataFrame(rows, columns=["who", "effect", "low", "high"]).round(2)
# %% w18-q3 right: a dictionary
results = pd.DataFrame({"desktop": reading(test.query("device == 'desktop'")), "phone": reading(test.query("device == 'phone'")), "all": reading(test)},
                       index=["effect", "low", "high"]).T
# %% w18-q3 wrong: the devices exchanged | Each device has the numbers of the other. Which rows did you give to which name?
results = pd.DataFrame([("all", *reading(test)),
                        ("phone", *reading(test[test["device"] == "desktop"])),
                        ("desktop", *reading(test[test["device"] == "phone"]))], columns=["who", "effect", "low", "high"])
# %% w18-q3 wrong: the average of two devices | The first row is the average of the two devices. Do as many people come by phone as from a desktop?
phone, desktop = reading(test[test["device"] == "phone"]), reading(test[test["device"] == "desktop"])
both = [(a + b) / 2 for a, b in zip(phone, desktop)]
results = pd.DataFrame([("all", *both), ("phone", *phone), ("desktop", *desktop)], columns=["who", "effect", "low", "high"])
# %% w18-q3 wrong: the first three weeks | Those are the first three weeks. How many had been agreed on?
early = test[test["week"] <= 3]
results = pd.DataFrame([("all", *reading(early)),
                        ("phone", *reading(early[early["device"] == "phone"])),
                        ("desktop", *reading(early[early["device"] == "desktop"]))], columns=["who", "effect", "low", "high"])
# %% w18-q3 wrong: without the first weeks | The first three weeks are gone. They are not what you would like them to be; are they therefore not of the test?
late = test[test["week"] > 3]
results = pd.DataFrame([("all", *reading(late)),
                        ("phone", *reading(late[late["device"] == "phone"])),
                        ("desktop", *reading(late[late["device"] == "desktop"]))], columns=["who", "effect", "low", "high"])
# %% w18-q3 wrong: fractions | Those are parts of 1. How many points are they?
def part_of_one(rows):
    return [value / 100 for value in reading(rows)]
results = pd.DataFrame([("all", *part_of_one(test)),
                        ("phone", *part_of_one(test[test["device"] == "phone"])),
                        ("desktop", *part_of_one(test[test["device"] == "desktop"]))], columns=["who", "effect", "low", "high"])
# %% w18-q3 wrong: percent of the old share | Those are percent of the old page's share, which sound larger. How many more of a hundred *visitors* ask?
def relative(rows):
    old = rows[rows["page"] == "old"]
    share = old["asked"].sum() / old["visitors"].sum()
    return [value / share for value in reading(rows)]
results = pd.DataFrame([("all", *relative(test)),
                        ("phone", *relative(test[test["device"] == "phone"])),
                        ("desktop", *relative(test[test["device"] == "desktop"]))], columns=["who", "effect", "low", "high"])
# %% w18-q3 wrong: the old page's lead | Every sign is the other way round. Which of the two pages is taken from which?
def turned(rows):
    effect, low, high = reading(rows)
    return (-effect, -high, -low)
results = pd.DataFrame([("all", *turned(test)),
                        ("phone", *turned(test[test["device"] == "phone"])),
                        ("desktop", *turned(test[test["device"] == "desktop"]))], columns=["who", "effect", "low", "high"])
# %% w18-q3 wrong: the average of the days | Those are averages of 84 days, and a quiet Saturday weighs as much as a busy Monday. Whom does a share divide by?
def days(rows):
    daily = rows.assign(share=rows["asked"] / rows["visitors"]).groupby("page")["share"].mean()
    effect, low, high = reading(rows)
    shown = 100 * (daily["new"] - daily["old"])
    return (shown, low + shown - effect, high + shown - effect)
results = pd.DataFrame([("all", *days(test)),
                        ("phone", *days(test[test["device"] == "phone"])),
                        ("desktop", *days(test[test["device"] == "desktop"]))], columns=["who", "effect", "low", "high"])
# %% w18-q3 typed: typed in | Those are the numbers of this test. Another test has others: let `reading` make them.

# %% w18-q4 exercise: table decimals=0 | Two Mondays, three options
# The insight: the same page and the same prices, and the first significant Monday chooses the option that loses money.
# %% w18-q4 right: by the frame
def gain(rows):
    visitors = rows["visitors"].sum() * 26 / rows["week"].nunique()
    effect, low, high = reading(rows)
    return visitors * (effect / 100 * 20 - 0.14)
def three(rows):
    gains = [gain(rows[rows["device"] == "phone"]), gain(rows[rows["device"] == "desktop"])]
    return [sum(gains), 0, max(gains)]
options = pd.DataFrame({"option": ["ship", "wait", "part"], "stopped": three(test[test["week"] <= first]), "now": three(test)})
# %% w18-q4 right: in SQL, by the week
def dollars(last):
    by_device = sql(f"""
SELECT SUM(visitors) * 26.0 / {int(last)} * (20.0 * SUM(CASE WHEN page = 'new' THEN asked END) / SUM(CASE WHEN page = 'new' THEN visitors END)
       - 20.0 * SUM(CASE WHEN page = 'old' THEN asked END) / SUM(CASE WHEN page = 'old' THEN visitors END) - 0.14) AS gain
FROM price_page WHERE week <= {int(last)} GROUP BY device""")["gain"]
    return {"ship": by_device.sum(), "wait": 0, "part": by_device.max()}
options = pd.DataFrame({"stopped": dollars(first), "now": dollars(12)})
# %% w18-q4 right: askers in place of points, in a loop
rows = []
for name, part in [("stopped", test[test.week <= first]), ("now", test)]:
    values = []
    for device in ("phone", "desktop"):
        total = part[part.device == device].groupby("page")[["asked", "visitors"]].sum()
        visitors = total["visitors"].sum() / part["week"].max() * 26
        more = visitors * total["asked"]["new"] / total["visitors"]["new"] - visitors * total["asked"]["old"] / total["visitors"]["old"]
        values.append(more * 20 - visitors * 0.14)
    rows.append([values[0] + values[1], 0.0, max(values)])
options = pd.DataFrame({"option": ["ship", "wait", "part"], "stopped": rows[0], "now": rows[1]})
# %% w18-q4 right: rounded
def gain(rows):
    return rows["visitors"].sum() * 26 / rows["week"].nunique() * (reading(rows)[0] * 0.2 - 0.14)
def three(rows):
    gains = [gain(part) for device, part in rows.groupby("device")]
    return [round(sum(gains)), 0, round(max(gains))]
options = pd.DataFrame([("ship", *[three(t)[0] for t in (test[test["week"].isin(range(1, first + 1))], test)]), ("wait", 0, 0),
                        ("part", *[three(t)[2] for t in (test[test["week"].isin(range(1, first + 1))], test)])], columns=["option", "stopped", "now"])
# %% w18-q4 wrong: points as if they were shares | A hundred times too many people ask. What part of a visitor is one point?
def gain(rows):
    return rows["visitors"].sum() * 26 / rows["week"].nunique() * (reading(rows)[0] * 20 - 0.14)
def three(rows):
    gains = [gain(rows[rows["device"] == "phone"]), gain(rows[rows["device"] == "desktop"])]
    return [sum(gains), 0, max(gains)]
options = pd.DataFrame({"option": ["ship", "wait", "part"], "stopped": three(test[test["week"] <= first]), "now": three(test)})
# %% w18-q4 wrong: the rent forgotten | Nobody has paid the rent. What does a visitor cost who sees the new page?
# from: points as if they were shares
# ~ * 20 - 0.14 => / 100 * 20
# %% w18-q4 wrong: fourteen dollars | A visitor costs fourteen dollars here. In which unit is everything else?
# from: points as if they were shares
# ~ * 20 - 0.14 => / 100 * 20 - 14
# %% w18-q4 wrong: the visitors of one page | Those are the visitors who saw the new page in the test. How many will see it when there is no other?
# from: points as if they were shares
# - return rows["visitors"].sum() * 26 / rows["week"].nunique() * (reading(rows)[0] * 20 - 0.14)
# + return rows[rows["page"] == "new"]["visitors"].sum() * 26 / rows["week"].nunique() * (reading(rows)[0] / 100 * 20 - 0.14)
# %% w18-q4 wrong: that one week | `stopped` is of one week alone. What had the team seen by that Monday?
def gain(rows):
    return rows["visitors"].sum() * 26 / rows["week"].nunique() * (reading(rows)[0] / 100 * 20 - 0.14)
def three(rows):
    gains = [gain(rows[rows["device"] == "phone"]), gain(rows[rows["device"] == "desktop"])]
    return [sum(gains), 0, max(gains)]
options = pd.DataFrame({"option": ["ship", "wait", "part"], "stopped": three(test[test["week"] == first]), "now": three(test)})
# %% w18-q4 wrong: a week too early | `stopped` ends a week too early, when nothing was significant yet. Is `first` itself among the weeks that had been seen?
# from: that one week
# ~ test["week"] == first => test["week"] < first
# %% w18-q4 wrong: the end, twice | Both columns are the end of the test. Which rows had come in by the first significant Monday?
# from: that one week
# ~ test[test["week"] == first] => test
# %% w18-q4 wrong: the weeks of the test alone | That is what the weeks of the test are worth. How many weeks has half a year?
# from: points as if they were shares
# ~ 26 / rows["week"].nunique() * (reading(rows)[0] * 20 - 0.14) => (reading(rows)[0] / 100 * 20 - 0.14)
# %% w18-q4 wrong: all visitors in one heap | For *ship* you have taken one effect for all. That is nearly the same, but not quite: what does `three` add up?
def gain(rows):
    return rows["visitors"].sum() * 26 / rows["week"].nunique() * (reading(rows)[0] / 100 * 20 - 0.14)
def three(rows):
    gains = [gain(rows[rows["device"] == "phone"]), gain(rows[rows["device"] == "desktop"])]
    return [gain(rows), 0, max(gains)]
options = pd.DataFrame({"option": ["ship", "wait", "part"], "stopped": three(test[test["week"] <= first]), "now": three(test)})
# %% w18-q4 typed: typed in | Those are the dollars of this test. Let the table be computed, so that it holds for another one.
# %% w18-q4 same: `/` became `//` | A part of a visitor is worth less than the dollar to which it is rounded.
# %% w18-q4 same: `==` became `!=` | There are two devices, and the loop takes both: each comes in the other's turn.

# %% w18-q5 exercise: table decimals=1 | The form
# The insight: a decision, what it promises, and the number at which it is taken back fit into one row that a machine can hold against the future.
# %% w18-q5 right: by idxmax
best = options.loc[options["now"].idxmax()]
helped = results.loc[results["effect"].idxmax()]
memo = pd.DataFrame({"decision": [best["option"]], "device": [helped["who"]], "expected": [best["now"]], "reverse_below": [100 * 0.14 / 20]})
# %% w18-q5 right: sorted, and the first row
best = options.sort_values("now", ascending=False).iloc[0]
helped = results.sort_values("effect").iloc[-1]
memo = {"decision": [best["option"]], "device": [helped["who"]], "expected": [best["now"]], "reverse_below": [0.7]}
# %% w18-q5 right: a list of one record
worth = dict(zip(options["option"], options["now"]))
effects = dict(zip(results["who"], results["effect"]))
decision = max(worth, key=worth.get)
memo = pd.DataFrame([{"reverse_below": 14 / 20, "expected": round(worth[decision], 1), "device": max(effects, key=effects.get), "decision": decision}])
# %% w18-q5 right: with conditions
best = options[options["now"] == options["now"].max()]
memo = pd.DataFrame({"decision": best["option"].to_list(), "device": results[results["effect"] == results["effect"].max()]["who"].to_list(),
                     "expected": best["now"].to_list(), "reverse_below": 0.14 / 20 * 100})
# %% w18-q5 wrong: the first good Monday | That is the decision of the first significant Monday. What do the weeks after it say?
best = options.loc[options["stopped"].idxmax()]
helped = results.loc[results["effect"].idxmax()]
memo = pd.DataFrame({"decision": [best["option"]], "device": [helped["who"]], "expected": [best["stopped"]], "reverse_below": [100 * 0.14 / 20]})
# %% w18-q5 wrong: significant, so ship | It is significant for everybody. Is *ship* also what is worth most?
helped = results.loc[results["effect"].idxmax()]
memo = pd.DataFrame({"decision": ["ship"], "device": [helped["who"]], "expected": [options["now"].iloc[0]], "reverse_below": [100 * 0.14 / 20]})
# %% w18-q5 wrong: what was expected on that Monday | The decision is that of the end, and the dollars are those of the first significant Monday. What do you expect now?
best = options.loc[options["now"].idxmax()]
helped = results.loc[results["effect"].idxmax()]
memo = pd.DataFrame({"decision": [best["option"]], "device": [helped["who"]], "expected": [best["stopped"]], "reverse_below": [100 * 0.14 / 20]})
# %% w18-q5 wrong: zero | Zero is where an effect is no effect. Does an effect of a tenth of a point pay the rent?
best = options.loc[options["now"].idxmax()]
helped = results.loc[results["effect"].idxmax()]
memo = pd.DataFrame({"decision": [best["option"]], "device": [helped["who"]], "expected": [best["now"]], "reverse_below": [0]})
# %% w18-q5 wrong: a fraction | The break-even is given as a part of one visitor. How many points is that?
best = options.loc[options["now"].idxmax()]
helped = results.loc[results["effect"].idxmax()]
memo = pd.DataFrame({"decision": [best["option"]], "device": [helped["who"]], "expected": [best["now"]], "reverse_below": [0.14 / 20]})
# %% w18-q5 wrong: the rent as points | That is the rent, 14 cents, and no effect. How many points more bring in 14 cents?
best = options.loc[options["now"].idxmax()]
helped = results.loc[results["effect"].idxmax()]
memo = pd.DataFrame({"decision": [best["option"]], "device": [helped["who"]], "expected": [best["now"]], "reverse_below": [14]})
# %% w18-q5 wrong: divided the wrong way round | So many points are never reached. Which of the two prices is divided by which?
best = options.loc[options["now"].idxmax()]
helped = results.loc[results["effect"].idxmax()]
memo = pd.DataFrame({"decision": [best["option"]], "device": [helped["who"]], "expected": [best["now"]], "reverse_below": [20 / 0.14]})
# %% w18-q5 wrong: the low end of the interval | That is the bad end of the interval. What you expect at worst is one thing; below which effect does the page lose money?
best = options.loc[options["now"].idxmax()]
helped = results.loc[results["effect"].idxmax()]
memo = pd.DataFrame({"decision": [best["option"]], "device": [helped["who"]], "expected": [best["now"]], "reverse_below": [helped["low"]]})
# %% w18-q5 wrong: where it harms | On that device the page harms. Whom should it be shown to?
best = options.loc[options["now"].idxmax()]
harmed = results.loc[results["effect"].idxmin()]
memo = pd.DataFrame({"decision": [best["option"]], "device": [harmed["who"]], "expected": [best["now"]], "reverse_below": [100 * 0.14 / 20]})
# %% w18-q5 typed: typed in | That is the form of this test. On other data another device is helped: let your tables fill it in.
# %% w18-q5 same: sort_values() dropped | Of two devices, the one that gained more may stand last already.

# %% w18-q6 exercise: text least=60 most=180 | The memo
# The insight: a decision that others can carry out, and take back, without asking its author.
# states: what you expect :: SELECT MAX(g) FROM (SELECT SUM(visitors) * 26.0 / 12 * ((1.0 * SUM(CASE WHEN page = 'new' THEN asked END) / SUM(CASE WHEN page = 'new' THEN visitors END) - 1.0 * SUM(CASE WHEN page = 'old' THEN asked END) / SUM(CASE WHEN page = 'old' THEN visitors END)) * 20 - 0.14) AS g FROM price_page GROUP BY device) :: SELECT ROUND(MAX(g) / 100) * 100 FROM (SELECT SUM(visitors) * 26.0 / 12 * ((1.0 * SUM(CASE WHEN page = 'new' THEN asked END) / SUM(CASE WHEN page = 'new' THEN visitors END) - 1.0 * SUM(CASE WHEN page = 'old' THEN asked END) / SUM(CASE WHEN page = 'old' THEN visitors END)) * 20 - 0.14) AS g FROM price_page GROUP BY device) :: SELECT ROUND(MAX(g) / 1000) * 1000 FROM (SELECT SUM(visitors) * 26.0 / 12 * ((1.0 * SUM(CASE WHEN page = 'new' THEN asked END) / SUM(CASE WHEN page = 'new' THEN visitors END) - 1.0 * SUM(CASE WHEN page = 'old' THEN asked END) / SUM(CASE WHEN page = 'old' THEN visitors END)) * 20 - 0.14) AS g FROM price_page GROUP BY device) :: How many dollars do you expect in half a year? Your form has the number.
# states: where you turn back :: SELECT 0.7 :: At how many points do you turn back? Your form has the number.
# words: the day :: january, february, march, april, may, june, july, quarter, month, months, weeks, day :: When is it measured?
# tick: The first sentence is the decision, and somebody can carry it out on Monday.
# tick: It says why a significant result for everybody was not enough.
# tick: It gives what I expect in dollars, and what could be otherwise.
# tick: The reversal condition has a number, a group, a day and a name.
# tick: It says what I do not know.
# %% w18-q6 right: the device, and the condition
letter = """On Monday the new page goes to visitors at a desktop, and to nobody else. We expect about 11,000 dollars in half a year. Over all visitors the test was significant, but the effect was 0.6 points, and the page pays from 0.7 points on; on phones fewer visitors asked than before. In the first three weeks both devices looked good. What I do not know is why phones differ. We take the page back if, among the desktop visitors of January to March, its effect is below 0.7 points. Noor has the number measured on 1 April."""
# %% w18-q6 right: shorter, and with dollars to the last
letter = """We ship the new page to desktop visitors only. Worth in half a year: $11,016, against minus $1,653 for everybody and nothing for waiting. The slide was right that the difference is significant; it is too small to pay the rent, and on phones it is negative. I do not know whether it lasts. Reversal: if the effect on desktops, measured by the data team on 1 April over the first quarter, is less than 0.7 points, the old page comes back the same day."""
# %% w18-q6 right: doubts first
letter = """Decision: part. Desktops get the new page on Monday, phones keep the old one. Two devices are few and were named before the test, so I believe the difference; but the first weeks flattered both, and some of it may fade. So I expect 11 000 dollars at best from January to June. At a break-even of 0.7 points the rent eats everything: if the desktops fall below that by the end of March, as Amara's team measures it with one visitor in ten on the old page, we switch back. Thank you for a test that was allowed to end."""
# %% w18-q6 wrong: too short | Your text has 11 words; at least 60 are asked for.
letter = "Part: desktops only, 11,000 dollars, back below 0.7 points in April."
# %% w18-q6 wrong: no dollars | How many dollars do you expect in half a year? Your form has the number.
letter = """On Monday the new page goes to visitors at a desktop, and to nobody else. Over all visitors the test was significant, but the effect is smaller than what the page costs; on phones fewer visitors asked than before. In the first three weeks both devices looked good, and we would have shipped it everywhere. What I do not know is why phones differ. We take the page back if, among the desktop visitors of January to March, its effect is below 0.7 points. Noor has the number measured on 1 April."""
# %% w18-q6 wrong: we will keep an eye on it | At how many points do you turn back? Your form has the number.
letter = """On Monday the new page goes to visitors at a desktop, and to nobody else. We expect about 11,000 dollars in half a year. Over all visitors the test was significant, but the effect is smaller than what the page costs; on phones fewer visitors asked than before. In the first three weeks both devices looked good, and we would have shipped it everywhere. What I do not know is why phones differ. We will keep an eye on it from January on, and turn back if the numbers should disappoint us."""

# %% w18-q7 exercise: table decimals=0 | What then happened
# The insight: the decision is held against each option's future; the option that stopping early chose would have lost.
# %% w18-q7 right: by device
future["dollars"] = (future["asked_new"] - future["asked_old"]) * 20 - future["visitors"] * 0.14
by_device = future.groupby("device")["dollars"].sum()
score = pd.DataFrame({"option": options["option"], "expected": options["now"], "happened": [by_device.sum(), 0, by_device[memo["device"].iloc[0]]]})
# %% w18-q7 right: filtered, and summed
came = (future["asked_new"] - future["asked_old"]) * 20 - future["visitors"] * 0.14
there = future["device"] == memo["device"].iloc[0]
score = options[["option", "now"]].rename(columns={"now": "expected"})
score["happened"] = [came.sum(), 0.0, came[there].sum()]
# %% w18-q7 right: a loop over the months
ship, part = 0, 0
for month in future.itertuples():
    dollars = 20 * (month.asked_new - month.asked_old) - 0.14 * month.visitors
    ship = ship + dollars
    if month.device == memo["device"].iloc[0]:
        part = part + dollars
score = pd.DataFrame({"happened": [ship, 0, part], "expected": options["now"].round(0).to_list()}, index=["ship", "wait", "part"])
# %% w18-q7 right: totals first
total = future.groupby("device")[["visitors", "asked_old", "asked_new"]].sum()
worth = 20 * total["asked_new"] - 20 * total["asked_old"] - 14 * total["visitors"] / 100
score = pd.DataFrame([("part", options["now"].iloc[2], worth.loc[memo["device"].iloc[0]]), ("ship", options["now"].iloc[0], worth.sum()), ("wait", 0, 0)],
                     columns=["option", "expected", "happened"])
# %% w18-q7 wrong: the rent forgotten | Nobody has paid the rent. What does each visitor cost who sees the new page?
future["dollars"] = (future["asked_new"] - future["asked_old"]) * 20
by_device = future.groupby("device")["dollars"].sum()
score = pd.DataFrame({"option": options["option"], "expected": options["now"], "happened": [by_device.sum(), 0, by_device[memo["device"].iloc[0]]]})
# %% w18-q7 wrong: everybody who asked | Everybody who asked counts, and many would have asked on the old page, too. Compared with what is a gain?
future["dollars"] = future["asked_new"] * 20 - future["visitors"] * 0.14
by_device = future.groupby("device")["dollars"].sum()
score = pd.DataFrame({"option": options["option"], "expected": options["now"], "happened": [by_device.sum(), 0, by_device[memo["device"].iloc[0]]]})
# %% w18-q7 wrong: the old page's lead | Every sign is the other way round for the askers. Which of the two pages is taken from which?
future["dollars"] = (future["asked_old"] - future["asked_new"]) * 20 - future["visitors"] * 0.14
by_device = future.groupby("device")["dollars"].sum()
score = pd.DataFrame({"option": options["option"], "expected": options["now"], "happened": [by_device.sum(), 0, by_device[memo["device"].iloc[0]]]})
# %% w18-q7 wrong: the other device | *Part* shows the page where it harms. Which device stands in your form?
future["dollars"] = (future["asked_new"] - future["asked_old"]) * 20 - future["visitors"] * 0.14
by_device = future.groupby("device")["dollars"].sum()
score = pd.DataFrame({"option": options["option"], "expected": options["now"], "happened": [by_device.sum(), 0, by_device[by_device.index != memo["device"].iloc[0]].sum()]})
# %% w18-q7 wrong: the first three months | Those are three months. How many has the future of this page?
future["dollars"] = (future["asked_new"] - future["asked_old"]) * 20 - future["visitors"] * 0.14
by_device = future[future["month"] <= "2026-03"].groupby("device")["dollars"].sum()
score = pd.DataFrame({"option": options["option"], "expected": options["now"], "happened": [by_device.sum(), 0, by_device[memo["device"].iloc[0]]]})
# %% w18-q7 wrong: one month on average | That is what a month brought on average. What did the half year bring?
future["dollars"] = (future["asked_new"] - future["asked_old"]) * 20 - future["visitors"] * 0.14
by_device = future.groupby("device")["dollars"].sum() / 6
score = pd.DataFrame({"option": options["option"], "expected": options["now"], "happened": [by_device.sum(), 0, by_device[memo["device"].iloc[0]]]})
# %% w18-q7 wrong: expected on the first good Monday | What was expected is that of the first significant Monday. On which day did you decide?
future["dollars"] = (future["asked_new"] - future["asked_old"]) * 20 - future["visitors"] * 0.14
by_device = future.groupby("device")["dollars"].sum()
score = pd.DataFrame({"option": options["option"], "expected": options["stopped"], "happened": [by_device.sum(), 0, by_device[memo["device"].iloc[0]]]})
# %% w18-q7 wrong: waiting costs what shipping brings | *Wait* is not zero here. Compared with the old page, what does the old page bring?
future["dollars"] = (future["asked_new"] - future["asked_old"]) * 20 - future["visitors"] * 0.14
by_device = future.groupby("device")["dollars"].sum()
score = pd.DataFrame({"option": options["option"], "expected": options["now"], "happened": [by_device.sum(), -by_device.sum(), by_device[memo["device"].iloc[0]]]})
# %% w18-q7 typed: typed in | Those are the dollars of this future. Another test has another one: let the table be computed.
# %% w18-q7 same: `/` became `//` | It loses less than a dollar of thousands.
