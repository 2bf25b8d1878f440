# Week 17: right and wrong answers, on real flights. The pilot's model is given as four numbers, and is never trained anew here.

# %% w17-q1 exercise: table ordered=month decimals=1 | Month by month
# The insight: a model that was right in winter says of July what July would be if it were a mild, clear day of winter.
# %% w17-q1 right: groups in pandas
by_month = flights.groupby("month", as_index=False).agg(flights=("late", "size"), late=("late", "mean"), said=("said", "mean"))
by_month["late"] = (100 * by_month["late"]).round(1)
by_month["said"] = (100 * by_month["said"]).round(1)
# %% w17-q1 right: month after month in a list
rows = []
for month in range(1, 13):
    some = flights[flights["month"] == month]
    rows.append({"month": month, "flights": len(some), "late": 100 * some["late"].sum() / len(some), "said": 100 * some["said"].sum() / len(some)})
by_month = pd.DataFrame(rows)
# %% w17-q1 right: the table asked in SQL
import sqlite3
with sqlite3.connect(":memory:") as box:
    flights.to_sql("judged", box)
    by_month = pd.read_sql("SELECT month, COUNT(*) AS flights, 100.0 * AVG(late) AS late, 100.0 * AVG(said) AS said FROM judged GROUP BY month ORDER BY month", box)
# %% w17-q1 right: three columns put side by side
groups = flights.groupby("month")
by_month = pd.concat([groups.size().rename("flights"), groups[["late", "said"]].mean().mul(100).round(1)], axis=1)
# %% w17-q1 wrong: one number for the year | That is one line for the whole year. In which month would you have noticed?
by_month = pd.DataFrame([{"month": 0, "flights": len(flights), "late": 100 * flights["late"].mean(), "said": 100 * flights["said"].mean()}])
# %% w17-q1 wrong: sums | Added up, `late` and `said` grow with the flights of a month. What makes a share of them?
by_month = flights.groupby("month", as_index=False).agg(flights=("late", "size"), late=("late", "sum"), said=("said", "sum"))
by_month[["late", "said"]] *= 100
# %% w17-q1 wrong: shares in place of hundreds | Each share is a hundredth of what is asked for. How many in a hundred is that?
by_month = flights.groupby("month", as_index=False).agg(flights=("late", "size"), late=("late", "mean"), said=("said", "mean"))
# %% w17-q1 wrong: warnings in place of chances | In `said` stands how many flights were warned of. What chance did it give them, on average?
by_month = flights.groupby("month", as_index=False).agg(flights=("late", "size"), late=("late", "mean"), said=("warned", "mean"))
by_month[["late", "said"]] *= 100
# %% w17-q1 wrong: a yes from one half on | Something has made a yes or a no of each chance, from one half on. Is that what it said?
by_month = flights.assign(said=flights["said"] >= 0.5).groupby("month", as_index=False).agg(flights=("late", "size"), late=("late", "mean"), said=("said", "mean"))
by_month[["late", "said"]] *= 100
# %% w17-q1 wrong: minutes | In `late` stand minutes. How many in a hundred were late?
by_month = flights.groupby("month", as_index=False).agg(flights=("late", "size"), late=("arr_delay", "mean"), said=("said", "mean"))
by_month["said"] *= 100
# %% w17-q1 wrong: late by a minute | Those are the flights that were late at all. From how many minutes on does this model call a flight late?
by_month = flights.assign(late=flights["arr_delay"] > 0).groupby("month", as_index=False).agg(flights=("late", "size"), late=("late", "mean"), said=("said", "mean"))
by_month[["late", "said"]] *= 100
# %% w17-q1 wrong: an average of days | There, each day counts the same, however many flights it had. What is one row of the table that you group?
by_day = flights.groupby(["month", "day"], as_index=False).agg(flights=("late", "size"), late=("late", "mean"), said=("said", "mean"))
by_month = by_day.groupby("month", as_index=False).agg(flights=("flights", "sum"), late=("late", "mean"), said=("said", "mean"))
by_month[["late", "said"]] *= 100
# %% w17-q1 wrong: with the rows it learnt from | January and February have far more flights than the table `flights`. Which of them has the model seen before?
more = pd.read_sql("""SELECT f.month, f.hour, f.arr_delay, w.temp, w.visib FROM flights AS f
JOIN weather AS w ON w.origin = f.origin AND w.month = f.month AND w.day = f.day AND w.hour = f.hour
WHERE (f.flight % 2 = 1 OR f.month <= 2) AND f.arr_delay IS NOT NULL AND w.temp IS NOT NULL""", engine())
more["late"] = 100 * (more["arr_delay"] >= 15)
more["said"] = 100 * pilot(more)
by_month = more.groupby("month", as_index=False).agg(flights=("late", "size"), late=("late", "mean"), said=("said", "mean"))
# %% w17-q1 typed: typed in | Those are the numbers of the whole year. Group the table, so that they hold for other days as well.

