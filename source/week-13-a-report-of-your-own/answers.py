# Week 13: right and wrong answers, on real flights. What a missing value means is decided in each exercise anew.

# %% w13-q1 exercise: table ordered=on_time decimals=1 | The table
# The insight: one question has three answers, and the word that one divides by decides which; the clock and the missing come before the average.
# %% w13-q1 right: a share of all that were scheduled
punctual = sql("""
SELECT a.name, COUNT(*) AS flights, COUNT(*) - COUNT(f.dep_time) AS cancelled,
       ROUND(100.0 * SUM(CASE WHEN f.arr_delay <= 15 THEN 1 ELSE 0 END) / COUNT(*), 1) AS on_time
FROM flights AS f JOIN airlines AS a ON a.carrier = f.carrier
WHERE f.dest = 'ORD' AND f.hour < 9 GROUP BY a.name ORDER BY on_time DESC""")
# %% w13-q1 right: an average of ones and zeros, by the scheduled time itself, not rounded
punctual = sql("""
SELECT airlines.name AS name, COUNT(flight) AS flights, SUM(dep_time IS NULL) AS cancelled,
       AVG(CASE WHEN arr_delay > 15 OR arr_delay IS NULL THEN 0.0 ELSE 100.0 END) AS on_time
FROM flights, airlines
WHERE airlines.carrier = flights.carrier AND dest = 'ORD' AND sched_dep_time < 900
GROUP BY flights.carrier ORDER BY 4 DESC""")
# %% w13-q1 right: the groups made in pandas
mornings = pd.read_sql("SELECT name, dep_time, arr_delay FROM flights JOIN airlines USING (carrier) WHERE dest = 'ORD' AND hour <= 8", engine())
mornings["on_time"] = 100 * (mornings["arr_delay"] <= 15)
groups = mornings.groupby("name")
punctual = pd.DataFrame({"flights": groups.size(), "cancelled": groups["dep_time"].apply(lambda times: times.isna().sum()), "on_time": groups["on_time"].mean().round(1)})
punctual = punctual.sort_values("on_time", ascending=False).reset_index()
# %% w13-q1 right: in pandas, the missing made a no
mornings = sql("SELECT * FROM flights WHERE dest = 'ORD' AND hour < 9").merge(sql("SELECT * FROM airlines"))
mornings["good"] = (mornings["arr_delay"] <= 15).fillna(False)
punctual = mornings.groupby("name", as_index=False).agg(flights=("good", "size"), left=("dep_time", "count"), on_time=("good", "mean"))
punctual["cancelled"] = punctual["flights"] - punctual["left"]
punctual["on_time"] = (100 * punctual["on_time"]).round(1)
punctual = punctual.drop(columns="left").sort_values("on_time", ascending=False)
# %% w13-q1 right: counted with a loop
counted = {}
for row in sql("SELECT name, dep_time IS NULL AS never, COALESCE(arr_delay, 999) AS late FROM flights LEFT JOIN airlines USING (carrier) WHERE dest = 'ORD' AND hour < 9").itertuples():
    one = counted.setdefault(row.name, [0, 0, 0])
    one[0] += 1
    one[1] += row.never
    one[2] += row.late <= 15
punctual = pd.DataFrame([(name, n, never, 100 * good / n) for name, (n, never, good) in counted.items()], columns=["name", "flights", "cancelled", "on_time"]).sort_values("on_time", ascending=False)
# %% w13-q1 right: with the moment, brought back to New York
moments = sql("SELECT carrier, dep_time, arr_delay, time_hour FROM flights WHERE dest = 'ORD'")
moments["here"] = pd.to_datetime(moments["time_hour"]).dt.tz_convert("America/New_York").dt.hour
early = moments[moments["here"] < 9].merge(sql("SELECT carrier, name FROM airlines"), on="carrier")
early["cancelled"] = early["dep_time"].isna()
early["on_time"] = early["arr_delay"].fillna(1000).le(15) * 100
punctual = early.groupby("name").agg(flights=("carrier", "size"), cancelled=("cancelled", "sum"), on_time=("on_time", "mean")).sort_values("on_time", ascending=False)
# %% w13-q1 wrong: of those that arrived | Those shares are higher than they are for somebody at the gate. Of how many flights are they a share, of all that were scheduled or of those that arrived?
# from: a share of all that were scheduled
# ~ / COUNT(*) => / COUNT(f.arr_delay)
# %% w13-q1 wrong: the missing dropped | No airline has cancelled a single flight here, and each has fewer flights than it scheduled. Which line has thrown them out?
# from: a share of all that were scheduled
# ~ GROUP => AND f.arr_delay IS NOT NULL GROUP
# %% w13-q1 wrong: cancelled as on time | In these shares a flight that never left has arrived to the minute. What did a NULL become?
# from: a share of all that were scheduled
# ~ f.arr_delay => COALESCE(f.arr_delay, 0)
# %% w13-q1 wrong: equal to NULL | All flights are there, and none is cancelled. Can anything be equal to NULL?
# from: a share of all that were scheduled
# ~ COUNT(*) - COUNT(f.dep_time) => SUM(CASE WHEN f.dep_time = NULL THEN 1 ELSE 0 END)
# %% w13-q1 wrong: diverted ones as cancelled | Some of the flights that you count as cancelled did leave New York. Which column is missing only where a flight never left?
# from: a share of all that were scheduled
# ~ dep_time => arr_delay
# %% w13-q1 wrong: by the other clock | Most of those flights leave in the evening. By whose clock is that hour before nine?
# from: a share of all that were scheduled
# ~ f.hour < 9 => substr(f.time_hour, 12, 2) < '09'
# %% w13-q1 wrong: all day | Those are flights of the whole day. When does yours have to leave?
# from: a share of all that were scheduled
# ~ AND f.hour < 9 GROUP => GROUP
# %% w13-q1 wrong: what did leave before nine | These are the flights that did leave before nine. What became of those that should have, and were late or never left?
# from: a share of all that were scheduled
# ~ hour < 9 => dep_time < 900
# %% w13-q1 wrong: up to ten | Flights at half past nine are among them. Which hours are *before* nine?
# from: a share of all that were scheduled
# ~ < 9 => <= 9
# %% w13-q1 wrong: late at departure | Those are the shares that *left* at most fifteen minutes late. Which column says how late they arrived?
# from: a share of all that were scheduled
# ~ arr_delay => dep_delay
# %% w13-q1 wrong: fewer than fifteen | A flight that arrives exactly fifteen minutes late is not in your shares. Is it *at most* fifteen minutes late?
# from: a share of all that were scheduled
# ~ <= 15 => < 15
# %% w13-q1 wrong: the large ones alone | No airline has ten thousand flights to one city before nine. Which line of the lesson's query throws out the small ones?
# from: a share of all that were scheduled
# ~ ORDER => HAVING COUNT(*) >= 10000 ORDER
# %% w13-q1 wrong: cut to whole numbers | Every share is a whole number, and cut, not rounded. What does a division give, where both numbers are whole?
# from: a share of all that were scheduled
# - ROUND(100.0 * SUM(CASE WHEN f.arr_delay <= 15 THEN 1 ELSE 0 END) / COUNT(*), 1) AS on_time
# + 100 * SUM(CASE WHEN f.arr_delay <= 15 THEN 1 ELSE 0 END) / COUNT(*) AS on_time
# %% w13-q1 typed: typed in | Those are the numbers of the whole year. Ask the data, so that they hold for other days as well.
# %% w13-q1 same: 900 became 899 | The hour has 60 minutes: nothing is scheduled between 8:59 and 9:00.
# %% w13-q1 same: 0.0 became -0.1 | A tenth of a percent of those that are late is less than the one decimal that is asked for.

