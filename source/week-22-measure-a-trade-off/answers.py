# Week 22 · Measure a trade-off, on real flights. Nothing here hangs on a clock: rows, pages, runs, hours and dollars are the same on any machine.

# %% w22-q1 exercise: table | The index that is needed
# The insight: the columns asked for with = come first, the range comes last; then no row is read that the answer does not need.
# %% w22-q1 right: city, airline, hour
tried = try_index("CREATE INDEX evening ON flights (dest, carrier, hour)")
# %% w22-q1 right: airline, city, hour
index = """CREATE INDEX evening
ON flights (carrier, dest, hour)"""
tried = try_index(index)
# %% w22-q1 right: with all that the answer shows
tried = try_index("create index evening on flights (dest, carrier, hour desc, origin, arr_delay)").sort_values("read")
# %% w22-q1 right: an index of evenings alone
tried = try_index("CREATE INDEX evening ON flights (dest, carrier) WHERE hour >= 17")
# %% w22-q1 wrong: the hour in the middle | Each walk along the evening still passes other airlines. Which column is asked for with a direction, and where does it belong?
tried = try_index("CREATE INDEX evening ON flights (dest, hour, carrier)")
# %% w22-q1 wrong: the hour first | All evening flights to all cities are read. What would you look up first in a directory?
tried = try_index("CREATE INDEX evening ON flights (hour, dest, carrier)")
# %% w22-q1 wrong: the city alone | All flights to the city are read, at any hour and by any airline. What else is asked for?
tried = try_index("CREATE INDEX evening ON flights (dest)")
# %% w22-q1 wrong: the airline alone | All flights of the airline are read, wherever they go. What else is asked for?
tried = try_index("CREATE INDEX evening ON flights (carrier)")
# %% w22-q1 wrong: without the hour | The mornings are read as well. Which condition is not in the index?
tried = try_index("CREATE INDEX evening ON flights (dest, carrier)")
# %% w22-q1 wrong: without the city | The airline's evening flights to all cities are read. Which condition is not in the index?
tried = try_index("CREATE INDEX evening ON flights (carrier, hour)")
# %% w22-q1 wrong: what is shown in place of what is asked | The plan says SCAN: every row is read. Does your index begin with a column of the conditions?
tried = try_index("CREATE INDEX evening ON flights (origin, arr_delay)")
# %% w22-q1 typed: typed in | Those are the rows of the whole year. Let `try_index` count them.

# %% w22-q2 exercise: table decimals=1 | The bill for it
# The insight: an index scatters what a batch had gathered: doubled when flights come alone, twentyfold when they come in fifties.
# %% w22-q2 right: a list of rows
# from: the notebook's
# - price
# %% w22-q2 right: columns of a dictionary
some = {0: [], 1: ["dest, hour"], 3: ["dest, hour", "carrier, flight", "tailnum"]}
price = pd.DataFrame({"indexes": list(some), "alone": [round(pages_written(one, 1) / len(coming), 2) for one in some.values()],
                      "fifty": [round(pages_written(one, 50) / len(coming), 2) for one in some.values()]})
# %% w22-q2 right: counted first, divided later
pages = pd.DataFrame({"alone": [pages_written(one, 1) for one in ([], ["dest, hour"], ["dest, hour", "carrier, flight", "tailnum"])],
                      "fifty": [pages_written(one, 50) for one in ([], ["dest, hour"], ["dest, hour", "carrier, flight", "tailnum"])]}, index=[0, 1, 3])
price = (pages / 1000).rename_axis("indexes").reset_index()
# %% w22-q2 wrong: all pages | Those are the pages of all the flights that came. How many are they a flight?
rows = []
for indexes in [[], ["dest, hour"], ["dest, hour", "carrier, flight", "tailnum"]]:
    rows.append((len(indexes), pages_written(indexes, 1), pages_written(indexes, 50)))
