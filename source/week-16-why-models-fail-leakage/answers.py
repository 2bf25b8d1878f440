# Week 16 · Why models fail: leakage: the answers that prove its checks. CONTRIBUTING.md explains the format.

# %% w16-q1 exercise: table | Who sat in the exam
# The insight: rows copied before the split stand on both sides of it, and a join finds every one of them.
# %% w16-q1 right: a left join
# from: the notebook's
# - met
# %% w16-q1 right: a set of pairs, and a loop in one line
pairs = set(zip(textbook["account_id"], textbook["noted_on"]))
found = [pair in pairs for pair in zip(exam["account_id"], exam["noted_on"])]
met = exam.assign(found=found).groupby("gone", as_index=False).agg(rows=("found", "size"), met=("found", "sum"))
# %% w16-q1 right: a key of text, and two counts
key = exam["account_id"].astype(str) + " " + exam["noted_on"]
book_keys = (textbook["account_id"].astype(str) + " " + textbook["noted_on"]).unique()
again = exam[key.isin(book_keys)]
met = pd.DataFrame({"gone": [0, 1],
                    "rows": [int((exam["gone"] == kind).sum()) for kind in (0, 1)],
                    "met": [int((again["gone"] == kind).sum()) for kind in (0, 1)]})
# %% w16-q1 right: by the number of the row, which a copy keeps
met = exam.assign(met=exam.index.isin(textbook.index)).groupby("gone")["met"].agg(["size", "sum"])
met.columns = ["rows", "met"]
# %% w16-q1 right: a flag in the textbook, and a count of it
seen = textbook.drop_duplicates(subset=["account_id", "noted_on"])[["account_id", "noted_on"]].assign(there=1)
met = (pd.merge(exam, seen, how="left", on=["account_id", "noted_on"])
       .groupby("gone").agg(rows=("gone", "count"), met=("there", "count")).reset_index())
# %% w16-q1 wrong: copies meet copies | There are more rows here than the exam has. Each exam row met every copy of itself in the textbook: what makes each row of the textbook come once?
both = exam.merge(textbook[["account_id", "noted_on"]], on=["account_id", "noted_on"], how="left", indicator=True)
both["in_both"] = both["_merge"] == "both"
met = both.groupby("gone").agg(rows=("in_both", "size"), met=("in_both", "sum"))
# %% w16-q1 wrong: all are met | Every row of the exam is found here, the stayers' too. Is a row known by its account and its month together, and is it looked for in the textbook alone?
seen = early[["account_id", "noted_on"]].drop_duplicates()
both = exam.merge(seen, on=["account_id", "noted_on"], how="left", indicator=True)
both["in_both"] = both["_merge"] == "both"
met = both.groupby("gone").agg(rows=("in_both", "size"), met=("in_both", "sum"))
# %% w16-q1 wrong: by account alone | Nearly all stayers are found, too: those are other months of the same account. What else has to be the same?
seen = textbook[["account_id"]].drop_duplicates()
both = exam.merge(seen, on="account_id", how="left", indicator=True)
both["in_both"] = both["_merge"] == "both"
met = both.groupby("gone").agg(rows=("in_both", "size"), met=("in_both", "sum"))
# %% w16-q1 wrong: an inner join | One kind of row has disappeared: the exam rows that the textbook has not. A left join keeps them. Where the textbook's own `gone` came along as `gone_y`, it is empty for them: group by the exam's.
seen = textbook[["account_id", "noted_on"]].drop_duplicates()
both = exam.merge(seen, on=["account_id", "noted_on"])
met = both.groupby("gone").agg(rows=("gone", "size"), met=("gone", "count"))
# %% w16-q1 wrong: the textbook's rows | Those are the rows of the textbook that stand in the exam. Whose rows were asked about?
seen = exam[["account_id", "noted_on"]].drop_duplicates()
both = textbook.merge(seen, on=["account_id", "noted_on"], how="left", indicator=True)
both["in_both"] = both["_merge"] == "both"
met = both.groupby("gone").agg(rows=("in_both", "size"), met=("in_both", "sum"))
# %% w16-q1 wrong: copies counted once | Each customer's month counts once here, however often it sat in the exam. Does the slide's score count a copy once?
once = exam.drop_duplicates(subset=["account_id", "noted_on"])
seen = textbook[["account_id", "noted_on"]].drop_duplicates()
both = once.merge(seen, on=["account_id", "noted_on"], how="left", indicator=True)
both["in_both"] = both["_merge"] == "both"
met = both.groupby("gone").agg(rows=("in_both", "size"), met=("in_both", "sum"))
# %% w16-q1 wrong: in percent | Those are shares. How many rows is each?
seen = textbook[["account_id", "noted_on"]].drop_duplicates()
both = exam.merge(seen, on=["account_id", "noted_on"], how="left", indicator=True)
both["in_both"] = both["_merge"] == "both"
met = both.groupby("gone").agg(rows=("in_both", "size"), met=("in_both", "mean"))
met["met"] = 100 * met["met"]
# %% w16-q1 wrong: the rows before the split | Those are all rows, before the split. Which table is the exam?
seen = textbook[["account_id", "noted_on"]].drop_duplicates()
both = balanced.merge(seen, on=["account_id", "noted_on"], how="left", indicator=True)
both["in_both"] = both["_merge"] == "both"
met = both.groupby("gone").agg(rows=("in_both", "size"), met=("in_both", "sum"))
# %% w16-q1 typed: typed in | Those counts fit the rows that you have and no others. Let the join find them.