# %% w17-q2 exercise: table decimals=1 | The best month on the dashboard
# The insight: the share that was right is highest where hardly anything is late, even if the model says nothing at all.
# %% w17-q2 right: columns of yes and no, averaged
each = flights.assign(right=100 * (flights["warned"] == flights["late"]), never=100 * ~flights["late"])
best = each.groupby("month", as_index=False)[["right", "never"]].mean()
best["caught"] = list(100 * flights[flights["late"]].groupby("month")["warned"].mean())
best = best.round(1)
# %% w17-q2 right: a loop over the months
rows = []
for month in range(1, 13):
    some = flights[flights["month"] == month]
    late = some[some["late"]]
    rows.append({"month": month, "right": 100 * (some["warned"] == some["late"]).mean(), "never": 100 - 100 * some["late"].mean(), "caught": 100 * late["warned"].mean()})
best = pd.DataFrame(rows)
# %% w17-q2 right: four counts a month
counts = flights.groupby(["month", "late", "warned"]).size().unstack(["late", "warned"], fill_value=0)
hit, miss, false_alarm, quiet = counts[(True, True)], counts[(True, False)], counts[(False, True)], counts[(False, False)]
total = hit + miss + false_alarm + quiet
best = pd.DataFrame({"right": 100 * (hit + quiet) / total, "never": 100 * (false_alarm + quiet) / total, "caught": 100 * hit / (hit + miss)}).reset_index()
# %% w17-q2 right: scikit-learn's own measures
from sklearn.metrics import accuracy_score, recall_score
best = pd.DataFrame([{
    "month": month, "right": 100 * accuracy_score(some["late"], some["warned"]), "never": 100 * accuracy_score(some["late"], [False] * len(some)),
    "caught": 100 * recall_score(some["late"], some["warned"])} for month, some in flights.groupby("month")])
# %% w17-q2 right: asked in SQL
import sqlite3
with sqlite3.connect(":memory:") as box:
    flights.to_sql("judged", box)
    best = pd.read_sql("""SELECT month, 100.0 * AVG(warned = late) AS "right", 100.0 * AVG(late = 0) AS never,
       100.0 * SUM(warned = 1 AND late = 1) / SUM(late) AS caught FROM judged GROUP BY month ORDER BY month""", box)
# %% w17-q2 wrong: one number for the year | That is one number for the year, and a respectable one. What does it hide?
best = pd.DataFrame([{"month": 0, "right": 100 * (flights["warned"] == flights["late"]).mean(), "never": 100 * (~flights["late"]).mean(), "caught": 100 * flights.loc[flights["late"], "warned"].mean()}])
# %% w17-q2 wrong: the warnings that were right | In `caught` stands how many of the warnings were right. Of which flights is it to be a share?
each = flights.assign(right=100 * (flights["warned"] == flights["late"]), never=100 * ~flights["late"])
best = each.groupby("month", as_index=False)[["right", "never"]].mean()
best["caught"] = best["month"].map(100 * flights[flights["warned"]].groupby("month")["late"].mean())
# %% w17-q2 wrong: a share of all flights | In `caught`, the hits are divided by all flights. Of whom does a late passenger want to know?
each = flights.assign(right=100 * (flights["warned"] == flights["late"]), never=100 * ~flights["late"], caught=100 * (flights["warned"] & flights["late"]))
best = each.groupby("month", as_index=False)[["right", "never", "caught"]].mean()
# %% w17-q2 wrong: all warnings | In `caught` stands how often it warned, of late flights and of others. Which of these count?
each = flights.assign(right=100 * (flights["warned"] == flights["late"]), never=100 * ~flights["late"], caught=100 * flights["warned"])
best = each.groupby("month", as_index=False)[["right", "never", "caught"]].mean()
# %% w17-q2 wrong: one half by habit | These are warnings from one half on. From which chance on does the desk want a warning?
half = flights.assign(warned=flights["said"] >= 0.5)
each = half.assign(right=100 * (half["warned"] == half["late"]), never=100 * ~half["late"])
best = each.groupby("month", as_index=False)[["right", "never"]].mean()
best["caught"] = list(100 * half[half["late"]].groupby("month")["warned"].mean())
# %% w17-q2 wrong: always in place of never | In `never` stands how often somebody is right who calls every flight late. What does this rule call it?
each = flights.assign(right=100 * (flights["warned"] == flights["late"]), never=100 * flights["late"])
best = each.groupby("month", as_index=False)[["right", "never"]].mean()
best["caught"] = list(100 * flights[flights["late"]].groupby("month")["warned"].mean())
# %% w17-q2 wrong: of the late flights alone | In `never` stands 0: of late flights, a rule that never warns gets none right. Of which rows is it to be a share?
each = flights.assign(right=100 * (flights["warned"] == flights["late"]), never=0)
best = each.groupby("month", as_index=False)[["right", "never"]].mean()
best["caught"] = list(100 * flights[flights["late"]].groupby("month")["warned"].mean())
# %% w17-q2 wrong: how often it did not warn | In `never` stands how often the model did not warn. When is somebody right who never warns?
each = flights.assign(right=100 * (flights["warned"] == flights["late"]), never=100 * ~flights["warned"])
best = each.groupby("month", as_index=False)[["right", "never"]].mean()
best["caught"] = list(100 * flights[flights["late"]].groupby("month")["warned"].mean())
# %% w17-q2 wrong: shares in place of hundreds | Each is a hundredth of what is asked for. How many in a hundred is that?
each = flights.assign(right=flights["warned"] == flights["late"], never=~flights["late"])
best = each.groupby("month", as_index=False)[["right", "never"]].mean()
best["caught"] = list(flights[flights["late"]].groupby("month")["warned"].mean())
# %% w17-q2 typed: typed in | Those are the numbers of the whole year. Work them out, so that they hold for other days as well.