price = pd.DataFrame(rows, columns=["indexes", "alone", "fifty"])
# %% w22-q2 wrong: pages a batch | Under `fifty` stand pages a batch. How many are they a flight?
rows = []
for indexes in [[], ["dest, hour"], ["dest, hour", "carrier, flight", "tailnum"]]:
    rows.append((len(indexes), pages_written(indexes, 1) / 1000, pages_written(indexes, 50) / 20))
price = pd.DataFrame(rows, columns=["indexes", "alone", "fifty"])
# %% w22-q2 wrong: divided by fifty | The pages of all 1,000 flights are divided by fifty. By how many flights were they caused?
# from: pages a batch
# ~ / 20 => / 50
# %% w22-q2 wrong: exchanged | The two columns have each other's numbers. How many flights are a batch if they come alone?
# from: all pages
# ~ pages_written(indexes, 1), pages_written(indexes, 50) => pages_written(indexes, 50) / 1000, pages_written(indexes, 1) / 1000
# %% w22-q2 wrong: all at once | Under `fifty` all flights came in one batch. How many were to be together?
rows = []
for indexes in [[], ["dest, hour"], ["dest, hour", "carrier, flight", "tailnum"]]:
    rows.append((len(indexes), pages_written(indexes, 1) / 1000, pages_written(indexes, 1000) / 1000))
price = pd.DataFrame(rows, columns=["indexes", "alone", "fifty"])
# %% w22-q2 wrong: alone, and yet together | Under `alone` all flights came in one batch. How many flights are a batch if each comes by itself?
rows = []
for indexes in [[], ["dest, hour"], ["dest, hour", "carrier, flight", "tailnum"]]:
    rows.append((len(indexes), pages_written(indexes, 1000) / 1000, pages_written(indexes, 50) / 1000))
price = pd.DataFrame(rows, columns=["indexes", "alone", "fifty"])
# %% w22-q2 wrong: one list for one index | Three indexes on the table each time, it seems. What stands in the list when there is none?
rows = []
for number in [0, 1, 3]:
    indexes = ["dest, hour", "carrier, flight", "tailnum"]
    rows.append((number, pages_written(indexes, 1) / 1000, pages_written(indexes, 50) / 1000))
price = pd.DataFrame(rows, columns=["indexes", "alone", "fifty"])
# %% w22-q2 wrong: nothing to compare with | There is no line without an index. With what do you compare the others?
rows = []
for indexes in [["dest, hour"], ["dest, hour", "carrier, flight", "tailnum"]]:
    rows.append((len(indexes), pages_written(indexes, 1) / 1000, pages_written(indexes, 50) / 1000))
price = pd.DataFrame(rows, columns=["indexes", "alone", "fifty"])
# %% w22-q2 wrong: one page a flight | That is how one would guess: one page for the flight, and one for each index. What did SQLite really write?
price = pd.DataFrame({"indexes": [0, 1, 3], "alone": [1.0, 2.0, 4.0], "fifty": [0.02, 1.02, 3.02]})
# %% w22-q2 typed: typed in | Those are the pages of the whole autumn. Let `pages_written` count them.

# %% w22-q3 exercise: table decimals=1 | The day on which it matters
# The insight: kept answers are wrong where it matters, and two counts a city, kept beside the share, mend them without the year.
# %% w22-q3 right: counts added
board["now"] = 100 * (board["on_time"] + board["on_time_today"]) / (board["flights"] + board["flights_today"])
fresh = board[["dest", "shown", "now"]]
# %% w22-q3 right: in SQL
fresh = sql(f"""
SELECT dest, 100.0 * SUM(CASE WHEN 100 * month + day < {today} AND arr_delay <= 15 THEN 1 ELSE 0 END) / SUM(CASE WHEN 100 * month + day < {today} THEN 1 ELSE 0 END) AS shown,
       100.0 * SUM(CASE WHEN arr_delay <= 15 THEN 1 ELSE 0 END) / COUNT(*) AS now
FROM flights WHERE 100 * month + day <= {today} GROUP BY dest HAVING SUM(CASE WHEN 100 * month + day < {today} THEN 1 ELSE 0 END) > 0""")
# %% w22-q3 right: two tables added
both = kept.set_index("dest") + came.set_index("dest").reindex(kept["dest"]).fillna(0)
fresh = pd.DataFrame({"shown": board.set_index("dest")["shown"], "now": 100 * both["on_time"] / both["flights"]}).round(1)
# %% w22-q3 right: a weighted mean, in a loop
rows = []
for city in board.itertuples():
    weight = city.flights_today / (city.flights + city.flights_today)
    day = 100 * city.on_time_today / city.flights_today if city.flights_today else 0
    rows.append({"now": city.shown * (1 - weight) + day * weight, "dest": city.dest, "shown": city.shown})