# %% w16-q2v2 exercise: table | The column that knows too much
# The insight: a high score is a reason to ask when a column is filled; only the answer to that accuses it.
# %% w16-q2v2 right: a list of rows
suspects = pd.DataFrame([{"column": name, "auc": alone(later, name), "leaks": name == "exit_survey_sent"} for name in candidates])
# %% w16-q2v2 right: three columns, the verdict as 0 and 1
suspects = pd.DataFrame({"column": candidates})
suspects["auc"] = [round(alone(later, name), 2) for name in suspects["column"]]
suspects["leaks"] = [0, 0, 0, 0, 0, 0, 0, 1]
# %% w16-q2v2 right: a loop, in order of the score
found = []
for name in candidates:
    found.append((name, alone(later, name), False))
suspects = pd.DataFrame(found, columns=["column", "auc", "leaks"]).sort_values("auc", ascending=False)
suspects.loc[suspects["column"].isin(["exit_survey_sent"]), "leaks"] = True
# %% w16-q2v2 right: by a Series, and a bound that is near 1
scores = pd.Series({name: alone(later, name) for name in candidates}, name="auc")
suspects = scores.rename_axis("column").reset_index()
suspects["leaks"] = suspects["auc"] > 0.9
# %% w16-q2v2 wrong: nobody is accused | No column is accused, and one of them says almost exactly who left. When is it filled?
suspects = pd.DataFrame([{"column": name, "auc": alone(later, name), "leaks": False} for name in candidates])
# %% w16-q2v2 wrong: the best honest one as well | Two are accused. One of them stood in a log on the evening of the note. Is being good a proof?
suspects = pd.DataFrame([{"column": name, "auc": alone(later, name), "leaks": name in ("exit_survey_sent", "days_used")} for name in candidates])
# %% w16-q2v2 wrong: the best honest one alone | Days of use are counted until the evening of the note, so they were known. Which column is filled only when a customer asks to cancel?
suspects = pd.DataFrame([{"column": name, "auc": alone(later, name), "leaks": name == "days_used"} for name in candidates])
# %% w16-q2v2 wrong: whatever sorts at all | Several columns are accused because they sort better than the rest. Which of them could not be known that day?
suspects = pd.DataFrame([{"column": name, "auc": alone(later, name), "leaks": alone(later, name) > 0.6} for name in candidates])
# %% w16-q2v2 wrong: all that were known are accused | The verdict is the wrong way round: these seven were known that day. Which was not?
suspects = pd.DataFrame([{"column": name, "auc": alone(later, name), "leaks": name != "exit_survey_sent"} for name in candidates])
# %% w16-q2v2 wrong: not turned round | Some are below a half, as if they knew less than a coin. What does `alone` do with a column in which leavers come last?
suspects = pd.DataFrame([{"column": name, "auc": roc_auc_score(later["gone"], later[name].fillna(later[name].median())), "leaks": name == "exit_survey_sent"} for name in candidates])
# %% w16-q2v2 wrong: on the rows to learn from | Those scores are from the months until March. Which rows were asked for?
suspects = pd.DataFrame([{"column": name, "auc": alone(early, name), "leaks": name == "exit_survey_sent"} for name in candidates])
# %% w16-q2v2 wrong: the seven | Seven columns are tried. Which one does the team's model have besides?
suspects = pd.DataFrame([{"column": name, "auc": alone(later, name), "leaks": False} for name in features])
# %% w16-q2v2 same: 0.9 became 0.8 | On most data the best honest column lies below 0.8, so both bounds accuse the same one.
# %% w16-q2v2 same: `>` became `>=` | No column's score is the bound itself.
# %% w16-q2v2 typed: typed in | Those scores fit the rows that you have and no others. Let `alone` compute them.