# %% w17-q3 exercise: table ordered=gap decimals=1 | Whom it harms
# The insight: right on the whole, and wrong for a whole airline, in the pilot already; and many rows of few days are few.
# %% w17-q3 right: a list of rows
rows = []
for carrier, some in flights[flights["month"] <= 2].groupby("carrier"):
    low, high = interval(some)
    rows.append({"carrier": carrier, "flights": len(some), "gap": 100 * (some["late"].mean() - some["said"].mean()), "low": low})
harmed = pd.DataFrame(rows)
harmed = harmed[harmed["low"] > 0].sort_values("gap", ascending=False).round(1)
# %% w17-q3 right: groups, then a column of intervals
winter = flights[flights["month"].isin([1, 2])].copy()
winter["gap"] = 100 * (winter["late"] - winter["said"])
harmed = winter.groupby("carrier").agg(flights=("gap", "size"), gap=("gap", "mean"))
harmed["low"] = [interval(winter[winter["carrier"] == carrier])[0] for carrier in harmed.index]
harmed = harmed[harmed["low"] > 0].sort_values("gap", ascending=False).reset_index()
# %% w17-q3 right: only those that pass are kept
pilot_months = flights.query("month < 3")
kept = []
for carrier in pilot_months["carrier"].unique():
    some = pilot_months.query("carrier == @carrier")
    if interval(some)[0] > 0:
        kept.append((carrier, len(some), round(100 * some["late"].mean() - 100 * some["said"].mean(), 1), round(interval(some)[0], 1)))
harmed = pd.DataFrame(sorted(kept, key=lambda row: -row[2]), columns=["carrier", "flights", "gap", "low"])
# %% w17-q3 right: apply, a function for each group
def line(some):
    return pd.Series({"flights": len(some), "gap": 100 * (some["late"].sum() - some["said"].sum()) / len(some), "low": interval(some)[0]})
harmed = flights[flights["month"] <= 2].groupby("carrier")[["month", "day", "late", "said"]].apply(line).reset_index()
harmed = harmed.loc[harmed["low"] > 0].sort_values(by="gap", ascending=False)
# %% w17-q3 wrong: every gap above zero | Some of these gaps could as well be none. What does the lower end of their interval say?
winter = flights[flights["month"] <= 2]
harmed = pd.DataFrame([{"carrier": carrier, "flights": len(some), "gap": 100 * (some["late"].mean() - some["said"].mean()), "low": interval(some)[0]} for carrier, some in winter.groupby("carrier")])
harmed = harmed[harmed["gap"] > 0].sort_values("gap", ascending=False)
# %% w17-q3 wrong: many flights are enough | You have kept the airlines with a thousand flights and a gap. Are so many flights of one winter enough to be sure?
winter = flights[flights["month"] <= 2]
harmed = pd.DataFrame([{"carrier": carrier, "flights": len(some), "gap": 100 * (some["late"].mean() - some["said"].mean()), "low": interval(some)[0]} for carrier, some in winter.groupby("carrier")])
harmed = harmed[(harmed["flights"] >= 1000) & (harmed["gap"] > 0)].sort_values("gap", ascending=False)
# %% w17-q3 wrong: flights drawn in place of days | Your lower ends lie closer to the gaps than they should: flights were drawn, and not days. What do the flights of one snowy day have in common?
rng = np.random.default_rng(17)
rows = []
for carrier, some in flights[flights["month"] <= 2].groupby("carrier"):
    gaps = (100 * (some["late"] - some["said"])).to_numpy()
    low = np.percentile([rng.choice(gaps, len(gaps)).mean() for _ in range(200)], 2.5)
    rows.append({"carrier": carrier, "flights": len(some), "gap": gaps.mean(), "low": low})