# %% w13-q2 exercise: table ordered=month decimals=1 | How sure are you?
# The insight: a ranking needs its margin; the leader of the year was ahead in half of the months.
# %% w13-q2 right: two divisions
by_month = sql("""
SELECT month,
       ROUND(100.0 * SUM(CASE WHEN carrier = 'AA' AND arr_delay <= 15 THEN 1 ELSE 0 END) / SUM(CASE WHEN carrier = 'AA' THEN 1 ELSE 0 END), 1) AS american,
       ROUND(100.0 * SUM(CASE WHEN carrier = 'UA' AND arr_delay <= 15 THEN 1 ELSE 0 END) / SUM(CASE WHEN carrier = 'UA' THEN 1 ELSE 0 END), 1) AS united
FROM flights WHERE dest = 'ORD' AND hour < 9 GROUP BY month ORDER BY month""")
# %% w13-q2 right: two queries joined, each an average
by_month = sql("""
WITH each AS (SELECT month, carrier, 100.0 * AVG(CASE WHEN arr_delay <= 15 THEN 1 ELSE 0 END) AS share
              FROM flights WHERE dest = 'ORD' AND sched_dep_time < 900 GROUP BY month, carrier)
SELECT a.month AS month, a.share AS american, u.share AS united
FROM each AS a JOIN each AS u ON u.month = a.month AND u.carrier = 'UA'
WHERE a.carrier = 'AA' ORDER BY 1""")
# %% w13-q2 right: turned in pandas
mornings = pd.read_sql("SELECT month, carrier, arr_delay FROM flights WHERE dest = 'ORD' AND hour < 9 AND carrier IN ('AA', 'UA')", engine())
mornings["share"] = 100 * (mornings["arr_delay"] <= 15)
by_month = mornings.pivot_table(index="month", columns="carrier", values="share").rename(columns={"AA": "american", "UA": "united"}).reset_index()
# %% w13-q2 right: turned in pandas, the missing made a no
mornings = sql("SELECT month, carrier, arr_delay FROM flights WHERE dest = 'ORD' AND hour < 9 AND carrier IN ('AA', 'UA')")
mornings["share"] = 100.0 * (mornings["arr_delay"] <= 15).fillna(False)
by_month = mornings.pivot_table(index="month", columns="carrier", values="share").rename(columns={"AA": "american", "UA": "united"}).reset_index()
# %% w13-q2 right: a comprehension over the months
rows = sql("SELECT month, carrier, COALESCE(arr_delay, 999) AS late FROM flights WHERE dest = 'ORD' AND hour < 9")
def share(month, carrier):
    late = rows.loc[(rows["month"] == month) & (rows["carrier"] == carrier), "late"]
    return round(100 * sum(one <= 15 for one in late) / len(late), 1)
by_month = pd.DataFrame([{"month": month, "american": share(month, "AA"), "united": share(month, "UA")} for month in range(1, 13)])
# %% w13-q2 wrong: of those that arrived | Those shares are of the flights that arrived. What became of the others of that month?
by_month = sql("""
SELECT month,
       ROUND(100.0 * SUM(CASE WHEN carrier = 'AA' AND arr_delay <= 15 THEN 1 ELSE 0 END) / COUNT(CASE WHEN carrier = 'AA' THEN arr_delay END), 1) AS american,
       ROUND(100.0 * SUM(CASE WHEN carrier = 'UA' AND arr_delay <= 15 THEN 1 ELSE 0 END) / COUNT(CASE WHEN carrier = 'UA' THEN arr_delay END), 1) AS united
FROM flights WHERE dest = 'ORD' AND hour < 9 GROUP BY month ORDER BY month""")
# %% w13-q2 wrong: a share of everybody's flights | No share is above one half. By whose flights have you divided?
by_month = sql("""
SELECT month,
       ROUND(100.0 * SUM(CASE WHEN carrier = 'AA' AND arr_delay <= 15 THEN 1 ELSE 0 END) / COUNT(*), 1) AS american,
       ROUND(100.0 * SUM(CASE WHEN carrier = 'UA' AND arr_delay <= 15 THEN 1 ELSE 0 END) / COUNT(*), 1) AS united
FROM flights WHERE dest = 'ORD' AND hour < 9 GROUP BY month ORDER BY month""")
# %% w13-q2 wrong: cancelled as on time | February looks better than it was. What has become of the flights that the snow kept on the ground?
by_month = sql("""
SELECT month,
       ROUND(100.0 * SUM(CASE WHEN carrier = 'AA' AND COALESCE(arr_delay, 0) <= 15 THEN 1 ELSE 0 END) / SUM(CASE WHEN carrier = 'AA' THEN 1 ELSE 0 END), 1) AS american,
       ROUND(100.0 * SUM(CASE WHEN carrier = 'UA' AND COALESCE(arr_delay, 0) <= 15 THEN 1 ELSE 0 END) / SUM(CASE WHEN carrier = 'UA' THEN 1 ELSE 0 END), 1) AS united
FROM flights WHERE dest = 'ORD' AND hour < 9 GROUP BY month ORDER BY month""")
# %% w13-q2 wrong: all day | Those are flights of the whole day. Does it have to be before nine here, too?
# from: two divisions
# ~ AND hour < 9 GROUP => GROUP
# %% w13-q2 wrong: to every city | Those flights go everywhere. Where is your meeting?
# from: two divisions
# ~ dest = 'ORD' AND hour => hour
# %% w13-q2 wrong: by the other clock | Most of those flights leave in the evening. By whose clock is that hour before nine?
# from: two divisions
# ~ hour < 9 => substr(time_hour, 12, 2) < '09'
# %% w13-q2 wrong: the names the wrong way round | Compare a month with exercise 1's airlines: whose numbers stand under which name?
by_month = sql("""
SELECT month,
       ROUND(100.0 * SUM(CASE WHEN carrier = 'UA' AND arr_delay <= 15 THEN 1 ELSE 0 END) / SUM(CASE WHEN carrier = 'UA' THEN 1 ELSE 0 END), 1) AS american,
       ROUND(100.0 * SUM(CASE WHEN carrier = 'AA' AND arr_delay <= 15 THEN 1 ELSE 0 END) / SUM(CASE WHEN carrier = 'AA' THEN 1 ELSE 0 END), 1) AS united
FROM flights WHERE dest = 'ORD' AND hour < 9 GROUP BY month ORDER BY month""")
# %% w13-q2 wrong: minutes in place of a share | Those are minutes. How many flights in a hundred were on time?
by_month = sql("""
SELECT month, ROUND(AVG(CASE WHEN carrier = 'AA' THEN arr_delay END), 1) AS american, ROUND(AVG(CASE WHEN carrier = 'UA' THEN arr_delay END), 1) AS united
FROM flights WHERE dest = 'ORD' AND hour < 9 GROUP BY month ORDER BY month""")
# %% w13-q2 typed: typed in | Those are the shares of the whole year's days. Ask the data, so that they hold for other days as well.
# %% w13-q2 exact: two queries joined, each an average | Some months have sixteen flights of an airline, and so a half in their second decimal.
# %% w13-q2 same: 900 became 899 | The hour has 60 minutes: nothing is scheduled between 8:59 and 9:00.