fresh = pd.DataFrame(rows).sort_values("now")
# %% w22-q3 wrong: an average of two shares | That is the average of two shares, so one day counts as much as all days before it. Which counts would you add up?
day = (100 * board["on_time_today"] / board["flights_today"]).fillna(board["shown"])
board["now"] = (board["shown"] + day) / 2
fresh = board[["dest", "shown", "now"]]
# %% w22-q3 wrong: an average of two shares, with gaps | That is the average of two shares: one day counts as much as all days before it, and a city without a flight that day has none. Which counts would you add up?
day = 100 * board["on_time_today"] / board["flights_today"]
board["now"] = (board["shown"] + day) / 2
fresh = board[["dest", "shown", "now"]]
# %% w22-q3 wrong: the day alone | `now` is the share of this one day. What has become of the flights before it?
board["now"] = 100 * board["on_time_today"] / board["flights_today"]
fresh = board[["dest", "shown", "now"]]
# %% w22-q3 wrong: the flights of the day left out below | The punctual flights of the day are counted, and its other flights are not. By how many flights do you divide?
board["now"] = 100 * (board["on_time"] + board["on_time_today"]) / board["flights"]
fresh = board[["dest", "shown", "now"]]
# %% w22-q3 wrong: the punctual ones left out above | All flights of the day are counted, and none of them as punctual. What do you add above the line?
board["now"] = 100 * board["on_time"] / (board["flights"] + board["flights_today"])
fresh = board[["dest", "shown", "now"]]
# %% w22-q3 wrong: fractions | `now` is a part of 1, and `shown` is of a hundred. What would a reader compare?
board["now"] = (board["on_time"] + board["on_time_today"]) / (board["flights"] + board["flights_today"])
fresh = board[["dest", "shown", "now"]]
# %% w22-q3 wrong: nothing has happened | `now` is what the page said anyway. What has come in since midnight?
board["now"] = board["shown"]
fresh = board[["dest", "shown", "now"]]
# %% w22-q3 wrong: without brackets | A division comes before a sum. Which two sums have to be made first?
board["now"] = 100 * board["on_time"] + board["on_time_today"] / board["flights"] + board["flights_today"]
fresh = board[["dest", "shown", "now"]]
# %% w22-q3 wrong: only those that moved | The cities that moved by less than a point are gone. Which cities does the page show?
board["now"] = 100 * (board["on_time"] + board["on_time_today"]) / (board["flights"] + board["flights_today"])
fresh = board[abs(board["now"] - board["shown"]) >= 1][["dest", "shown", "now"]]
# %% w22-q3 typed: typed in | Those are the cities of 8 February. Other data have another worst day: let the counts say it.

# %% w22-q4 exercise: table | Once a night, or as they come
# The insight: batch and stream are two ends of one knob, and an hourly run takes away nearly all of the waiting for a fraction of the runs.
# %% w22-q4 right: a function of the minutes
def wait(minutes):
    next_run = np.ceil(late["left"] / minutes) * minutes
    return (next_run - late["left"]).mean() / 60