# %% w16-q3 exercise: model bar=0.7 ceiling=0.9 metric=roc_auc positive=1 id=account_id forbidden=exit_survey_sent seconds=10 | The proof that it is gone
# The insight: a leak is gone when unseen rows say so; what is good and was known stays in.
# %% w16-q3 questions: 30 September 2025, as the warehouse has it today
questions = sql("""
    SELECT h.account_id, h.noted_on, h.sold_by, h.months, h.seats, h.days_used, h.days_used_before, h.owner_days,
           h.open_tickets, h.late_days, a.exit_survey_sent
    FROM health AS h JOIN accounts AS a ON a.account_id = h.account_id
    WHERE h.noted_on = '2025-09-30'
    ORDER BY h.account_id""")
# %% w16-q3 labels: who left within ninety days
labels = sql("""
    SELECT h.account_id, CASE WHEN a.cancelled_on <= date(h.noted_on, '+90 days') THEN 1 ELSE 0 END AS gone
    FROM health AS h JOIN accounts AS a ON a.account_id = h.account_id
    WHERE h.noted_on = '2025-09-30'""").set_index("account_id")["gone"]
# %% w16-q3 learnt: the months of which the last was known on 30 September
learnt = """
    SELECT h.*, a.exit_survey_sent, h.noted_on <= '2025-06-30' AS in_time
    FROM health AS h JOIN accounts AS a ON a.account_id = h.account_id
    ORDER BY h.noted_on, h.account_id"""
# %% w16-q3 right: the regression
honest = regression()
honest.fit(early[features], early["gone"])
# %% w16-q3 right: a regression of one's own, and the columns by what they are not
wanted = [name for name in candidates if name != "exit_survey_sent"]
honest = make_pipeline(SimpleImputer(strategy="mean"), StandardScaler(), LogisticRegression(class_weight="balanced"))
honest.fit(early.loc[:, wanted], early["gone"].tolist())
# %% w16-q3 right: a forest that does not learn by heart
from sklearn.ensemble import RandomForestClassifier
honest = make_pipeline(SimpleImputer(strategy="median"), RandomForestClassifier(100, min_samples_leaf=30, random_state=7))
honest.fit(early[features], early["gone"])
# %% w16-q3 right: boosting, which minds no gaps
from sklearn.ensemble import HistGradientBoostingClassifier
honest = HistGradientBoostingClassifier(max_iter=50, max_depth=3, random_state=1).fit(early[features], early["gone"])
# %% w16-q3 right: naive Bayes, as a function of rows
from sklearn.naive_bayes import GaussianNB
model = make_pipeline(SimpleImputer(strategy="median"), GaussianNB()).fit(early[features], early["gone"])
def honest(september):
    return model.predict_proba(september[features])[:, 1]
# %% w16-q3 right: leavers copied among the rows to learn from
both = pd.concat([early] + [early[early["gone"] == 1]] * 9, ignore_index=True)
honest = regression()
honest.fit(both[features], both["gone"])
# %% w16-q3 right: half of the months that were known, without gaps
half = known[known["noted_on"] <= "2025-06-30"].dropna().sample(frac=0.5, random_state=2)
honest = regression()
honest.fit(half[features], half["gone"])
# %% w16-q3 wrong: a little of the survey | It still knows a little of who has been sent the survey, which was not known on 30 September. Where does it come in?
model = regression()
model.fit(early[features], early["gone"])
def honest(september):
    return model.predict_proba(september[features])[:, 1] + 0.03 * september["exit_survey_sent"]