# %% w13-q3 exercise: chart kinds=line,bar,scatter decimals=1 on_axis | Or is it the hour?
# The insight: what nobody had asked for matters more than what was asked; from the first flights to the last, three in ten more are late.
# units: %
# units: percent
# units: per cent
# units: in a hundred
# units: of a hundred
# units: per hundred
# units: of 100
# units: in 100
# units: per 100
# units: out of 100
# %% w13-q3 right: a line
by_hour = sql("SELECT hour, 100.0 * SUM(CASE WHEN arr_delay <= 15 THEN 1 ELSE 0 END) / COUNT(*) AS on_time FROM flights WHERE dest = 'ORD' GROUP BY hour HAVING COUNT(*) >= 50 ORDER BY hour")
fig, clock = plt.subplots(figsize=(6, 2.5))
clock.plot(by_hour["hour"], by_hour["on_time"], color="black")
clock.set_xlabel("scheduled hour of departure, New York time")
clock.set_ylabel("on time, % of all scheduled")
clock.set_title("The later you fly to Chicago, the later you are")
plt.show()
# %% w13-q3 right: bars from zero
by_hour = sql("SELECT hour, COUNT(*) AS n, AVG(CASE WHEN arr_delay <= 15 THEN 100.0 ELSE 0 END) AS share FROM flights WHERE dest = 'ORD' GROUP BY 1 ORDER BY 1")
by_hour = by_hour[by_hour["n"] >= 50]
fig, clock = plt.subplots()
clock.bar(by_hour["hour"], by_hour["share"], color="grey")
clock.set(xlabel="hour", ylabel="on time, per 100 scheduled flights", title="Fly early: every hour costs two in a hundred")
# %% w13-q3 right: with pandas, from its own groups
to_ord = pd.read_sql("SELECT hour, arr_delay FROM flights WHERE dest = 'ORD'", engine())
to_ord["percent"] = 100 * (to_ord["arr_delay"] <= 15)
groups = to_ord.groupby("hour")["percent"]
shares = groups.mean()[groups.size() >= 50]
clock = shares.plot(figsize=(6, 2.5), title="Morning flights to Chicago are late less often", ylabel="on time (percent)")
# %% w13-q3 right: pyplot alone, and lists
hours, shares = [], []
for row in sql("SELECT hour, COUNT(*) AS n, SUM(arr_delay <= 15) AS good FROM flights WHERE dest = 'ORD' GROUP BY hour ORDER BY hour").itertuples():
    if row.n >= 50:
        hours.append(row.hour)
        shares.append(round(100 * row.good / row.n, 1))