harmed = pd.DataFrame(rows)
harmed = harmed[harmed["low"] > 0].sort_values("gap", ascending=False)
# %% w17-q3 wrong: any gap that is sure | For some of these it says too much, and not too little. Whom does that leave waiting?
winter = flights[flights["month"] <= 2]
harmed = pd.DataFrame([{"carrier": carrier, "flights": len(some), "gap": 100 * (some["late"].mean() - some["said"].mean()), "low": interval(some)[0], "high": interval(some)[1]} for carrier, some in winter.groupby("carrier")])
harmed = harmed[(harmed["low"] > 0) | (harmed["high"] < 0)].sort_values("gap", ascending=False).drop(columns="high")
# %% w17-q3 wrong: the upper end | Of these, only the upper end is above zero for certain. Which end has to be?
winter = flights[flights["month"] <= 2]
harmed = pd.DataFrame([{"carrier": carrier, "flights": len(some), "gap": 100 * (some["late"].mean() - some["said"].mean()), "low": interval(some)[0], "high": interval(some)[1]} for carrier, some in winter.groupby("carrier")])
harmed = harmed[harmed["high"] > 0].sort_values("gap", ascending=False).drop(columns="high")
# %% w17-q3 wrong: the whole year | These are flights of the whole year, summer among them. When was the pilot?
harmed = pd.DataFrame([{"carrier": carrier, "flights": len(some), "gap": 100 * (some["late"].mean() - some["said"].mean()), "low": interval(some)[0]} for carrier, some in flights.groupby("carrier")])
harmed = harmed[harmed["low"] > 0].sort_values("gap", ascending=False)
# %% w17-q3 wrong: said minus late | These are the airlines of which it says too much. What do you take from what?
winter = flights[flights["month"] <= 2]
harmed = pd.DataFrame([{"carrier": carrier, "flights": len(some), "gap": 100 * (some["said"].mean() - some["late"].mean()), "low": -interval(some)[1]} for carrier, some in winter.groupby("carrier")])
harmed = harmed[harmed["low"] > 0].sort_values("gap", ascending=False)
# %% w17-q3 wrong: hours in place of airlines | Those are hours of departure. Which column names the airline?
harmed = pd.DataFrame([{"carrier": hour, "flights": len(some), "gap": 100 * (some["late"].mean() - some["said"].mean()), "low": interval(some)[0]} for hour, some in flights[flights["month"] <= 2].groupby("hour")])
harmed = harmed[harmed["low"] > 0].sort_values("gap", ascending=False)
# %% w17-q3 typed: typed in | Those are the airlines and the numbers of the whole of January and February. Work them out, so that they hold for other days as well.

# %% w17-q4 exercise: table decimals=1 | Two cities, two planes
# The insight: better with each sort of plane, and worse on the whole: the whole compares two mixtures.
# %% w17-q4 right: a window function for the share
mixed = sql("""
SELECT f.dest, CASE WHEN p.seats < 100 THEN 'small' ELSE 'large' END AS plane, COUNT(*) AS flights,
       100.0 * COUNT(*) / SUM(COUNT(*)) OVER (PARTITION BY f.dest) AS share, 100.0 * AVG(f.arr_delay >= 15) AS late
FROM flights AS f JOIN planes AS p ON p.tailnum = f.tailnum
WHERE f.origin = 'EWR' AND f.dest IN ('BNA', 'CLT') AND f.arr_delay IS NOT NULL
GROUP BY f.dest, plane""")
# %% w17-q4 right: the totals joined
mixed = sql("""
WITH flown AS (SELECT dest, CASE WHEN seats >= 100 THEN 'large' ELSE 'small' END AS plane, CASE WHEN arr_delay >= 15 THEN 100.0 ELSE 0 END AS late
               FROM flights JOIN planes USING (tailnum) WHERE origin = 'EWR' AND dest IN ('BNA', 'CLT') AND arr_delay IS NOT NULL),
     totals AS (SELECT dest, COUNT(*) AS everything FROM flown GROUP BY dest)
SELECT flown.dest, plane, COUNT(*) AS flights, ROUND(100.0 * COUNT(*) / everything, 1) AS share, ROUND(AVG(late), 1) AS late
FROM flown JOIN totals ON totals.dest = flown.dest GROUP BY flown.dest, plane""")
# %% w17-q4 right: in pandas
flown = sql("SELECT f.dest, f.arr_delay, p.seats FROM flights AS f JOIN planes AS p ON p.tailnum = f.tailnum WHERE f.origin = 'EWR' AND f.dest IN ('BNA', 'CLT') AND f.arr_delay IS NOT NULL")
flown["plane"] = np.where(flown["seats"] < 100, "small", "large")
flown["late"] = 100 * (flown["arr_delay"] >= 15)
mixed = flown.groupby(["dest", "plane"], as_index=False).agg(flights=("late", "size"), late=("late", "mean"))
mixed["share"] = 100 * mixed["flights"] / mixed.groupby("dest")["flights"].transform("sum")
# %% w17-q4 right: merged and counted in a loop
flown = pd.read_sql("SELECT dest, tailnum, arr_delay FROM flights WHERE origin = 'EWR' AND dest IN ('BNA', 'CLT')", engine()).dropna().merge(sql("SELECT tailnum, seats FROM planes"), on="tailnum")
rows = []
for city in ("BNA", "CLT"):
    there = flown[flown["dest"] == city]
    for plane, some in (("small", there[there["seats"] < 100]), ("large", there[there["seats"] >= 100])):
        rows.append([city, plane, len(some), round(100 * len(some) / len(there), 1), round(100 * (some["arr_delay"] >= 15).mean(), 1)])