# %% w16-q3 wrong: the survey kept | On rows that nobody had it is too good to be true. Which column has been filled since, for those who left?
honest = regression()
honest.fit(early[candidates], early["gone"])
# %% w16-q3 wrong: the survey alone | One column, and too good to be true. Was it known on 30 September?
honest = regression()
honest.fit(early[["exit_survey_sent"]], early["gone"])
# %% w16-q3 wrong: the best honest column dropped as well | The leak is gone, and so is the best column that was known in time. What was days_used accused of?
honest = regression()
honest.fit(early[["months", "seats", "days_used_before", "owner_days", "open_tickets", "late_days"]], early["gone"])
# %% w16-q3 wrong: learnt from the later rows | This has learnt from July and August. Was it known on 30 September who of August would leave within ninety days?
honest = regression()
honest.fit(later[features], later["gone"])
# %% w16-q3 wrong: a random split of all months | Months were shuffled, so that it learnt from some of which nobody knew the end. Where does the calendar cut?
mixed, rest = train_test_split(known, test_size=0.25, random_state=16)
honest = regression()
honest.fit(mixed[features], mixed["gone"])
# %% w16-q3 wrong: all months there are | It learnt from every month up to August. Of which of them was it known on 30 September who had left?
honest = regression()
honest.fit(known[features], known["gone"])
# %% w16-q3 wrong: learnt from July as well | Was it known on 30 September who of July would leave within ninety days?
until_july = known[known["noted_on"] <= "2025-07-31"]
honest = regression()
honest.fit(until_july[features], until_july["gone"])
# %% w16-q3 wrong: nine in ten of all months, by lot | Rows drawn by lot come from all months, and of July and August nobody knew the end yet. Where does the calendar cut?
some = known.sample(frac=0.9, random_state=3)
honest = regression()
honest.fit(some[features], some["gone"])
# %% w16-q3 wrong: as many rows, of all months | Those are as many rows as `early` has, and some are of July and August. Was it known on 30 September how these would end?
as_many = known.sample(n=len(early), random_state=5).reset_index(drop=True)
honest = regression()
honest.fit(as_many[features], as_many["gone"])
# %% w16-q3 wrong: by heart | This tree may ask as many questions as it likes. What did the lesson's deep tree learn?
honest = make_pipeline(SimpleImputer(strategy="median"), DecisionTreeClassifier(random_state=16))
honest.fit(early[features], early["gone"])
# %% w16-q3 wrong: the team's own | That is the team's model as it was, and too good to be true. Which of its columns has been filled since?
honest = team
# %% w16-q3 wrong: the vendor's | That is Northlight's model. What did its textbook have too often?
honest = vendor
# %% w16-q3 wrong: yes and no for chances | Those are a yes or a no for each account, cut at 0.5 by habit. Which method says how sure the model is?
fitted = regression()
fitted.fit(early[features], early["gone"])
def honest(september):
    return fitted.predict(september[features])
# %% w16-q3 wrong: the chance of staying | Those are the chances of staying. Which of the two columns of predict_proba is the chance of leaving?
# from: yes and no for chances
# ~ predict(september[features]) => predict_proba(september[features])[:, 0]
# %% w16-q3 wrong: nothing learnt yet | The model has not seen one row. Which method shows it the rows and their labels?
honest = regression()
# %% w16-q3 typed: typed in | Those are chances of the accounts that you have and of no others. What is to be handed in: a list, or what makes one?

# %% w16-q4 exercise: table | Noise that looks good
# The insight: what is computed from answers carries them along; a month that nobody had shows it, and nothing else does.
# %% w16-q4 right: two lists
# from: the notebook's
# - codes.round(2)
# %% w16-q4 right: four numbers
first = roc_auc_score(exam_rows["gone"], share_of(early, exam_rows))
second = roc_auc_score(later["gone"], share_of(early, later))
third = roc_auc_score(exam_rows["gone"], share_of(training, exam_rows))
fourth = roc_auc_score(later["gone"], share_of(training, later))
codes = pd.DataFrame([["all", first, second], ["training", third, fourth]], columns=["counted_from", "exam", "later"])
# %% w16-q4 right: a loop over two dictionaries, rounded
found = []
for name, source in {"all": early, "training": training}.items():
    line = {"counted_from": name}
    for where, table in {"exam": exam_rows, "later": later}.items():
        line[where] = round(roc_auc_score(table["gone"], share_of(source, table)), 2)
    found.append(line)