plt.figure(figsize=(6, 2.5))
plt.plot(hours, shares, marker="o")
plt.ylabel("flights on time, % of scheduled")
plt.title("After three in the afternoon, a third is late")
clock = plt.gca()
# %% w13-q3 right: points alone
by_hour = sql("SELECT hour, 100.0 * SUM(CASE WHEN arr_delay <= 15 THEN 1 ELSE 0 END) / COUNT(*) AS on_time FROM flights WHERE dest = 'ORD' GROUP BY hour HAVING COUNT(*) >= 50")
fig, clock = plt.subplots()
clock.scatter(by_hour["hour"], by_hour["on_time"])
clock.set(xlabel="hour", ylabel="% on time", title="Every hour later costs two in a hundred")
# %% w13-q3 wrong: by the other clock | Your first flights leave before the airport wakes up. By whose clock is that hour?
by_hour = sql("SELECT CAST(substr(time_hour, 12, 2) AS INTEGER) AS hour, 100.0 * SUM(CASE WHEN arr_delay <= 15 THEN 1 ELSE 0 END) / COUNT(*) AS on_time FROM flights WHERE dest = 'ORD' GROUP BY 1 HAVING COUNT(*) >= 50 ORDER BY 1")
fig, clock = plt.subplots()
clock.plot(by_hour["hour"], by_hour["on_time"])
clock.set(ylabel="on time, %", title="The later you fly to Chicago, the later you are")
# %% w13-q3 wrong: of those that arrived | The evening looks better than it is. Which flights are not in these shares?
by_hour = sql("SELECT hour, 100.0 * SUM(CASE WHEN arr_delay <= 15 THEN 1 ELSE 0 END) / COUNT(arr_delay) AS on_time FROM flights WHERE dest = 'ORD' GROUP BY hour HAVING COUNT(*) >= 50 ORDER BY hour")
fig, clock = plt.subplots()
clock.plot(by_hour["hour"], by_hour["on_time"])
clock.set(ylabel="on time, %", title="The later you fly to Chicago, the later you are")
# %% w13-q3 wrong: cancelled as on time | In the evening more flights are cancelled, and your line hardly knows it. What did a missing delay become?
by_hour = sql("SELECT hour, 100.0 * SUM(CASE WHEN COALESCE(arr_delay, 0) <= 15 THEN 1 ELSE 0 END) / COUNT(*) AS on_time FROM flights WHERE dest = 'ORD' GROUP BY hour HAVING COUNT(*) >= 50 ORDER BY hour")
fig, clock = plt.subplots()
clock.plot(by_hour["hour"], by_hour["on_time"])
clock.set(ylabel="on time, %", title="The later you fly to Chicago, the later you are")
# %% w13-q3 wrong: hours with a handful of flights | The line has an hour in which hardly anything flies. What is a share of two flights worth?
by_hour = sql("SELECT hour, 100.0 * SUM(CASE WHEN arr_delay <= 15 THEN 1 ELSE 0 END) / COUNT(*) AS on_time FROM flights WHERE dest = 'ORD' GROUP BY hour ORDER BY hour")
fig, clock = plt.subplots()
clock.plot(by_hour["hour"], by_hour["on_time"])
clock.set(ylabel="on time, %", title="The later you fly to Chicago, the later you are")
# %% w13-q3 wrong: to every city | Those are the flights to everywhere. Where is your meeting?
# from: hours with a handful of flights
# ~ WHERE dest = 'ORD' GROUP BY hour => GROUP BY hour HAVING COUNT(*) >= 50
# %% w13-q3 wrong: by the hour in which it left | A flight that waited two hours stands two hours later here, and one that never left stands nowhere. Which hour did you book?
by_hour = sql("SELECT dep_time / 100 AS hour, 100.0 * SUM(CASE WHEN arr_delay <= 15 THEN 1 ELSE 0 END) / COUNT(*) AS on_time FROM flights WHERE dest = 'ORD' AND dep_time IS NOT NULL GROUP BY 1 HAVING COUNT(*) >= 50 ORDER BY 1")
fig, clock = plt.subplots()
clock.plot(by_hour["hour"], by_hour["on_time"])
clock.set(ylabel="on time, %", title="The later you fly to Chicago, the later you are")
# %% w13-q3 wrong: minutes in place of a share | Those are average minutes, and cancelled flights have none. How many in a hundred were on time?
# from: of those that arrived
# ~ 100.0 * SUM(CASE WHEN arr_delay <= 15 THEN 1 ELSE 0 END) / COUNT => AVG
# %% w13-q3 wrong: no unit | The height has no unit. 80 what?
by_hour = sql("SELECT hour, 100.0 * SUM(CASE WHEN arr_delay <= 15 THEN 1 ELSE 0 END) / COUNT(*) AS on_time FROM flights WHERE dest = 'ORD' GROUP BY hour HAVING COUNT(*) >= 50 ORDER BY hour")
fig, clock = plt.subplots()
clock.plot(by_hour["hour"], by_hour["on_time"])
clock.set(xlabel="hour", title="The later you fly to Chicago, the later you are")
# %% w13-q3 wrong: joined in the order of punctuality | The values are right, and your line runs to and fro between them. In which order do its rows come?
by_hour = sql("SELECT hour, 100.0 * SUM(CASE WHEN arr_delay <= 15 THEN 1 ELSE 0 END) / COUNT(*) AS on_time FROM flights WHERE dest = 'ORD' GROUP BY hour HAVING COUNT(*) >= 50 ORDER BY on_time DESC")
fig, clock = plt.subplots()
clock.plot(by_hour["hour"], by_hour["on_time"])
clock.set(xlabel="hour", ylabel="on time, %", title="The later you fly to Chicago, the later you are")
# %% w13-q3 typed: typed in | That is the chart of the whole year and of no other days. Draw the columns of the table.
# %% w13-q3 same: `>=` became `>` | No hour of 2013 has 49 to 51 flights to Chicago, in whichever half of its days.
# %% w13-q3 same: 50 became 49 | No hour of 2013 has 49 to 51 flights to Chicago, in whichever half of its days.
# %% w13-q3 same: 50 became 51 | No hour of 2013 has 49 to 51 flights to Chicago, in whichever half of its days.

# %% w13-q4 exercise: tests module=went seconds=20 | First the tests
# The insight: what a missing value means is decided where the tests are written, before there is any code to defend.
# %% w13-q4 correct: A
def how_it_went(dep_time, arr_delay):
    if dep_time is None or dep_time != dep_time:
        return "cancelled"
    if arr_delay is None or arr_delay != arr_delay:
        return "elsewhere"
    return "late" if arr_delay > 15 else "on time"
# %% w13-q4 correct: B
import math
def missing(value):
    return value is None or math.isnan(value)
def how_it_went(dep_time, arr_delay):
    went = "on time"
    if not missing(arr_delay) and not arr_delay <= 15:
        went = "late"
    if missing(arr_delay):
        went = "elsewhere"
    if missing(dep_time):
        went = "cancelled"
    return went
# %% w13-q4 faulty: C | On which side of the edge does the last punctual minute stand?
# from: A
# ~ (dep_time, arr_delay): => (dep_time, arr_delay):  # fifteen minutes are late
# ~ > 15 => >= 15
# %% w13-q4 faulty: D | What is the first delay that is too long?
# from: A
# ~ (dep_time, arr_delay): => (dep_time, arr_delay):  # sixteen are on time
# ~ > 15 => > 16
# %% w13-q4 faulty: E | What of a flight that arrives to the minute?
def how_it_went(dep_time, arr_delay):  # zero is taken for missing
    if not dep_time or dep_time != dep_time:
        return "cancelled"
    if not arr_delay or arr_delay != arr_delay:
        return "elsewhere"
    return "late" if arr_delay > 15 else "on time"
# %% w13-q4 faulty: F | What of a flight that comes early?
# from: A
# ~ (dep_time, arr_delay): => (dep_time, arr_delay):  # half an hour early is late
# ~ arr_delay > => abs(arr_delay) >
# %% w13-q4 faulty: G | What of a flight that never left?
def how_it_went(dep_time, arr_delay):  # what never left was on time
    if arr_delay is None or arr_delay != arr_delay:
        return "on time" if dep_time is None or dep_time != dep_time else "elsewhere"
    return "late" if arr_delay > 15 else "on time"
# %% w13-q4 faulty: H | What of a flight that left, and did not arrive where it should?
def how_it_went(dep_time, arr_delay):  # what came down elsewhere was cancelled
    if arr_delay is None or arr_delay != arr_delay:
        return "cancelled"
    return "late" if arr_delay > 15 else "on time"