watch = pd.DataFrame({"option": ["night", "hourly", "live"], "runs": [n_days, 24 * n_days, departures], "wait": [wait(24 * 60), wait(60), 0]})
# %% w22-q4 right: the rest of a division
watch = pd.DataFrame([("night", n_days, (-late["left"] % 1440).mean() / 60), ("hourly", 24 * n_days, (-late["left"] % 60).mean() / 60), ("live", departures, 0.0)],
                     columns=["option", "runs", "wait"])
# %% w22-q4 right: in SQL
watch = sql("""
WITH late AS (SELECT 60 * hour + minute + dep_delay AS gone FROM flights WHERE dep_delay >= 60)
SELECT 'night' AS option, (SELECT COUNT(*) FROM (SELECT DISTINCT month, day FROM flights)) AS runs, (SELECT AVG((1440 - gone % 1440) % 1440) / 60.0 FROM late) AS wait
UNION ALL SELECT 'hourly', 24 * (SELECT COUNT(*) FROM (SELECT DISTINCT month, day FROM flights)), (SELECT AVG((60 - gone % 60) % 60) / 60.0 FROM late)
UNION ALL SELECT 'live', (SELECT COUNT(dep_time) FROM flights), 0""")
# %% w22-q4 right: flight by flight
waits = {"night": 0, "hourly": 0, "live": 0}
for left in late["left"]:
    waits["night"] = waits["night"] + (1440 - left % 1440) % 1440
    waits["hourly"] = waits["hourly"] + (60 - left % 60) % 60
watch = pd.DataFrame({"wait": [minutes / 60 / len(late) for minutes in waits.values()], "option": list(waits), "runs": [n_days, n_days * 24, departures]}).round(2)
# %% w22-q4 wrong: minutes | Those are minutes. How many hours are they?
def wait(minutes):
    return (np.ceil(late["left"] / minutes) * minutes - late["left"]).mean()
watch = pd.DataFrame({"option": ["night", "hourly", "live"], "runs": [n_days, 24 * n_days, departures], "wait": [wait(24 * 60), wait(60), 0]})
# %% w22-q4 wrong: as one would guess | Half a day and half an hour: that would hold if flights left late at any hour alike. When are they late?
watch = pd.DataFrame({"option": ["night", "hourly", "live"], "runs": [n_days, 24 * n_days, departures], "wait": [12.0, 0.5, 0]})
# %% w22-q4 wrong: since the last run | Those are the hours since the run *before* it left. Which run sees the flight?
def wait(minutes):
    return (late["left"] - np.floor(late["left"] / minutes) * minutes).mean() / 60
watch = pd.DataFrame({"option": ["night", "hourly", "live"], "runs": [n_days, 24 * n_days, departures], "wait": [wait(24 * 60), wait(60), 0]})
# %% w22-q4 wrong: from the timetable | The waiting begins at the scheduled minute there, before anybody could know. When did the flight leave?
planned = 60 * late["hour"] + late["minute"]
def wait(minutes):
    return (np.ceil(planned / minutes) * minutes - planned).mean() / 60
watch = pd.DataFrame({"option": ["night", "hourly", "live"], "runs": [n_days, 24 * n_days, departures], "wait": [wait(24 * 60), wait(60), 0]})
# %% w22-q4 wrong: the one in the middle | That is the median. The average was asked for: which flights pull it?
def wait(minutes):
    return (np.ceil(late["left"] / minutes) * minutes - late["left"]).median() / 60
watch = pd.DataFrame({"option": ["night", "hourly", "live"], "runs": [n_days, 24 * n_days, departures], "wait": [wait(24 * 60), wait(60), 0]})
# %% w22-q4 wrong: a live run for each late flight | The live feed runs for late flights alone there. How does it know that a flight is late before it has looked?
def wait(minutes):
    return (np.ceil(late["left"] / minutes) * minutes - late["left"]).mean() / 60
watch = pd.DataFrame({"option": ["night", "hourly", "live"], "runs": [n_days, 24 * n_days, len(late)], "wait": [wait(24 * 60), wait(60), 0]})
# %% w22-q4 wrong: the runs of one day | 1 and 24 are the runs of one day. How many days are there?
def wait(minutes):
    return (np.ceil(late["left"] / minutes) * minutes - late["left"]).mean() / 60