codes = pd.DataFrame(found)
# %% w16-q4 right: joined by hand, the AUC by ranks
def auc(table, source):
    shares = source.groupby("sold_by", as_index=False).agg(share=("gone", "mean"))
    wide = table.merge(shares, on="sold_by", how="left")
    ranks = wide["share"].fillna(source["gone"].mean()).rank()
    ones = wide["gone"].sum()
    return (ranks[wide["gone"] == 1].sum() - ones * (ones + 1) / 2) / (ones * (len(wide) - ones))
codes = pd.DataFrame({"exam": [auc(exam_rows, early), auc(exam_rows, training)], "later": [auc(later, early), auc(later, training)]},
                     index=pd.Index(["all", "training"], name="counted_from"))
# %% w16-q4 wrong: the two sources exchanged | The rows are exchanged: which count had the answers of January to March in it?
# from: two lists
# ~ "all", "training" => "training", "all"
# %% w16-q4 wrong: July and August counted from themselves | On July and August the code knows much here: their own answers were counted. Could anybody have them in spring?
# from: two lists
# ~ source, later => later, later
# %% w16-q4 wrong: the exam counted from itself | In January to March the code knows most of all here: the shares were counted from those rows alone. Which rows are `source`?
# from: two lists
# ~ source, exam_rows => exam_rows, exam_rows
# %% w16-q4 wrong: scored on the textbook | The column `exam` is scored on the rows from which the shares were counted. Which rows are the exam?
# from: two lists
# ~ exam_rows["gone"], share_of(source, exam_rows) => source["gone"], share_of(source, source)
# %% w16-q4 wrong: always counted from all | Both rows are the same. For which one were only the months until September 2024 counted?
codes = pd.DataFrame({
    "counted_from": ["all", "training"],
    "exam": [roc_auc_score(exam_rows["gone"], share_of(early, exam_rows))] * 2,
    "later": [roc_auc_score(later["gone"], share_of(early, later))] * 2,
})
# %% w16-q4 wrong: the exam under later | The two columns are exchanged. In which months had the consultant the answers?
codes = pd.DataFrame({
    "counted_from": ["all", "training"],
    "later": [roc_auc_score(exam_rows["gone"], share_of(source, exam_rows)) for source in [early, training]],
    "exam": [roc_auc_score(later["gone"], share_of(source, later)) for source in [early, training]],
})
# %% w16-q4 wrong: the consultant's row alone | That is how he counted. What does the share know that was counted without the exam's answers?
codes = pd.DataFrame({"counted_from": ["all"], "exam": [roc_auc_score(exam_rows["gone"], share_of(early, exam_rows))],
                      "later": [roc_auc_score(later["gone"], share_of(early, later))]})
# %% w16-q4 wrong: average shares | Those are average shares of leavers. Which function says how well a share sorts leavers from stayers?
codes = pd.DataFrame({
    "counted_from": ["all", "training"],
    "exam": [share_of(source, exam_rows).mean() for source in [early, training]],
    "later": [share_of(source, later).mean() for source in [early, training]],
})
# %% w16-q4 typed: typed in | Those scores fit the rows that you have and no others. Let `share_of` count.

# %% w16-q5v2 exercise: table | One model, three promises
# The insight: a way of cutting is a claim about the future; a promise that was made by another cut will not be kept.
# %% w16-q5v2 right: three numbers
# from: the notebook's
# - cuts.round(2)
# %% w16-q5v2 right: the lesson's calls, a list of rows, rounded
lot = cross_val_score(forest, early[columns], early["gone"], scoring="roc_auc", cv=KFold(n_splits=5, shuffle=True, random_state=16))
new = cross_val_score(forest, early[columns], early["gone"], scoring="roc_auc", cv=GroupKFold(n_splits=5), groups=early["account_id"])
found = [{"cut": "row", "auc": round(lot.mean(), 2)}, {"cut": "account", "auc": round(new.mean(), 2)}]
model = forest.fit(training[columns], training["gone"])
found.append({"cut": "time", "auc": round(roc_auc_score(exam_rows["gone"], model.predict_proba(exam_rows[columns])[:, 1]), 2)})
cuts = pd.DataFrame(found)
# %% w16-q5v2 right: five exams by hand, and one of months as a list of places
X, y = early[columns], early["gone"]
def score(book, places):
    fitted = forest.fit(X.iloc[book], y.iloc[book])
    return roc_auc_score(y.iloc[places], fitted.predict_proba(X.iloc[places])[:, 1])