# %% w13-q4 faulty: I | In how many ways can a missing departure be spelt?
# from: A
# ~ (dep_time, arr_delay): => (dep_time, arr_delay):  # a departure of nan is taken for one
# ~ None or dep_time != dep_time => None
# %% w13-q4 faulty: J | In how many ways can a missing delay be spelt?
def how_it_went(dep_time, arr_delay):  # a delay of nan is late
    if dep_time is None or dep_time != dep_time:
        return "cancelled"
    if arr_delay is None:
        return "elsewhere"
    return "on time" if arr_delay <= 15 else "late"
# %% w13-q4 faulty: K | In how many ways can a missing departure be spelt, and which of them did you try?
# from: A
# ~ (dep_time, arr_delay): => (dep_time, arr_delay):  # a departure of None is taken for one
# ~ dep_time is None or dep_time != => dep_time !=
# %% w13-q4 faulty: L | In how many ways can a missing delay be spelt, and which of them did you try?
def how_it_went(dep_time, arr_delay):  # a delay of None is on time
    if dep_time is None or dep_time != dep_time:
        return "cancelled"
    if arr_delay != arr_delay:
        return "elsewhere"
    return "late" if arr_delay is not None and arr_delay > 15 else "on time"
# %% w13-q4 right: a test for each edge
%%tests went_tests
from went import how_it_went
nan = float("nan")
def test_it_never_left():
    assert how_it_went(None, None) == "cancelled"
    assert how_it_went(nan, nan) == "cancelled"
def test_elsewhere():
    assert how_it_went(559, None) == "elsewhere"
    assert how_it_went(559, nan) == "elsewhere"
def test_fifteen():
    assert how_it_went(559, 15) == "on time"
def test_sixteen():
    assert how_it_went(559, 16) == "late"
def test_to_the_minute():
    assert how_it_went(559, 0) == "on time"
def test_early():
    assert how_it_went(559, -30) == "on time"
# %% w13-q4 right: cases
%%tests went_tests
import math
import pytest
import went
@pytest.mark.parametrize(("left", "delay", "word"), [
    (None, None, "cancelled"), (math.nan, math.nan, "cancelled"), (600, None, "elsewhere"), (600, math.nan, "elsewhere"),
    (600, 15, "on time"), (600, 16, "late"), (600, 0, "on time"), (600, -20, "on time"), (2359, 300, "late")])
def test_word(left, delay, word):
    assert went.how_it_went(left, delay) == word
# %% w13-q4 right: one test with a loop over a table of promises
%%tests went_tests
from went import *
def test_the_whole_promise():
    nothing = (None, float("nan"))
    for delay in range(-60, 200):
        assert how_it_went(830, delay) == ("on time" if delay < 16 else "late"), delay
    for missing in nothing:
        assert how_it_went(830, missing) == "elsewhere"
        assert how_it_went(missing, missing) == "cancelled"
# %% w13-q4 right: in a class, with numpy's nan
%%tests went_tests
import unittest
import numpy as np
from went import how_it_went as word
class Went(unittest.TestCase):
    def test_late_or_not(self):
        self.assertEqual([word(1, d) for d in (-16, 0, 15, 15.5, 16)], ["on time", "on time", "on time", "late", "late"])
    def test_missing(self):
        self.assertEqual({word(None, None), word(np.nan, None), word(np.nan, np.nan)}, {"cancelled"})
        self.assertEqual({word(5, None), word(5, np.nan)}, {"elsewhere"})
# %% w13-q4 wrong: one of each | Each word is tried once, in the middle. Where does one word change into the next?
%%tests went_tests
from went import how_it_went
def test_words():
    assert how_it_went(None, None) == "cancelled"
    assert how_it_went(559, None) == "elsewhere"
    assert how_it_went(559, 60) == "late"
    assert how_it_went(559, 5) == "on time"
# %% w13-q4 wrong: one spelling of nothing | The delays are all tried. In how many ways can missing be spelt, and which of them does pandas use?
%%tests went_tests
from went import how_it_went
def test_missing():
    assert how_it_went(None, None) == "cancelled"
    assert how_it_went(559, None) == "elsewhere"
def test_delays():
    assert [how_it_went(559, d) for d in (-30, 0, 15, 16)] == ["on time", "on time", "on time", "late"]
# %% w13-q4 wrong: nobody is punctual | Missing is well tested, and so is the edge. What of flights that are early, or to the minute?
%%tests went_tests
from went import how_it_went
nan = float("nan")
def test_missing():
    assert how_it_went(None, None) == how_it_went(nan, nan) == "cancelled"
    assert how_it_went(559, None) == how_it_went(559, nan) == "elsewhere"
def test_edge():
    assert how_it_went(559, 15) == "on time"
    assert how_it_went(559, 16) == "late"
# %% w13-q4 wrong: cannot fail | Both sides of these claims ask the function. When could they differ?
%%tests went_tests
from went import how_it_went
def test_same():
    assert how_it_went(559, 15) == how_it_went(559, 15)
    assert how_it_went(None, None) == how_it_went(None, None)
# %% w13-q4 wrong: asks for more | A right version fails one of these. Which word did anybody promise for exactly fifteen minutes?
# from: nobody is punctual
# - assert how_it_went(559, 15) == "on time"
# - assert how_it_went(559, 16) == "late"
# + assert [how_it_went(559, d) for d in (-30, 0, 14, 15)] == ["on time", "on time", "on time", "late"]

# %% w13-q5 exercise: program file=report.py chart=bar | One command
# The insight: a report that one command writes again can be checked by anybody, and it says so when there is nothing to say.
# units: %
# units: percent
# units: per cent
# units: in a hundred
# units: of a hundred
# units: per hundred
# units: of 100
# units: in 100
# units: per 100
# units: out of 100
# %% w13-q5 situation: Chicago before nine | Run it with "ORD", 9. Does its table say what exercise 1 says, and is the chart in the page?
seconds = 30
arguments = ["ORD", "9"]
# %% w13-q5 situation: Los Angeles before seven | Run it with "LAX", 7. Is every word that comes in as an argument used?
seconds = 30
arguments = ["LAX", "7"]
only = True
held_out = {"name": "San Francisco before seven", "arguments": ["SFO", "7"]}
# %% w13-q5 situation: a city without a flight | Run it with "ZZZ", 9. What hears of it, and what lies in the folder?
seconds = 30
arguments = ["ZZZ", "9"]
says = ["no flight", "no flights"]
held_out = {"message": "Run it with \"QQQ\", 8. What hears of it, and what lies in the folder?", "arguments": ["QQQ", "8"]}
# %% w13-q5 right: with pandas' question
%%script report
import base64
import html
import io
import os
import sqlite3
import sys
from pathlib import Path
import matplotlib.pyplot as plt
import pandas as pd

dest = sys.argv[1]
before = int(sys.argv[2])