watch = pd.DataFrame({"option": ["night", "hourly", "live"], "runs": [1, 24, departures], "wait": [wait(24 * 60), wait(60), 0]})
# %% w22-q4 typed: typed in | Those are the runs and hours of the whole year. Work them out, so that they hold for other days.
# %% w22-q4 same: `>=` became `>` | Flights that leave exactly an hour late are few: they move the average by less than the two decimals.
# %% w22-q4 same: 1440 became 1441 | A minute of a day moves the average by less than the two decimals, or by hardly more.
# %% w22-q4 same: `-` became `+` | Flights leave at any minute of an hour: the time since the last run is that until the next, to two decimals.

# %% w22-q5 exercise: function parameters=departures,fee | Where it turns
# The insight: without upkeep the sheet always says build; the number at which it turns moves with two others that nobody is sure of.
# %% w22-q5 questions: this year, half of it, double, other fees, and where buying is cheaper at once
year = int(sql("SELECT COUNT(dep_time) FROM flights").iloc[0, 0])
questions = [(departures, fee) for departures in (year, year / 2, 2 * year) for fee in (0.04, 0.06, 0.08)] + [(1000, 0.06), (0, 0.06), (400000, 0), (109778, 0.06), (110000, 0.06), (1_000_000, 0.1), (100_007, 3.0)]
# %% w22-q5 right: three lines
# from: the notebook's
# - """Hours of upkeep a month at which both cost the same in three years; departures are those of one year."""
# %% w22-q5 right: in hours, with an if
def turns_at(departures, fee):
    hours = (40 + 72 - 320 + 3 * departures * fee / 95) / 36
    if hours < 0:
        return 0
    return hours
# %% w22-q5 right: month by month
def turns_at(departures, fee):
    """What buying costs in a month, less what building costs in a month, in hours."""
    buy_a_month = 2 * 95 + departures / 12 * fee
    ahead = (320 - 40) * 95 / 36
    return round(max((buy_a_month - ahead) / 95, 0.0), 2)
# %% w22-q5 right: searched for
def turns_at(departures, fee):
    buy = 3800 + 6840 + 3 * departures * fee
    low, high = 0.0, 10000.0
    for n in range(100):
        middle = (low + high) / 2
        if 30400 + 3420 * middle < buy:
            low = middle
        else:
            high = middle
    return low
# %% w22-q5 wrong: one year of fees | The fees of one year stand beside the hours of three. For how many years does the vendor want its cents?
def turns_at(departures, fee):
    return max(0, (40 * 95 + 36 * 2 * 95 + departures * fee - 320 * 95) / (36 * 95))
# %% w22-q5 wrong: the vendor's own upkeep forgotten | A bought thing takes hours as well. Which column of the vendor's line is missing?
def turns_at(departures, fee):
    return max(0, (40 * 95 + 3 * departures * fee - 320 * 95) / (36 * 95))
# %% w22-q5 wrong: the connection forgotten | It has to be connected first. Which column of the vendor's line is missing?
def turns_at(departures, fee):
    return max(0, (36 * 2 * 95 + 3 * departures * fee - 320 * 95) / (36 * 95))
# %% w22-q5 wrong: hours in three years | Those are the hours of three years together. How many are they a month?
def turns_at(departures, fee):
    return max(0, (40 * 95 + 36 * 2 * 95 + 3 * departures * fee - 320 * 95) / 95)
# %% w22-q5 wrong: dollars a month | Those are dollars a month. How many hours do they buy?
def turns_at(departures, fee):
    return max(0, (40 * 95 + 36 * 2 * 95 + 3 * departures * fee - 320 * 95) / 36)