by_row = [score(*parts) for parts in KFold(5, shuffle=True, random_state=16).split(X)]
by_account = [score(*parts) for parts in GroupKFold(5).split(X, groups=early["account_id"])]
places = pd.Series(range(len(early)), index=early["noted_on"])
by_time = score(places[:"2024-09-30"].tolist(), places["2025-01-01":].tolist())
cuts = pd.DataFrame({"auc": [sum(by_row) / 5, sum(by_account) / 5, by_time]}, index=pd.Index(["row", "account", "time"], name="cut"))
# %% w16-q5v2 wrong: by row twice | The first two numbers are one: both are cut by row. Which cut keeps the rows of an account together?
# from: three numbers
# ~ GroupKFold(5) => KFold(5, shuffle=True, random_state=16)
# %% w16-q5v2 wrong: accuracy | All three lie near 1: that is the share of rows that are right, and a slip of paper that says *stays* has it, too. Which score was asked for?
by_row = cross_val_score(forest, early[columns], early["gone"], cv=KFold(5, shuffle=True, random_state=16)).mean()
by_account = cross_val_score(forest, early[columns], early["gone"], cv=GroupKFold(5), groups=early["account_id"]).mean()
forest.fit(training[columns], training["gone"])
cuts = pd.DataFrame({"cut": ["row", "account", "time"], "auc": [by_row, by_account, forest.score(exam_rows[columns], exam_rows["gone"])]})
# %% w16-q5v2 wrong: the number taken out | That is the forest without the account's number. Which eight columns has the team's forest?
columns = features
forest.fit(training[columns], training["gone"])
by_time = roc_auc_score(exam_rows["gone"], forest.predict_proba(exam_rows[columns])[:, 1])
cuts = pd.DataFrame({"cut": ["row", "account", "time"], "auc": [score_by(KFold(5, shuffle=True, random_state=16)), score_by(GroupKFold(5)), by_time]})
# %% w16-q5v2 wrong: learnt from its exam | The number of the cut by time is 1, or nearly: the forest was scored on rows that it had learnt from. From which rows may it learn for the cut by time?
# from: three numbers
# ~ forest.fit(training[columns], training["gone"]) => forest.fit(early[columns], early["gone"])
# %% w16-q5v2 wrong: scored on July and August | The promise by time is from July and August. They are for one look at the end. Which rows are the exam here?
# from: three numbers
# ~ roc_auc_score(exam_rows["gone"], forest.predict_proba(exam_rows[columns]) => roc_auc_score(later["gone"], forest.predict_proba(later[columns])
# %% w16-q5v2 wrong: yes and no for chances | The number of the cut by time is computed from a yes or a no for each row. Which method gives chances?
# from: three numbers
# ~ forest.predict_proba(exam_rows[columns])[:, 1] => forest.predict(exam_rows[columns])
# %% w16-q5v2 wrong: row and account exchanged | The first two numbers are exchanged. Which cut lets the forest meet an account again?
# from: three numbers
# ~ ["row", "account", "time"] => ["account", "row", "time"]
# %% w16-q5v2 wrong: not shuffled | The first cut goes through the rows in their order, which is that of the months. What makes a lot of it?
# from: three numbers
# ~ KFold(5, shuffle=True, random_state=16) => KFold(5)
# %% w16-q5v2 same: 5 became 4 | Four exams in place of five are cut in the same way: on some data the mean of both is one number, to the hundredth.
# %% w16-q5v2 same: 5 became 6 | Six exams in place of five are cut in the same way: on some data the mean of both is one number, to the hundredth.
# %% w16-q5v2 same: random_state=16 dropped | Another lot is a cut of the same kind, and the mean of five exams hardly moves: on some data not by a hundredth.
# %% w16-q5v2 same: 16 became 15 | Another lot is a cut of the same kind, and the mean of five exams hardly moves: on some data not by a hundredth.
# %% w16-q5v2 same: '2024-09-30' became '2024-10-01' | Notes are made on the last day of a month, so no row lies between the two days.
# %% w16-q5v2 same: '2025-01-01' became '2025-01-02' | Notes are made on the last day of a month, so no row lies between the two days.
# %% w16-q5v2 typed: typed in | Those scores fit the rows that you have and no others. Let the forest be scored.