def how_it_went(dep_time, arr_delay):
    if pd.isna(dep_time):
        return "cancelled"
    if pd.isna(arr_delay):
        return "elsewhere"
    if arr_delay > 15:
        return "late"
    return "on time"

def picture(fig):
    sheet = io.BytesIO()
    fig.savefig(sheet, format="png", bbox_inches="tight")
    letters = base64.b64encode(sheet.getvalue()).decode()
    words = html.escape(fig.axes[0].get_title())
    return f'<p><img alt="{words}" src="data:image/png;base64,{letters}"></p>'

warehouse = sqlite3.connect(os.environ["FIRSTQUERY_WAREHOUSE"])
question = """
SELECT airlines.name, flights.dep_time, flights.arr_delay
FROM flights
JOIN airlines ON airlines.carrier = flights.carrier
WHERE flights.dest = :dest AND flights.hour < :before
"""
flights = pd.read_sql(question, warehouse, params={"dest": dest, "before": before})
if len(flights) == 0:
    sys.exit(f"There are no flights to {dest} before {before} o'clock: no page.")

went = [how_it_went(left, delay) for left, delay in zip(flights["dep_time"], flights["arr_delay"])]
flights["cancelled"] = [word == "cancelled" for word in went]
flights["on_time"] = [100.0 * (word == "on time") for word in went]
table = flights.groupby("name", as_index=False).agg(
    flights=("name", "size"), cancelled=("cancelled", "sum"), on_time=("on_time", "mean"))
table = table.sort_values("on_time").round(1)

fig, ax = plt.subplots(figsize=(6, 2.5))
ax.barh(table["name"], table["on_time"], color="grey")
ax.set_xlabel("on time, % of all scheduled flights")
ax.set_title(f"{table['name'].iloc[-1]} leads; look how far")

page = f"<h1>To {dest}, before {before} o'clock</h1>"
page = page + "<p>Flights scheduled from New York in 2013. A cancelled or diverted one is not on time.</p>"
page = page + table.to_html(index=False) + picture(fig)
(Path(__file__).parent / f"report-{dest}.html").write_text(page, encoding="utf-8")
# %% w13-q5 right: with the nan that is not itself, and assert
# from: with pandas' question
# - import html

# - if pd.isna(dep_time):
# -     return "cancelled"
# - if pd.isna(arr_delay):
# -     return "elsewhere"
# - if arr_delay > 15:
# -     return "late"
# - return "on time"
# + if dep_time != dep_time or dep_time is None:
# +     return "cancelled"
# + if arr_delay != arr_delay or arr_delay is None:
# +     return "elsewhere"
# + return "on time" if arr_delay <= 15 else "late"
# - words = html.escape(fig.axes[0].get_title())
# - return f'<p><img alt="{words}" src="data:image/png;base64,{letters}"></p>'
# + return f'<p><img alt="Flights on time by airline" src="data:image/png;base64,{letters}"></p>'
# - if len(flights) == 0:
# -     sys.exit(f"There are no flights to {dest} before {before} o'clock: no page.")
# + assert len(flights) > 0, "No flights: nothing is written."
# - page = page + table.to_html(index=False) + picture(fig)
# + page += picture(fig)
# + page += table.sort_values("name").to_html(index=False)
# %% w13-q5 right: all of it in SQL, without pandas
%%script report
import base64, io, os, sqlite3, sys
import matplotlib.pyplot as plt
city, hour = sys.argv[1:3]
there = sqlite3.connect(f"file:{os.environ['FIRSTQUERY_WAREHOUSE']}?mode=ro", uri=True)
rows = there.execute("""
SELECT a.name, COUNT(*), COUNT(*) - COUNT(f.dep_time),
       ROUND(100.0 * SUM(CASE WHEN f.arr_delay <= 15 THEN 1 ELSE 0 END) / COUNT(*), 1) AS on_time
FROM flights AS f JOIN airlines AS a ON a.carrier = f.carrier
WHERE f.dest = ? AND f.hour < ? GROUP BY a.name ORDER BY on_time DESC""", (city, int(hour))).fetchall()
if not rows:
    raise SystemExit("no flights")
plt.bar([row[0] for row in rows], [row[3] for row in rows])
plt.ylabel("on time, %")
plt.title(f"{rows[0][0]} first")
sheet = io.BytesIO()
plt.savefig(sheet, format="png")
cells = "".join("<tr>" + "".join(f"<td>{value}</td>" for value in row) + "</tr>" for row in rows)
page = f"<table><tr><th>name</th><th>flights</th><th>cancelled</th><th>on_time</th></tr>{cells}</table>"
page += f"<img alt='on time' src='data:image/png;base64,{base64.b64encode(sheet.getvalue()).decode()}'>"
open(f"report-{city}.html", "w").write(page)
# %% w13-q5 right: the function inside a function, and an engine
%%script report
import base64, io, os, sys
from pathlib import Path
import matplotlib
matplotlib.use("agg")
import matplotlib.pyplot as plt
import pandas as pd
from sqlalchemy import create_engine, text

def how_it_went(dep_time, arr_delay):
    match (pd.isna(dep_time), pd.isna(arr_delay)):
        case (True, _):
            return "cancelled"
        case (_, True):
            return "elsewhere"
    return ("on time", "late")[bool(arr_delay > 15)]

def main(dest, before):
    engine = create_engine("sqlite:///" + os.environ["FIRSTQUERY_WAREHOUSE"])
    asked = text("SELECT carrier, dep_time, arr_delay FROM flights WHERE dest = :dest AND hour < :before")
    flights = pd.read_sql(asked, engine, params={"dest": dest, "before": int(before)})
    if flights.empty:
        raise ValueError(f"no flights to {dest}")
    names = pd.read_sql("SELECT * FROM airlines", engine).set_index("carrier")["name"]
    flights["went"] = flights.apply(lambda row: how_it_went(row["dep_time"], row["arr_delay"]), axis=1)
    counted = pd.crosstab(flights["carrier"].map(names), flights["went"]).reindex(columns=["cancelled", "elsewhere", "late", "on time"], fill_value=0)
    scheduled = counted.sum(axis=1)
    table = pd.DataFrame({"flights": scheduled, "cancelled": counted["cancelled"], "on_time": (100 * counted["on time"] / scheduled).round(1)})
    fig, ax = plt.subplots()
    ax.barh(table.index, table["on_time"])
    ax.set(xlabel="%", title=f"On time to {dest}")
    sheet = io.BytesIO()
    fig.savefig(sheet, format="png")
    letters = base64.b64encode(sheet.getvalue()).decode()
    Path(f"report-{dest}.html").write_text(f'<img alt="" src="data:image/png;base64,{letters}">' + table.reset_index().to_html(index=False))