# %% w22-q5 wrong: twelve months | Upkeep is paid for one year there, and all else for three. How many months are three years?
def turns_at(departures, fee):
    return max(0, (40 * 95 + 36 * 2 * 95 + 3 * departures * fee - 320 * 95) / (12 * 95))
# %% w22-q5 wrong: no brackets below the line | It divides by 36, and then it *multiplies* by 95. What holds the two together, so that both are below the line?
def turns_at(departures, fee):
    return max(0, (40 * 95 + 36 * 2 * 95 + 3 * departures * fee - 320 * 95) / 36 * 95)
# %% w22-q5 wrong: the departures of a year each month | The departures of a year are paid for each month. How many times are they paid for in three years?
def turns_at(departures, fee):
    return max(0, (40 * 95 + 36 * 2 * 95 + 36 * departures * fee - 320 * 95) / (36 * 95))
# %% w22-q5 wrong: the fee in cents, typed in | Six is the fee in cents, and always the same. What does the function get as `fee`?
def turns_at(departures, fee):
    return max(0, (40 * 95 + 36 * 2 * 95 + 3 * departures * 6 - 320 * 95) / (36 * 95))
# %% w22-q5 wrong: below zero | It gives hours below zero where buying is cheaper at once. What does the exercise want there?
def turns_at(departures, fee):
    return (40 * 95 + 36 * 2 * 95 + 3 * departures * fee - 320 * 95) / (36 * 95)
# %% w22-q5 wrong: the building forgotten | Building costs nothing there but its upkeep. How many hours does it take at first?
def turns_at(departures, fee):
    return max(0, (40 * 95 + 36 * 2 * 95 + 3 * departures * fee) / (36 * 95))
# %% w22-q5 wrong: cents as dollars | The fee is divided by a hundred, and it is in dollars already. What is 0.06 of a dollar?
def turns_at(departures, fee):
    return max(0, (40 * 95 + 36 * 2 * 95 + 3 * departures * fee / 100 - 320 * 95) / (36 * 95))
# %% w22-q5 typed: typed in | Those are the hours of the departures that you know. Nobody is sure of them: let the function work them out.
# %% w22-q5 same: `<` became `<=` | Where both cost the same, the hours are nought either way.