mixed = pd.DataFrame(rows, columns=["dest", "plane", "flights", "share", "late"])
# %% w17-q4 wrong: one number a city | There is one line for each city, and Charlotte is ahead. What do the two lines have inside them?
mixed = sql("""
SELECT f.dest, 'all' AS plane, COUNT(*) AS flights, 100.0 AS share, 100.0 * AVG(f.arr_delay >= 15) AS late
FROM flights AS f JOIN planes AS p ON p.tailnum = f.tailnum
WHERE f.origin = 'EWR' AND f.dest IN ('BNA', 'CLT') AND f.arr_delay IS NOT NULL GROUP BY f.dest""")
# %% w17-q4 wrong: a share of both cities | All four shares together are a hundred. Of whose flights is each to be a share?
# from: a window function for the share
# ~ (PARTITION BY f.dest) => ()
# %% w17-q4 wrong: a share of the planes | The two shares of small planes together are a hundred. Of whose flights is each to be a share?
# from: a window function for the share
# ~ PARTITION BY f.dest => PARTITION BY CASE WHEN p.seats < 100 THEN 'small' ELSE 'large' END
# %% w17-q4 wrong: from all airports | Those are flights from all three airports. From which one does this manager's fly?
# from: a window function for the share
# ~ origin = 'EWR' AND f.dest => dest
# %% w17-q4 wrong: planes that nobody knows | Planes that are not in the table `planes` count as large here. Which join brought them in?
# from: a window function for the share
# ~ JOIN => LEFT JOIN
# %% w17-q4 wrong: what never arrived was on time | Flights that never arrived are counted among those on time. Which condition keeps them out?
# from: a window function for the share
# ~ f.arr_delay >= 15 => COALESCE(f.arr_delay, 0) >= 15
# ~ ('BNA', 'CLT') AND f.arr_delay IS NOT NULL => ('BNA', 'CLT')
# %% w17-q4 wrong: more than fifteen | A flight that arrives exactly fifteen minutes late is not in your shares. From how many minutes on does this week call it late?
# from: a window function for the share
# ~ >= 15 => > 15
# %% w17-q4 wrong: minutes | In `late` stand average minutes. How many in a hundred were late?
# from: a window function for the share
# ~ 100.0 * AVG(f.arr_delay >= 15) => AVG(f.arr_delay)
# %% w17-q4 typed: typed in | Those are the numbers of the whole year. Ask the data, so that they hold for other days as well.

# %% w17-q5 exercise: function parameters=days | An alarm
# The insight: an alarm is for a model that got worse: it passes over a single bad day, and over data that have moved while the model is as good as ever.
# %% w17-q5 questions: autumn, quiet though all has moved; June and July; a winter before them, a recovery after them; evenings, calm summer days and bad winter days; three days of storm; too few days
columns = ["date", "flights", "temp", "late", "said", "gap"]
def numbered(some):
    return some[columns].reset_index(drop=True)
def highest_and_lowest(some, n):
    means = [some["gap"].iloc[max(0, n - size):n].mean() for size in (7, 10, 14, 21, 28)]
    return max(means), min(means)