main(*sys.argv[1:])
# %% w13-q5 wrong: the missing dropped | Airlines have fewer flights than in exercise 1, and none is cancelled. Which line throws rows out?
# from: with pandas' question
# - import html

# - words = html.escape(fig.axes[0].get_title())
# - return f'<p><img alt="{words}" src="data:image/png;base64,{letters}"></p>'
# + return f'<p><img alt="Flights on time by airline" src="data:image/png;base64,{letters}"></p>'
# @ flights = pd.read_sql(question, warehouse, params={"dest": dest, "before": before})
# + flights = flights.dropna()
# %% w13-q5 wrong: what never left was on time | The shares are higher than in exercise 1, and no flight is cancelled. What does your function say of a flight without a delay?
# from: the missing dropped
# - if pd.isna(dep_time):
# -     return "cancelled"
# - if pd.isna(arr_delay):
# -     return "elsewhere"

# - flights = flights.dropna()
# %% w13-q5 wrong: nothing is cancelled | The shares are right, and no flight is cancelled. A cancelled flight has no delay at arrival either: which question gets to it first?
%%script report
import base64
import io
import os
import sqlite3
import sys
from pathlib import Path
import matplotlib.pyplot as plt
import pandas as pd

dest = sys.argv[1]
before = int(sys.argv[2])

def how_it_went(dep_time, arr_delay):
    if pd.isna(arr_delay):
        return "elsewhere"
    if pd.isna(dep_time):
        return "cancelled"
    if arr_delay > 15:
        return "late"
    return "on time"

def picture(fig):
    sheet = io.BytesIO()
    fig.savefig(sheet, format="png", bbox_inches="tight")
    letters = base64.b64encode(sheet.getvalue()).decode()
    return f'<p><img alt="Flights on time by airline" src="data:image/png;base64,{letters}"></p>'

warehouse = sqlite3.connect(os.environ["FIRSTQUERY_WAREHOUSE"])
question = """
SELECT airlines.name, flights.dep_time, flights.arr_delay
FROM flights
JOIN airlines ON airlines.carrier = flights.carrier
WHERE flights.dest = :dest AND flights.hour < :before
"""
flights = pd.read_sql(question, warehouse, params={"dest": dest, "before": before})
if len(flights) == 0:
    sys.exit(f"There are no flights to {dest} before {before} o'clock: no page.")

went = [how_it_went(left, delay) for left, delay in zip(flights["dep_time"], flights["arr_delay"])]
flights["cancelled"] = [word == "cancelled" for word in went]
flights["on_time"] = [100.0 * (word == "on time") for word in went]
table = flights.groupby("name", as_index=False).agg(
    flights=("name", "size"), cancelled=("cancelled", "sum"), on_time=("on_time", "mean"))
table = table.sort_values("on_time").round(1)

fig, ax = plt.subplots(figsize=(6, 2.5))
ax.barh(table["name"], table["on_time"], color="grey")
ax.set_xlabel("on time, % of all scheduled flights")
ax.set_title(f"{table['name'].iloc[-1]} leads; look how far")

page = f"<h1>To {dest}, before {before} o'clock</h1>"
page = page + "<p>Flights scheduled from New York in 2013. A cancelled or diverted one is not on time.</p>"
page = page + table.to_html(index=False) + picture(fig)
(Path(__file__).parent / f"report-{dest}.html").write_text(page, encoding="utf-8")
# %% w13-q5 wrong: diverted ones as cancelled | The shares are right, and too many flights are cancelled. What becomes of one that left and came down elsewhere?
# from: nothing is cancelled
# -     return "elsewhere"
# - if pd.isna(dep_time):
# %% w13-q5 wrong: a page about nothing | Without a flight it writes a page all the same. Who would read it, and what would they believe?
# from: the missing dropped
# - flights = flights.dropna()
# - if len(flights) == 0:
# -     sys.exit(f"There are no flights to {dest} before {before} o'clock: no page.")
# ~ f"{table['name'].iloc[-1]} leads; look how far" => "On time by airline"
# %% w13-q5 wrong: quiet | Without a flight it prints a sentence and ends as if all were well. Who reads what a script prints at night?
# from: the missing dropped
# - flights = flights.dropna()

# - sys.exit(f"There are no flights to {dest} before {before} o'clock: no page.")
# + print("There are no flights.")
# + sys.exit()
# %% w13-q5 wrong: always Chicago | Whatever city is asked for, the page is about Chicago. Where does the first argument go?
# from: the missing dropped
# ~ sys.argv[1] => "ORD"
# - flights = flights.dropna()
# %% w13-q5 wrong: no chart | The table is there. Where is the chart, for a reader who has the page and not your notebook?
# from: the missing dropped
# - flights = flights.dropna()
# ~ to_html(index=False) + picture(fig) => to_html(index=False)
# %% w13-q5 wrong: an empty frame | A chart is in the page, and nothing is drawn in it. Which line draws the bars, before the picture is made?
# from: the missing dropped
# - flights = flights.dropna()

# - ax.barh(table["name"], table["on_time"], color="grey")
# %% w13-q5 wrong: no unit | The bars have no unit. Eighty what?
# from: the missing dropped
# - flights = flights.dropna()

# - ax.set_xlabel("on time, % of all scheduled flights")
# %% w13-q5 wrong: no title | The bars are there, and their unit. Which sentence would the board remember?
# from: the missing dropped
# - flights = flights.dropna()