# %% w16-q6 exercise: text least=80 most=200 | A checklist for every model demo
# The insight: each question of the list is a place where the exam's answers may have got into the textbook.
# states: how many left :: SELECT COUNT(*) FROM health AS h JOIN accounts AS a ON a.account_id = h.account_id WHERE h.noted_on IN ('2025-07-31', '2025-08-31') AND a.cancelled_on <= date(h.noted_on, '+90 days') :: In how many rows of July and August did the customer leave? The cell above your text prints it.
# words: rows that nobody had :: later, month, months, unseen, future, new, held, nobody, never, July, August :: Which rows could the vendor not have prepared?
# tick: It begins with what became of the 98 %: how many left, and how many of them were named.
# tick: It asks for a score on rows that nobody had, and what a dumb rule scores on them.
# tick: It asks when the split was made: before or after rows were copied and numbers counted from answers.
# tick: It asks whether a row, or an account, stands on both sides, and names the join that shows it.
# tick: It asks on which day the best column is filled.
# tick: It asks how many versions were tried on that exam.
# %% w16-q6 right: numbered
checklist = """July and August had 152 rows whose customer left; the vendor's model named 26 of them. Before I believe the next number I ask:
1. From which rows is this score? I bring a later month that you did not have, and we score it here.
2. What does the rule "nobody leaves" get on the same rows?
3. When did you split? Copies, fillings and shares come after it, from the training part alone.
4. Show me a join of test rows to training rows. How many match? How many accounts are on both sides?
5. Each column alone, please. For the best: who fills it, and on which day?
6. How many models did you try on this test before you chose?"""
# %% w16-q6 right: in sentences
checklist = """The 98 % became this: 152 departures in the two later months, about one in six of them named. So, in this order. First the rows: whose months are these, and could anybody have had them while the model was made? I will hand over a new month in the meeting. Then the dumb rule on the same rows, beside the score. Then the split, whether it came before the copying of leavers and before shares were counted per salesperson; a join of both sides, by account and month, should be empty. Then the columns, each alone, with the day on which the best of them is filled. Last, how often this exam was looked at, and what was changed each time. Nobody is accused by any of it."""
# %% w16-q6 right: a question and its evidence
checklist = """152 rows with a leaver in summer, and 26 caught: that is what 98 % was worth to us.
- Unseen rows? Evidence: a score on a month that I choose.
- Better than a rule? Evidence: "everybody stays", scored on the same month.
- Copies? Evidence: exam joined to textbook, matches counted, should be none.
- Same customers? Evidence: the split is by account and by date.
- A column from the future? Evidence: every column alone, and for the best one the day on which it is written.
- Answers in the features? Evidence: averages per code are counted in training only, and hold later.
- Tuned on the exam? Evidence: a list of all versions tried."""
# %% w16-q6 wrong: too short | Your text has 14 words; at least 80 are asked for.
checklist = "Of 152 who left it named few. Always ask for rows that nobody had."
# %% w16-q6 wrong: without the number | In how many rows of July and August did the customer leave? The cell above your text prints it.
checklist = """The vendor's model named hardly any of those who left in summer. Before I believe the next number I ask: from which rows is this score? I bring a later month that you did not have, and we score it here. What does the rule "nobody leaves" get on the same rows? When did you split? Copies, fillings and shares come after it, from the training part alone. Show me a join of test rows to training rows. How many match? How many accounts are on both sides? Each column alone, please. For the best: who fills it, and on which day? How many models did you try on this test before you chose?"""
# %% w16-q6 wrong: the slide's number | In how many rows of July and August did the customer leave? The cell above your text prints it.
checklist = """The model is right for 98 % of the exam, which is a splendid number, and in the later months it was right for about 92 % of the rows. That is still very good for a first model of ours. I would ask the vendor for more data, for a larger model and for a longer test, and I would ask whether it can be delivered by Friday so that Jonas can begin to call the customers whom it names. I would also ask for the price of each further month, and whether the contract can be cancelled if the number should fall below 90 % later in the year."""
# %% w16-q6 wrong: the exercise copied | Most of that is the text of the exercise. What would you say in your own words?
checklist = """On Thursday Northlight comes back. Write the list that you will have in front of you, then and at every demo of a model (80 to 200 words): five to eight questions, in the order in which you would ask them, each with what an answer would have to show you. Begin with what happened to the 98 %: of how many rows of July and August in which the customer left (say the number), it named how many. Its length is checked, and that number; what else it holds you tick below it."""