# %% w22-q6 exercise: table | The record, as data
# The insight: a reversal condition that runs names a measured column and the number at which the sheet turns; one bad month is no reason.
# %% w22-q6 right: the cheapest that fits
fits = options[options["wait"] <= 1]
best = fits.loc[fits["dollars"].idxmin()]
record = {"title": "Late departures", "options": list(options["option"]), "decision": best["option"], "dollars": best["dollars"], "reverse_if": f"upkeep_3 > {turns_at(a_year, 0.06)}"}
held = tested(record)
# %% w22-q6 right: sorted, and the condition turned round
best = options.query("wait <= 1").sort_values("dollars").iloc[0]
limit = turns_at(a_year, 6 / 100)
record = {"decision": best["option"], "dollars": float(best["dollars"]), "reverse_if": f"{limit} < upkeep_3"}
held = tested(record)
# %% w22-q6 right: a name in the condition
limit = turns_at(a_year, 0.06)
needed = options[options["wait"].le(1.0)]
record = {"reverse_if": "upkeep_3 > @limit", "decision": needed["option"][needed["dollars"].idxmin()], "dollars": needed["dollars"].min()}
held = tested(record)
# %% w22-q6 right: the table by hand
cheapest = min((row.dollars, row.option) for row in options.itertuples() if row.wait <= 1)
turned = months[months["upkeep_3"] > turns_at(a_year, 0.06)]
held = pd.DataFrame([{"decision": cheapest[1], "dollars": round(cheapest[0]), "turned_in": ", ".join(str(month) for month in turned["month"]), "highest": round(turned["upkeep_3"].max(), 2)}])
# %% w22-q6 wrong: the cheapest of all | The night is cheapest, and too late. What does the desk need?
best = options.loc[options["dollars"].idxmin()]
held = tested({"decision": best["option"], "dollars": best["dollars"], "reverse_if": f"upkeep_3 > {turns_at(a_year, 0.06)}"})
# %% w22-q6 wrong: the fastest | The live feed is the fastest. Of those that are fast enough, which is the cheapest?
best = options.loc[options["wait"].idxmin()]
held = tested({"decision": best["option"], "dollars": best["dollars"], "reverse_if": f"upkeep_3 > {turns_at(a_year, 0.06)}"})
# %% w22-q6 wrong: one bad month | It turns back after a single bad month. Which column lets one blizzard pass?
fits = options[options["wait"] <= 1]
best = fits.loc[fits["dollars"].idxmin()]
held = tested({"decision": best["option"], "dollars": best["dollars"], "reverse_if": f"upkeep > {turns_at(a_year, 0.06)}"})
# %% w22-q6 wrong: the engineer's guess as the limit | It turns back as soon as the guess of eight hours is exceeded. At which number does buying cost the same?
fits = options[options["wait"] <= 1]
best = fits.loc[fits["dollars"].idxmin()]
held = tested({"decision": best["option"], "dollars": best["dollars"], "reverse_if": "upkeep_3 > 8"})
# %% w22-q6 wrong: the sign the other way round | It turns back as long as all is well. In which direction does the sign point?
fits = options[options["wait"] <= 1]
best = fits.loc[fits["dollars"].idxmin()]
held = tested({"decision": best["option"], "dollars": best["dollars"], "reverse_if": f"upkeep_3 < {turns_at(a_year, 0.06)}"})
# %% w22-q6 wrong: never | It never turns back, whatever the months bring. At which number does buying cost the same?
fits = options[options["wait"] <= 1]
best = fits.loc[fits["dollars"].idxmin()]
held = tested({"decision": best["option"], "dollars": best["dollars"], "reverse_if": "upkeep_3 > 100"})
# %% w22-q6 wrong: without upkeep | Those dollars are the building alone. What did the engineer say about each month?
fits = options[options["wait"] <= 1]
best = fits.loc[fits["dollars"].idxmin()]
held = tested({"decision": best["option"], "dollars": 95 * 320, "reverse_if": f"upkeep_3 > {turns_at(a_year, 0.06)}"})
# %% w22-q6 typed: typed in | That is the record of these flights. On other data other months turn it back: let `tested` say which.
# %% w22-q6 same: `<=` became `<` | The three wait for most of a day, for half an hour and not at all: never an hour, or two.
# %% w22-q6 same: 1 became 2 | The three wait for most of a day, for half an hour and not at all: never an hour, or two.
# %% w22-q6 same: `>` became `>=` | No month costs to the second what the limit says.