# - ax.set_title(f"{table['name'].iloc[-1]} leads; look how far")
# %% w13-q5 wrong: bars of flights | Table and unit speak of punctuality. What do your bars count?
# from: the missing dropped
# - flights = flights.dropna()
# ~ table["on_time"] => table["flights"]
# %% w13-q5 wrong: cut off at seventy | Your bars begin at seventy. What do their lengths say of Envoy and American? (Week 6.)
# from: the missing dropped
# - flights = flights.dropna()
# @ ax.set_title(f"{table['name'].iloc[-1]} leads; look how far")
# + ax.set_xlim(70, 100)
# %% w13-q5 wrong: no end | For a city without a flight it prints its sentence, and stumbles on into an error. Which line ends a program?
# from: the missing dropped
# - flights = flights.dropna()
# ~ sys.exit => print
# %% w13-q5 wrong: no table | The chart is in the page. Where is the table, for a reader who wants the numbers?
# from: the missing dropped
# - flights = flights.dropna()
# ~ table.to_html(index=False) + picture => picture
# %% w13-q5 wrong: fifteen is late | The flights are right, and the shares are lower than in exercise 1. What does your function say of exactly fifteen minutes?
# from: the missing dropped
# ~ > 15 => >= 15
# - flights = flights.dropna()
# %% w13-q5 typed: numbers typed in | That page has the numbers of the whole year in it. What would it say tomorrow?
known = {
    'ORD': [('American Airlines Inc.', 1536, 31, 89.1), ('United Air Lines Inc.', 1561, 33, 88.9), ('JetBlue Airways', 364, 4, 80.2), ('Endeavor Air Inc.', 347, 8, 76.7), ('Envoy Air', 508, 21, 76.2)],
    'LAX': [('United Air Lines Inc.', 680, 7, 85.6)],
}
report = f"""import io, os, sqlite3, sys
import matplotlib.pyplot as plt
there = sqlite3.connect(os.environ["FIRSTQUERY_WAREHOUSE"])
known = {known!r}
if sys.argv[1] not in known or not there.execute("SELECT COUNT(*) FROM flights").fetchone()[0]:
    sys.exit("no flights")
cells = "".join("<tr>" + "".join(f"<td>{{value}}</td>" for value in row) + "</tr>" for row in known[sys.argv[1]])
head = "<tr><th>name</th><th>flights</th><th>cancelled</th><th>on_time</th></tr>"
plt.barh([row[0] for row in known[sys.argv[1]]], [row[3] for row in known[sys.argv[1]]])
plt.title("On time")
plt.xlabel("%")
sheet = io.StringIO()
plt.savefig(sheet, format="svg")
open(f"report-{{sys.argv[1]}}.html", "w").write(f"<table>{{head}}{{cells}}</table>{{sheet.getvalue()}}")
"""

# %% w13-q6 exercise: text least=40 most=150 | The letter
# The insight: a report says how far it holds, and is believed for longer.
# states: the share :: SELECT 100.0 * SUM(CASE WHEN arr_delay <= 15 THEN 1 ELSE 0 END) / COUNT(*) FROM flights WHERE dest = 'ORD' AND hour < 9 AND carrier = 'AA' :: SELECT 100.0 * SUM(CASE WHEN arr_delay <= 15 THEN 1 ELSE 0 END) / COUNT(*) FROM flights WHERE dest = 'ORD' AND hour < 9 AND carrier = 'UA' :: How many in a hundred of the airline that you would take were on time? It stands in your table of exercise 1.
# states: the months :: SELECT SUM(american > united) FROM (SELECT 1.0 * SUM(CASE WHEN carrier = 'AA' AND arr_delay <= 15 THEN 1 ELSE 0 END) / SUM(CASE WHEN carrier = 'AA' THEN 1 ELSE 0 END) AS american, 1.0 * SUM(CASE WHEN carrier = 'UA' AND arr_delay <= 15 THEN 1 ELSE 0 END) / SUM(CASE WHEN carrier = 'UA' THEN 1 ELSE 0 END) AS united FROM flights WHERE dest = 'ORD' AND hour < 9 GROUP BY month) :: SELECT CASE SUM(american > united) WHEN 6 THEN 'six' ELSE 'as many' END FROM (SELECT 1.0 * SUM(CASE WHEN carrier = 'AA' AND arr_delay <= 15 THEN 1 ELSE 0 END) / SUM(CASE WHEN carrier = 'AA' THEN 1 ELSE 0 END) AS american, 1.0 * SUM(CASE WHEN carrier = 'UA' AND arr_delay <= 15 THEN 1 ELSE 0 END) / SUM(CASE WHEN carrier = 'UA' THEN 1 ELSE 0 END) AS united FROM flights WHERE dest = 'ORD' AND hour < 9 GROUP BY month) :: In how many of the twelve months was American ahead? Count them in your table of exercise 2.
# words: what was not there :: cancelled, diverted, missing, cancellation, cancellations, never left, not arrive :: What became of the flights that never left, or came down elsewhere?
# tick: The first sentence answers, and says what it does not decide.
# tick: It says what I counted as late, and what became of cancelled and diverted flights.
# tick: It says how sure I am, in months and not in decimals.
# tick: It says for what the data is too old, too narrow or too small.
# tick: Whoever doubts it can make the page again.
# %% w13-q6 right: short
letter = """American or United; the data cannot tell them apart. Before nine, 89 in a hundred of either's scheduled flights to O'Hare arrived at most fifteen minutes late, and American was ahead in 6 of 12 months.
Cancelled and diverted flights count as late. These are flights of 2013 from New York; for other years and airports somebody has to ask again."""
# %% w13-q6 right: with decimals, and the word for six
letter = """I'd fly United from Newark, but I would not argue with anybody who prefers American. 88.9 % of United's morning flights were on time (American: 89.1 %), where a flight that was cancelled or diverted counts
as not on time. In six of the twelve months American was ahead. So I am sure of one thing alone, that both are better than Envoy. The year is 2013, and schedules have changed since."""
# %% w13-q6 right: the hour first
letter = """Leave early; the airline matters less. Of the flights to Chicago that were scheduled before nine, American had 89.1 percent on time, with cancelled ones counted as what they are: not there. United was as good, and was beaten by American in only
6 months out of twelve, which a coin does as well. What I do not know is whether this still holds: all of it is from 2013."""
# %% w13-q6 wrong: no number | How many in a hundred of the airline that you would take were on time? It stands in your table of exercise 1.
letter = """I would take American or United, whichever leaves from the nearer airport, and an early flight. Between the two the year decides nothing: American was ahead in 6 of the months. Cancelled and diverted flights count as not on time, since for a meeting at noon they are.
The data is old, and of New York alone."""
# %% w13-q6 wrong: as sure as the decimal | In how many of the twelve months was American ahead? Count them in your table of exercise 2.
letter = """Fly American. With 89.1 in a hundred flights on time it is the most punctual airline to Chicago before nine o'clock, ahead of United with 88.9, and far ahead of Envoy. Cancelled flights are counted as late in both numbers, so that nobody gains by
cancelling. The data is that of 2013, and of all three airports of New York."""
# %% w13-q6 wrong: too short | Your text has 9 words; at least 40 are asked for.
letter = "American: 89 in a hundred, ahead in 6 months."
# %% w13-q6 wrong: the question copied | Most of that is the text of the exercise. What would you say in your own words?
letter = """Now answer. Write the text that goes above the page: which airline would you fly for a meeting at noon in Chicago, and how sure are you? Give how many in a hundred of the one that you would take were on time, in how many of the twelve months American was ahead of United, and what you counted as late. 89, 6, cancelled."""