autumn, summer = (numbered(days[days["month"].isin(months)]) for months in ((9, 10, 11), (6, 7)))
worst = int(autumn["gap"].iloc[14:].idxmax()) + 1
questions = [(autumn.head(n),) for n in sorted({*range(14, len(autumn), 10), worst, len(autumn)})]
clear = [n for n in range(20, len(summer) + 1) if highest_and_lowest(summer, n)[1] > 13]
questions += [(summer.head(n),) for n in sorted({clear[0], clear[len(clear) // 2], clear[-1]})]
questions += [(numbered(pd.concat([days[days["month"] <= 5], summer.head(clear[len(clear) // 2])])),)]
questions += [(numbered(days[days["month"].between(6, 10)]),), (numbered(days[days["month"] <= 3]),)]
evening = flights[(flights["hour"] >= 17) & (flights["month"] <= 3)].groupby(["month", "day"], as_index=False).agg(flights=("late", "size"), temp=("temp", "mean"), late=("late", "mean"), said=("said", "mean"))
evening["date"] = pd.to_datetime(dict(year=2013, month=evening["month"], day=evening["day"]))
evening[["late", "said"]] *= 100
evening["gap"] = evening["late"] - evening["said"]
right_then = [n for n in range(14, len(evening) + 1) if highest_and_lowest(evening, n)[0] < 5.5]
late_then = max(right_then, key=lambda n: evening["late"].iloc[n - 14:n].mean())
questions += [(numbered(evening.head(late_then)),)]
questions += [(numbered(days[days["month"].isin([6, 7, 8]) & (days["gap"] < 8)]),)]
cold = numbered(days[days["month"].isin([4, 5, 12]) & (days["gap"] > 4)])
clear = [n for n in range(14, len(cold) + 1) if highest_and_lowest(cold, n)[1] > 13]
questions += [(cold.head(clear[-1]),)]
quiet = numbered(days[days["month"] <= 3])
calm = [n for n in range(14, len(quiet) + 1) if highest_and_lowest(quiet, n)[0] < 8]
questions += [(quiet.head(max(calm, key=lambda n: quiet["gap"].iloc[n - 14:n].mean())),)]
def with_storm(n):
    last = quiet.iloc[n - 3:n]
    storm = last.assign(date=last["date"] + pd.Timedelta(days=3), late=last["said"] + 13, gap=13.0)
    return numbered(pd.concat([quiet.head(n), storm]))
storms = [with_storm(n) for n in range(25, len(quiet) + 1)]
questions += [(min(storms, key=lambda some: highest_and_lowest(some, len(some))[0]),)]
loud = [some for some in storms if highest_and_lowest(some, len(some))[0] < 8]
questions += [(some,) for some in sorted(loud, key=lambda some: some["gap"].tail(14).mean())[-1:]]
ends = [(autumn, 3), (summer, 10), (summer, 13)]
questions += [(numbered(some.iloc[end + 1 - size:end + 1]),) for some, size in ends for end in [int(some["gap"].rolling(size).mean().idxmax())]]
# %% w17-q5 right: the mean of fourteen days
# from: the notebook's
# ~ worse => worse: too many late, for what it said, over fourteen days
# %% w17-q5 right: a rolling mean
def alarm(days):
    return bool(days["gap"].rolling(14).mean().iloc[-1] > 11)
# %% w17-q5 right: ten days and a line at ten
def alarm(days):
    last = list(days["gap"])[-10:]
    return len(days) >= 14 and sum(last) / len(last) > 10
# %% w17-q5 right: by flights, not by days
def alarm(days):
    if len(days) < 14:
        return False
    last = days.iloc[-14:]
    late = (last["late"] * last["flights"]).sum() / last["flights"].sum()
    said = (last["said"] * last["flights"]).sum() / last["flights"].sum()
    if late - said > 9.5:
        return True
    return False
# %% w17-q5 wrong: one bad day | A single bad day sets it off, and every quiet month has one. What would you have to see before you wake somebody?
def alarm(days):
    return len(days) >= 14 and days["gap"].iloc[-1] > 10
# %% w17-q5 wrong: one very bad day | It rings on a single day, and is silent on the day after. How many days have to agree before somebody is woken?
def alarm(days):
    return len(days) >= 14 and days["gap"].iloc[-1] > 30
# %% w17-q5 wrong: three days | Three days set it off, and one snowstorm takes as long. How many have to agree before somebody is woken?
def alarm(days):
    return len(days) >= 14 and days["gap"].tail(3).mean() > 10
# %% w17-q5 wrong: a line within the quiet months | It rings in a quiet stretch of January to March. How high does the mean climb there?
def alarm(days):
    return len(days) >= 14 and days["gap"].tail(14).mean() > 4
# %% w17-q5 wrong: much warmer than in the pilot | It watches the weather, and rings on warm days on which the model is as good as ever. What would have to be seen to be worse?
def alarm(days):
    return len(days) >= 14 and abs(days["temp"].tail(14).mean() - 38) > 20
# %% w17-q5 wrong: more or fewer are late | It rings in autumn, when far fewer flights are late than in the pilot, as the model says. Have the flights moved, or has the model got worse?
def alarm(days):
    return len(days) >= 14 and abs(days["late"].tail(14).mean() - 23) > 8
# %% w17-q5 wrong: many are late | It rings where many flights are late. On winter evenings many are, and the model expects them. What has to stand beside `late`?
def alarm(days):
    return len(days) >= 14 and days["late"].tail(14).mean() > 28
# %% w17-q5 wrong: the weather has moved | It watches the weather. In autumn the days are warmer than in the pilot, and the model is as good as ever. What would have to be seen to be worse?
def alarm(days):
    return len(days) >= 14 and abs(days["temp"].tail(14).mean() - 36) > 12
# %% w17-q5 wrong: what it says has moved | It watches what the model says, and not whether that is true. In autumn it says less, and is right. What has to stand beside it?
def alarm(days):
    return len(days) >= 14 and 24 - days["said"].tail(14).mean() > 3
# %% w17-q5 wrong: all days since the beginning | The whole past is in its mean. How long do five good months hide a bad one, and how long does a bad one ring on?
def alarm(days):
    return len(days) >= 14 and days["gap"].mean() > 10
# %% w17-q5 wrong: rings on for ever | Once it has rung, it rings for ever. What about the day on which the model is right again?
def alarm(days):
    return bool((days["gap"].rolling(14).mean() > 10).any())
# %% w17-q5 wrong: differences of either sign added up | A day above and a day below do not make up for each other in your mean. Is a model worse that is as often too high as too low?
def alarm(days):
    return len(days) >= 14 and days["gap"].abs().tail(14).mean() > 7
# %% w17-q5 wrong: said minus late | It is silent in the worst summer, and in all other months. How high does the mean of `gap` climb in June and July, and when does your line say that this is too much?
def alarm(days):
    return len(days) >= 14 and days["gap"].tail(14).mean() < -10
# %% w17-q5 wrong: three days are a history | After three or ten days it rings already. From how many days on may it?
def alarm(days):
    return days["gap"].tail(14).mean() > 10
# %% w17-q5 wrong: waits for three weeks | It has twenty days of a stretch as bad as June and July in its table, and is silent. How many days does it wait for, and how high is its line?
def alarm(days):
    return len(days) >= 21 and days["gap"].tail(21).median() > 6
# %% w17-q5 wrong: a line that is too high | In most of a stretch as bad as June and July it is silent. How high does the mean of `gap` climb there, and how high is your line?
def alarm(days):
    return len(days) >= 14 and days["gap"].tail(14).mean() > 20
# %% w17-q5 wrong: very many are late | It rings where many flights are late. On winter evenings many are, and the model expects them. What has to stand beside `late`?
def alarm(days):
    return len(days) >= 14 and days["late"].tail(14).mean() > 30
# %% w17-q5 wrong: the first days of the table | It looks at the first fourteen days of its table, and they never change. Which days say how the model is today?
def alarm(days):
    return len(days) >= 14 and days["gap"].head(14).mean() > 10
# %% w17-q5 wrong: a share for a hundred | It rings on nearly each day: a gap of 0.1 is a tenth of one flight in a hundred. In which unit is `gap`?
def alarm(days):
    return len(days) >= 14 and days["gap"].tail(14).mean() > 0.1
# %% w17-q5 wrong: always | It rings on each day of the year. Who would still listen?
def alarm(days):
    return True
# %% w17-q5 wrong: shown, and not handed back | It shows its answer and hands none back. Which word does?
def alarm(days):
    print(len(days) >= 14 and days["gap"].tail(14).mean() > 10)
# %% w17-q5 typed: results typed in | Those results fit the days of the whole year and no others.

# %% w17-q6 exercise: chart kinds=line,scatter decimals=1 guide=10 on_axis | The monitoring chart
# The insight: a chart with a line on it says when somebody has to do something; without, everybody sees what they like.
# units: 100
# units: hundred
# units: %
# units: percent
# units: points
# %% w17-q6 right: a line, and crosses where it rings
# from: the notebook's
# - watch.set_title("In April, all summer and in December the model said too little")
# + watch.set_title("The model has said too little since April, and was right again in September")
# %% w17-q6 right: by pyplot, the first days left out
seen = days.assign(mean=days["gap"].rolling(14).mean()).dropna()
plt.figure(figsize=(9, 4))
plt.plot(seen["date"], seen["mean"], label="fourteen days")
plt.axhline(10, linestyle=":", label="alarm from here on")
rings = seen[seen["mean"] > 10]
plt.plot(rings["date"], [0 for one in rings["date"]], "ko", label="alarm")
plt.ylabel("more late than said, in 100 flights")
plt.title("All summer the model says too little")
plt.legend()
watch = plt.gca()
# %% w17-q6 right: a loop of means, the whole sheet handed over
dates, means = [], []
for n in range(14, len(days) + 1):
    dates.append(days["date"].iloc[n - 1])
    means.append(days["gap"].iloc[n - 14:n].mean())
watch, ax = plt.subplots()
ax.plot(dates, means, color="black", label="two weeks' mean")
ax.scatter([date for date, value in zip(dates, means) if value > 10], [0 for value in means if value > 10], color="black", marker="^", label="above the alarm line")
ax.plot(days["date"], [10] * len(days), color="black", linestyle="--", label="alarm line")
ax.set(ylabel="gap, % of flights", title="Out of order from spring until September")
ax.legend()
# %% w17-q6 wrong: each day | The line shows each day by itself, and jumps. What was it that you set the alarm on?
rung = days["gap"] > 10
fig, watch = plt.subplots(figsize=(8, 3.5))
watch.plot(days["date"], days["gap"], color="black", label="gap")
watch.axhline(10, color="grey", linestyle="--", label="alarm line")
watch.scatter(days["date"][rung], [0] * rung.sum(), color="black", marker="x", label="it rings")
watch.set_ylabel("late minus said, of 100 flights")
watch.set_title("The alarm rings all year round")
watch.legend()
# %% w17-q6 wrong: rung by single days | The line is the mean of fourteen days, and the marks stand where one day was bad. When does the alarm ring?
# from: the notebook's
# ~ mean > 10 => (days["gap"] > 10) & mean.notna()
# ~ In April, all summer and in December the model said too little => The alarm rings all year round
# - plt.show()
# %% w17-q6 wrong: seven days | That is the mean of seven days. How many does the exercise take together?
mean = days["gap"].rolling(7).mean()
rung = mean > 10
fig, watch = plt.subplots(figsize=(8, 3.5))
watch.plot(days["date"], mean, color="black", label="mean of 7 days")
watch.axhline(10, color="grey", linestyle="--", label="alarm line")
watch.scatter(days["date"][rung], [0] * rung.sum(), color="black", marker="x", label="it rings")
watch.set_ylabel("late minus said, of 100 flights")
watch.set_title("The model has said too little since April")
watch.legend()
# %% w17-q6 wrong: what was late | That line shows how many were late, whatever the model said of them. Which column has both in it?
mean = days["late"].rolling(14).mean()
rung = mean > 33
fig, watch = plt.subplots(figsize=(8, 3.5))
watch.plot(days["date"], mean, color="black", label="mean of 14 days")
watch.axhline(33, color="grey", linestyle="--", label="alarm line")
watch.scatter(days["date"][rung], [0] * rung.sum(), color="black", marker="x", label="it rings")
watch.set_ylabel("late, of 100 flights")
watch.set_title("July and December are late")
watch.legend()
# %% w17-q6 wrong: no marks | The line is right. On which days does the alarm ring? They are to be marked, at height 0.
mean = days["gap"].rolling(14).mean()
fig, watch = plt.subplots(figsize=(8, 3.5))
watch.plot(days["date"], mean, color="black")
watch.axhline(10, color="grey", linestyle="--")
watch.set_ylabel("late minus said, of 100 flights")
watch.set_title("The model has said too little since April")
# %% w17-q6 wrong: another line | The marks belong to an alarm line at five. From where on does it ring?
mean = days["gap"].rolling(14).mean()
rung = mean > 5
fig, watch = plt.subplots(figsize=(8, 3.5))
watch.plot(days["date"], mean, color="black", label="mean of 14 days")
watch.axhline(5, color="grey", linestyle="--", label="alarm line")
watch.scatter(days["date"][rung], [0] * rung.sum(), color="black", marker="x", label="it rings")
watch.set_ylabel("late minus said, of 100 flights")
watch.set_title("The model has said too little since April")
watch.legend()
# %% w17-q6 wrong: no unit | The height has no unit. 10 what?
mean = days["gap"].rolling(14).mean()
rung = mean > 10
fig, watch = plt.subplots(figsize=(8, 3.5))
watch.plot(days["date"], mean, color="black", label="mean")
watch.axhline(10, color="grey", linestyle="--", label="alarm line")
watch.scatter(days["date"][rung], [0] * rung.sum(), color="black", marker="x", label="it rings")
watch.set_ylabel("gap")
watch.set_title("The model has said too little since April")
watch.legend()
# %% w17-q6 wrong: the alarm line elsewhere | The marks are right, and the alarm line is drawn at another height. At which one does it ring?
# from: the notebook's
# ~ watch.axhline(10 => watch.axhline(8
# %% w17-q6 typed: drawn from numbers typed in | That is the chart of the whole year and of no other days. Draw the columns of the table.

# %% w17-q7 exercise: text least=40 most=150 | Why did it work in the pilot?
# The insight: the sentence that the team needs says when, for whom and from when on anybody knows.
# states: how many were late in July :: SELECT 100.0 * AVG(f.arr_delay >= 15) FROM flights AS f JOIN weather AS w ON w.origin = f.origin AND w.month = f.month AND w.day = f.day AND w.hour = f.hour WHERE f.flight % 2 = 1 AND f.arr_delay IS NOT NULL AND w.temp IS NOT NULL AND f.month = 7 :: How many in a hundred were late in July? It stands in your table of exercise 1.
# states: how many of ExpressJet's were late in the pilot :: SELECT 100.0 * AVG(f.arr_delay >= 15) FROM flights AS f JOIN weather AS w ON w.origin = f.origin AND w.month = f.month AND w.day = f.day AND w.hour = f.hour WHERE f.flight % 2 = 1 AND f.arr_delay IS NOT NULL AND w.temp IS NOT NULL AND f.month <= 2 AND f.carrier = 'EV' :: How many in a hundred of ExpressJet's flights were late in the pilot? The text below exercise 3 says it.
# words: the alarm :: alarm, alert, monitor, monitoring, watch, ring, rings, rang :: Who will notice next time, and by what?
# tick: The first sentence says why it worked in the pilot, without the name of a person.
# tick: It says when the model was wrong, and by how much, with what it said beside what happened.
# tick: It says whom it failed in the pilot already.
# tick: It says what does not count as drift: a bad day, or a month that is merely different.
# tick: It names the alarm, and who does what when it rings.
# %% w17-q7 right: the answer of the solution
memo = """The pilot worked because it was two months of one winter, and the model had learnt from the same two months. It took warm and clear for punctual. In July it said 12 in a hundred, and 32 were late.
One airline it failed from the start: 40 in a hundred of ExpressJet's flights were late in the pilot, where it said 25. The overall number hid that. From now on an alarm watches late minus said over fourteen days, with a line at ten; a single bad day does not count, nor does an autumn in which fewer are late.
When it rings, the travel desk stops the warnings and the team asks what has changed."""
# %% w17-q7 right: short, with decimals
memo = """It was tried on the weather that it had learnt from. In July 32.2 % of the flights were late and it said 11.7 %; nobody was watching. For ExpressJet it was wrong in the pilot already, with 40.2 % late against 25.0 % said.
We now watch the gap of fourteen days, and Ana switches the warnings off when it is above ten points."""
# %% w17-q7 right: the harm first
memo = """Passengers of ExpressJet were told 25 in a hundred all winter; it was 40 in a hundred. Nobody saw it, because the number for everybody was right. Then came summer, which the model had never met: 32 late of every hundred in July, and it told them twelve.
There is an alert now, on the mean of two weeks. If it goes off, we go back to the old rule until somebody has looked."""
# %% w17-q7 wrong: without the summer | How many in a hundred were late in July? It stands in your table of exercise 1.
memo = """The pilot worked because it was two months of one winter, and the model had learnt from the same two months. One airline it failed from the start: 40 in a hundred of ExpressJet's flights were late in the pilot, where it said 25. The overall number hid that.
From now on an alarm watches late minus said over fourteen days."""
# %% w17-q7 wrong: without those whom it harmed | How many in a hundred of ExpressJet's flights were late in the pilot? The text below exercise 3 says it.
memo = """The pilot worked because it was two months of one winter, and the model had learnt from the same two months. It took warm and clear for punctual. In July it said 12 in a hundred, and 32 were late. From now on an alarm watches late minus said over fourteen days.
When it rings, the travel desk stops the warnings and the team asks what has changed."""
# %% w17-q7 wrong: too short | Your text has 12 words; at least 40 are asked for.
memo = "In July 32 were late, and 40 of ExpressJet's in the pilot."
# %% w17-q7 wrong: the question copied | Most of that is the text of the exercise. What would you say in your own words?
memo = """Write to the travel desk and the vendor: why did it work in the pilot, whom did it fail, and what happens from now on? Give how many in a hundred were late in July beside what the model said, and how many in a hundred of ExpressJet's flights were late in the pilot. Name what will ring next time. 32, 40, alarm."""