# %% w22-q7 exercise: text least=80 most=200 | The record, in words
# The insight: a record that those who wanted another option can agree with, and that says when it will have been wrong.
# states: the dollars of three years :: SELECT 95 * (320 + 36 * 8) :: SELECT 57800 :: SELECT 58000 :: What does your decision cost in three years? Your record has the dollars.
# states: where you turn back :: SELECT (95 * (40 + 36 * 2 - 320) + 3 * COUNT(dep_time) * 0.06) / (36 * 95) FROM flights :: SELECT ROUND((95 * (40 + 36 * 2 - 320) + 3 * COUNT(dep_time) * 0.06) / (36 * 95), 1) FROM flights :: At how many hours of upkeep do you turn back? Your condition has the number.
# words: what gets worse :: bad, worse, drawback, against, cost, costs, risk, price, downside, burden :: What becomes worse by your decision?
# tick: It says what each option is, and what is best about it.
# tick: The decision names the need that it meets, and what it costs.
# tick: It says what becomes worse, and for whom.
# tick: The condition has a number, a column that somebody measures, a day and a name.
# tick: It says which number is a guess.
# %% w22-q7 right: in MADR's order
adr = """Context: the travel desk hears of late departures at midnight, six and a half hours late on average. Drivers: it has to hear within an hour, and the dollars of three years. Options: a run each night, which is cheap and too late; a run each hour, built by us; the vendor's live feed, which is at once and needs nobody of ours at night. Decision: the hourly runs, since they wait half an hour and cost about 57,800 dollars. Good: no fee for each flight. Bad: when the data break on a night of snow, our engineers get up. Eight hours of upkeep a month are a guess. We look again when the mean of three months is above 11.5 hours; Noor runs the condition on the first of each month."""
# %% w22-q7 right: the decision first
adr = """Decision: we build the hourly runs. They meet the desk's need to hear within an hour (half an hour on average) at 57,760 dollars in three years. Considered options: the nightly run costs a tenth and comes six hours too late; the live feed loses no minute and takes the night shift off our hands, for some 70,000. Consequences: good, since the knob stays with us, and we can turn it to ten minutes; bad, since upkeep is ours, and each special case adds to it. The engineer's eight hours are an estimate which nobody has measured. Reversal: if upkeep_3 exceeds 11.5 hours, this record comes back to the review. The platform team logs its hours and runs the condition on the last working day of each month. Drivers: waiting time, dollars. Context: late departures are mailed at midnight today."""
# %% w22-q7 right: doubts first
adr = """What we do not know is the upkeep. The engineer says eight hours a month; if it were more than 11.5, the vendor would be cheaper, so that is where we turn back, by the mean of three months, measured by the platform team and looked at on 1 April, 1 July and 1 October. Context and drivers: the desk must hear of a late departure within an hour, at the lowest price over three years. Options: nightly (cheap, too late), hourly (half an hour), live (at once, no engineer needed). We chose hourly, for 58,000 dollars. It is better for the desk and worse for the two engineers on call, who have been asked and who will be asked again in July."""
# %% w22-q7 wrong: too short | Your text has 12 words; at least 80 are asked for.
adr = "Hourly, built by us, for 57,760 dollars. Back above 11.5 hours. Noor."
# %% w22-q7 wrong: no dollars | What does your decision cost in three years? Your record has the dollars.
adr = """Context: the travel desk hears of late departures at midnight, six and a half hours late on average. Drivers: it has to hear within an hour, and the dollars of three years. Options: a run each night, which is cheap and too late; a run each hour, built by us; the vendor's live feed, which is at once and needs nobody of ours at night. Decision: the hourly runs, since they wait half an hour and are cheaper. Good: no fee for each flight. Bad: when the data break on a night of snow, our engineers get up. Eight hours of upkeep a month are a guess. We look again when the mean of three months is above 11.5 hours; Noor runs the condition on the first of each month."""
# %% w22-q7 wrong: we will keep an eye on it | At how many hours of upkeep do you turn back? Your condition has the number.
adr = """Context: the travel desk hears of late departures at midnight, six and a half hours late on average. Drivers: it has to hear within an hour, and the dollars of three years. Options: a run each night, which is cheap and too late; a run each hour, built by us; the vendor's live feed, which is at once and needs nobody of ours at night. Decision: the hourly runs, since they wait half an hour and cost about 57,800 dollars. Good: no fee for each flight. Bad: when the data break on a night of snow, our engineers get up. Eight hours of upkeep a month are a guess. We will keep a close eye on the upkeep, and the team is ready to react quickly if it should become too much for it."""
# %% w22-q7 wrong: another option's dollars | What does your decision cost in three years? Your record has the dollars.
adr = """Context: the travel desk hears of late departures at midnight, six and a half hours late on average. Drivers: it has to hear within an hour, and the dollars of three years. Options: a run each night, which is cheap and too late; a run each hour, built by us; the vendor's live feed, which is at once and needs nobody of ours at night. Decision: the hourly runs, since they wait half an hour; building them costs 30,400 dollars. Good: no fee for each flight. Bad: when the data break on a night of snow, our engineers get up. Eight hours of upkeep a month are a guess. We look again when the mean of three months is above 11.5 hours; Noor runs the condition on the first of each month."""
