# Week 14 · A first model: the answers that prove its checks. CONTRIBUTING.md explains the format.
# %% w14-q1 exercise: table | Another deadline
# The insight: a label is a definition with a deadline; move it, and other rows are known, and other customers have left.
# %% w14-q1 right: with CASE
%%sql sixty_days
SELECT h.noted_on, COUNT(*) AS accounts, SUM(CASE WHEN julianday(a.cancelled_on) - julianday(h.noted_on) <= 60 THEN 1 ELSE 0 END) AS gone
FROM health AS h
JOIN accounts AS a ON a.account_id = h.account_id
WHERE h.noted_on >= '2025-01-01' AND h.noted_on <= '2025-10-31'
GROUP BY h.noted_on
# %% w14-q1 right: days counted, and a LEFT JOIN
%%sql sixty_days
WITH close AS (SELECT account_id, cancelled_on FROM accounts WHERE cancelled_on IS NOT NULL)
SELECT noted_on, COUNT(*) AS accounts, COUNT(CASE WHEN julianday(close.cancelled_on) - julianday(noted_on) <= 60 THEN 1 END) AS gone
FROM health
LEFT JOIN close ON close.account_id = health.account_id
WHERE substr(noted_on, 1, 4) = '2025' AND julianday('2025-12-31') - julianday(noted_on) >= 60
GROUP BY noted_on
ORDER BY noted_on DESC
# %% w14-q1 right: with pandas
notes = sql("SELECT h.account_id, h.noted_on, a.cancelled_on FROM health AS h JOIN accounts AS a USING (account_id) WHERE h.noted_on BETWEEN '2025-01-31' AND '2025-10-31'")
notes["soon"] = (pd.to_datetime(notes["cancelled_on"]) - pd.to_datetime(notes["noted_on"])).dt.days <= 60
sixty_days = notes.groupby("noted_on")["soon"].agg(accounts="size", gone="sum").reset_index()
# %% w14-q1 right: a comparison added up
sixty_days = sql("""
SELECT h.noted_on, COUNT(*) AS accounts, COALESCE(SUM(a.cancelled_on <= date(h.noted_on, '+60 days')), 0) AS gone
FROM health h, accounts a
WHERE a.account_id = h.account_id AND h.noted_on LIKE '2025%' AND h.noted_on < '2025-11-01'
GROUP BY 1
""")
# %% w14-q1 wrong: November and December as well | Notes are in it whose sixty days are not over when the data end. Who is counted as staying there, and who knows?
# from: with CASE
# ~ '2025-01-01' AND h.noted_on <= '2025-10-31' => '2025-01-01'
# %% w14-q1 wrong: the months of the lesson | It ends in September, where ninety days ended. When are the sixty days of the next note over?
# from: with CASE
# ~ '2025-10-31' => '2025-09-30'
# %% w14-q1 wrong: ninety days | That is the deadline of the lesson. Which one does customer care ask for?
# from: with CASE
# ~ <= 60 => <= 90
# %% w14-q1 wrong: ever after | Those left at any time after the note. By which day should they have gone?
# from: with CASE
# ~ julianday(a.cancelled_on) - julianday(h.noted_on) <= 60 => a.cancelled_on IS NOT NULL
# %% w14-q1 wrong: leavers alone | Only those who left are counted as accounts. Which condition has gone into WHERE, and where does it belong?
%%sql sixty_days
SELECT h.noted_on, COUNT(*) AS accounts, COUNT(*) AS gone
FROM health AS h
JOIN accounts AS a ON a.account_id = h.account_id
WHERE h.noted_on >= '2025-01-01' AND h.noted_on <= '2025-10-31' AND a.cancelled_on <= date(h.noted_on, '+60 days')
GROUP BY h.noted_on
# %% w14-q1 wrong: every row counted | Every account counts as gone. What does COUNT make of a 0?
# from: with CASE
# ~ SUM => COUNT
# %% w14-q1 wrong: two months | Two months are 59 to 62 days. How many did customer care say?
# from: with CASE
# ~ julianday(a.cancelled_on) - julianday(h.noted_on) <= 60 => a.cancelled_on <= date(h.noted_on, '+2 months')
# %% w14-q1 wrong: 2024 as well | Months of 2024 are in it. Which year was asked for?
# from: with CASE
# ~ >= '2025-01-01' AND h.noted_on <= '2025-10-31' => <= '2025-10-31'
# %% w14-q1 wrong: a share | That is the share of those who left. How many are they?
# from: with CASE
# ~ SUM => AVG
# %% w14-q1 typed: typed in | Those are the counts of the customers you have. Let the query count.
# %% w14-q2 exercise: value decimals=4 | Rosa's rule
# The insight: the number to beat is known before there is a model, and a plain rule of somebody who knows is hard to beat.
# %% w14-q2 right: three times CASE
# from: the notebook's
# - rule_auc
# %% w14-q2 right: COALESCE, and comparisons added
rosa = sql("""
SELECT a.cancelled_on IS NOT NULL AND julianday(a.cancelled_on) - julianday(h.noted_on) <= 90 AS gone,
       (late_days > 0) + (COALESCE(owner_days, 99) > 21) + (days_used < 5) AS points
FROM health h JOIN accounts a USING (account_id)
WHERE noted_on BETWEEN '2025-06-30' AND '2025-09-30'
""")
rule_auc = round(roc_auc_score(rosa.gone, rosa.points), 4)
# %% w14-q2 right: with pandas
away = later["owner_days"].isna() | (later["owner_days"] > 21).fillna(False)
worry = (later["late_days"] > 0).astype(int) + away.astype(int) + (later["days_used"] <= 4).astype(int)
rule_auc = roc_auc_score(later["gone"], worry)
# %% w14-q2 right: pair by pair
points = sql("SELECT noted_on, account_id, (late_days > 0) + (owner_days IS NULL OR owner_days > 21) + (days_used < 5) AS points FROM health")
both = later.merge(points, on=["noted_on", "account_id"])
left, stayed = both[both["gone"] == 1]["points"].value_counts(), both[both["gone"] == 0]["points"].value_counts()
right = sum(left[one] * stayed[other] * ((one > other) + (one == other) / 2) for one in left.index for other in stayed.index)
rule_auc = right / (left.sum() * stayed.sum())
# %% w14-q2 wrong: NULL forgotten | Owners who never signed in get no point. What do NULL > 21 and = NULL give, and which words ask whether something is NULL?
# from: three times CASE
# ~ OR h.owner_days IS NULL THEN => THEN
# %% w14-q2 wrong: one point for any | That gives one point at most. What does Rosa give an account of which all three are true?
# from: three times CASE
# ~ > 0 THEN => > 0 OR h.owner_days > 21 OR h.owner_days IS NULL OR h.days_used < 5 THEN
# ~ WHEN h.owner_days > 21 OR h.owner_days IS NULL => WHEN 1 = 0
# ~ WHEN h.days_used < 5 => WHEN 1 = 0
# %% w14-q2 wrong: two points as yes | That asks only whether there are two points or more. Is an account with three no more worrying than one with two?
# from: three times CASE
# ~ rosa["points"] => rosa["points"] >= 2
# %% w14-q2 wrong: on the months to learn from | Those are the months until March. On which months was it to be judged?
# from: three times CASE
# ~ >= '2025-06-30' AND h.noted_on <= '2025-09-30' => <= '2025-03-31'
# %% w14-q2 wrong: all months | Those are all months together. Which of them had nobody seen on 30 June?
# from: three times CASE
# ~ >= '2025-06-30' AND h.noted_on <= '2025-09-30' => <= '2025-09-30'
# %% w14-q2 wrong: the accuracy | That is how often two points or more agree with what happened. Which measure is asked for?
# from: three times CASE
# - rule_auc = roc_auc_score(rosa["gone"], rosa["points"])
# + rule_auc = ((rosa["points"] >= 2) == (rosa["gone"] == 1)).mean()
# %% w14-q2 wrong: five days as well | Five days get a point, too. What is fewer than five?
# from: three times CASE
# ~ < 5 => <= 5
# %% w14-q2 wrong: 21 days as well | Whoever signed in 21 days ago gets a point, too. What is more than 21?
# from: three times CASE
# ~ h.owner_days > 21 OR => h.owner_days >= 21 OR
# %% w14-q2 wrong: few days the wrong way round | Whoever uses it much gets a point. Which of the two worries Rosa?
# from: three times CASE
# ~ < 5 => > 5
# %% w14-q2 wrong: the paid ones | Whoever has paid gets a point. What does 0 mean in late_days?
# from: three times CASE
# ~ > 0 => = 0
# %% w14-q2 wrong: the two exchanged | Points and answer stand in each other's place. Which of the two does roc_auc_score take first?
# from: three times CASE
# ~ rosa["gone"], rosa["points"] => rosa["points"] >= 2, rosa["gone"]
# %% w14-q2 wrong: from July on | The note of 30 June is missing. Had anybody seen its answer on that day?
# from: three times CASE
# ~ >= '2025-06-30' => > '2025-06-30'
# %% w14-q2 typed: typed in | That is the score on the customers you have. Let her points be scored.
# %% w14-q3 exercise: table | By lot, or by time
# The insight: drawn by lot, one month of an account is learnt from and the next is the examination; the split then chooses the model, and the wrong one.
# %% w14-q3 right: four calls
def score(model, learn, test):
    model.fit(learn[features], learn["gone"])
    chance = model.predict_proba(test[features])[:, 1]
    return roc_auc_score(test["gone"], chance)
looks = pd.DataFrame({
    "split": ["by lot", "by time"],
    "forest": [score(forest(), rest, drawn), score(forest(), early, later)],
    "regression": [score(regression(), rest, drawn), score(regression(), early, later)],
})
# %% w14-q3 right: a loop
rows = []
for split, learn, test in [("by time", early, later), ("by lot", rest, drawn)]:
    row = {"split": split}
    for name, make in {"forest": forest, "regression": regression}.items():
        fitted = make().fit(learn[features], learn["gone"])
        row[name] = round(roc_auc_score(test["gone"], fitted.predict_proba(test[features])[:, 1]), 3)
    rows.append(row)
looks = pd.DataFrame(rows)
# %% w14-q3 right: with a scorer of scikit-learn
from sklearn.metrics import get_scorer
def score(model, learn, test):
    return get_scorer("roc_auc")(model.fit(learn.drop(columns="gone"), learn["gone"]), test.drop(columns="gone"), test["gone"])
splits = {"by lot": (rest, drawn), "by time": (early, later)}
looks = pd.DataFrame({"forest": {name: score(forest(), *two) for name, two in splits.items()},
                      "regression": {name: score(regression(), *two) for name, two in splits.items()}})
looks = looks.rename_axis("split").reset_index()
# %% w14-q3 wrong: scored on the rows it learnt from | Each is scored on the rows that it has learnt from. Whom would you let set his own examination?
# from: four calls
# ~ test[features] => learn[features]
# ~ test["gone"] => learn["gone"]
# %% w14-q3 wrong: classes in place of chances | Those are scores of yes and no. Which method says how large the chance is?
# from: four calls
# ~ predict_proba(test[features])[:, 1] => predict(test[features])
# %% w14-q3 wrong: the chance of staying | Far below a half: that is the chance of the other answer. Which of the two columns is which?
# from: four calls
# ~ [:, 1] => [:, 0]
# %% w14-q3 wrong: how often it is right | That is the accuracy. What would a slip of paper have, that says stays?
# from: four calls
# - chance = model.predict_proba(test[features])[:, 1]
# - return roc_auc_score(test["gone"], chance)
# + return model.score(test[features], test["gone"])
# %% w14-q3 wrong: the same split twice | Both rows are drawn by lot. Which rows were known on 30 June, and which came after?
# from: four calls
# ~ forest(), early, later => forest(), rest, drawn
# ~ early, later => rest, drawn
# %% w14-q3 wrong: the two rows exchanged | Each number stands beside the name of the other split. In which order are the names?
# from: four calls
# ~ "by lot", "by time" => "by time", "by lot"
# %% w14-q3 wrong: learnt from what came later | It learns from the later rows and is asked about the early ones. In which direction does time run?
# from: four calls
# ~ forest(), early, later => forest(), later, early
# ~ early, later => later, early
# %% w14-q3 wrong: learnt from everything | By time, it has learnt from all rows, those of the examination among them. What was known on 30 June?
# from: four calls
# ~ forest(), early => forest(), known
# ~ early => known
# %% w14-q3 wrong: the rest by lot, the test by time | The second row learns from rows drawn by lot, and some of them are of the later months. What was known on 30 June?
# from: four calls
# ~ forest(), early => forest(), rest
# ~ early => rest
# %% w14-q3 typed: typed in | Those are the scores on the customers you have. Let the function find them.
# %% w14-q4 exercise: model metric=roc_auc margin=0.02 ceiling=0.92 id=row positive=1 forbidden=account_id,sold_by seconds=10 | Beat Rosa
# The insight: a model is worth what it adds to the rule, on months that it has not seen.
# %% w14-q4 questions: the rows after 30 June, without what came of them
questions = later.drop(columns="gone").rename_axis("row").reset_index()
# %% w14-q4 labels: who left within 90 days
labels = later["gone"].rename_axis("row")
# %% w14-q4 baseline: Rosa's points
baseline = ((later["late_days"] > 0).astype(int) + (later["owner_days"].fillna(99) > 21).astype(int) + (later["days_used"] < 5).astype(int)) / 3
# %% w14-q4 learnt: what was known on 30 June
learnt = """SELECT *, noted_on <= '2025-03-31' AS in_time FROM health ORDER BY noted_on, account_id"""
# %% w14-q4 right: the seven numbers and the plan
# from: the notebook's
# - roc_auc_score(later["gone"], model.predict_proba(later[numbers + words])[:, 1])
# %% w14-q4 right: ColumnTransformer and Pipeline, balanced weights
from sklearn.compose import ColumnTransformer
from sklearn.pipeline import Pipeline
numbers = ["months", "seats", "days_used", "days_used_before", "owner_days", "open_tickets", "late_days"]
model = Pipeline([
    ("columns", ColumnTransformer([
        ("numbers", Pipeline([("fill", SimpleImputer(strategy="constant", fill_value=90)), ("scale", StandardScaler())]), numbers),
        ("words", OneHotEncoder(drop="first"), ["plan"])])),
    ("model", LogisticRegression(class_weight="balanced", C=0.1, max_iter=500)),
])
model.fit(early.drop(columns=["gone", "account_id", "noted_on"]), early["gone"])
# %% w14-q4 right: a function of rows
import numpy as np
table = early[["days_used", "days_used_before", "owner_days", "late_days", "seats", "open_tickets", "months"]].astype(float)
fill, solo = table.median(), (early["plan"] == "Solo").to_numpy()
learnt = LogisticRegression(max_iter=2000).fit(np.column_stack([table.fillna(fill) / table.std(), solo]), early["gone"])
def model(rows):
    own = rows[list(table.columns)].astype(float).fillna(fill) / table.std()
    return learnt.predict_proba(np.column_stack([own, rows["plan"] == "Solo"]))[:, 1]
# %% w14-q4 right: gradient boosting
from sklearn.ensemble import HistGradientBoostingClassifier
numbers = ["months", "seats", "days_used", "days_used_before", "owner_days", "open_tickets", "late_days"]
prepare = make_column_transformer(("passthrough", numbers), (OneHotEncoder(sparse_output=False), ["plan"]))
model = make_pipeline(prepare, HistGradientBoostingClassifier(learning_rate=0.05, max_iter=60, random_state=1))
model.fit(early[numbers + ["plan"]].astype({name: float for name in numbers}), early["gone"])
inner = model
def model(rows):
    return inner.predict_proba(rows[numbers + ["plan"]].astype({name: float for name in numbers}))[:, 1]
# %% w14-q4 right: a forest that must not know anybody
# from: the seven numbers and the plan
# ~ LogisticRegression() => RandomForestClassifier(n_estimators=50, min_samples_leaf=20, random_state=3)
# %% w14-q4 right: naive Bayes
from sklearn.naive_bayes import GaussianNB
numbers = ["months", "seats", "days_used", "days_used_before", "owner_days", "open_tickets", "late_days"]
words = ["plan"]
prepare = make_column_transformer(
    (make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), numbers),
    (OneHotEncoder(handle_unknown="ignore"), words),
)
model = make_pipeline(prepare, GaussianNB())
model.fit(early[numbers + words], early["gone"])
# %% w14-q4 right: without the rows that have a gap
# from: the seven numbers and the plan
# - model.fit(early[numbers + words], early["gone"])
# + whole = early.dropna()
# + model.fit(whole[numbers + words], whole["gone"])
# %% w14-q4 right: leavers copied among the rows to learn from
# from: the seven numbers and the plan
# - model.fit(early[numbers + words], early["gone"])
# + leavers = early[early["gone"] == 1]
# + both = pd.concat([early] + [leavers] * 5, ignore_index=True)
# + model.fit(both[numbers + words], both["gone"])
# %% w14-q4 wrong: the chances by row | Those are the chances of rows that you have, and the check has others as well. What is to be handed in: a list, or what makes one?
numbers = ["months", "seats", "days_used", "days_used_before", "owner_days", "open_tickets", "late_days"]
both = pd.get_dummies(known[numbers + ["plan"]].astype({name: float for name in numbers}).fillna(30), dtype=float)
fitted = make_pipeline(StandardScaler(), LogisticRegression()).fit(both.loc[early.index], early["gone"])
model = pd.Series(fitted.predict_proba(both.loc[later.index])[:, 1], index=later.index)
# %% w14-q4 wrong: not fitted | The pipeline has not seen one row yet. Which method shows it the rows?
# from: the seven numbers and the plan
# - model.fit(early[numbers + words], early["gone"])
# %% w14-q4 wrong: the model of the lesson | That is the lesson's model, which knows only what Finance knows. Which columns has customer care beside it?
# from: the seven numbers and the plan
# ~ "seats", "days_used", "days_used_before", "owner_days", "open_tickets", "late_days" => "late_days"
# %% w14-q4 wrong: without the days of use | It does not know how often anybody signs in. Which two columns say that?
# from: the seven numbers and the plan
# ~ "days_used", "days_used_before", "owner_days" => "owner_days"
# %% w14-q4 wrong: the answer among the features | It has learnt from the column `gone`, which nobody has on that day. What is a feature, and what is the label?
# from: the seven numbers and the plan
# ~ "late_days" => "late_days", "gone"
# %% w14-q4 wrong: learnt from the examination | It has learnt from the very months that it is judged on. What would its score be worth on 30 June?
# from: the seven numbers and the plan
# ~ early[numbers + words], early => later[numbers + words], later
# %% w14-q4 wrong: learnt from all rows | Rows of July are among those it learnt from. What did anybody know of them on 30 June?
# from: the seven numbers and the plan
# ~ early[numbers + words], early => known[numbers + words], known
# %% w14-q4 wrong: learnt from rows drawn by lot | The rows that it learnt from were drawn by lot, so later months are among them. How do you split, if the model is to be used on months to come?
# from: the seven numbers and the plan
# ~ early[numbers + words], early => rest[numbers + words], rest
# %% w14-q4 wrong: learnt until May | It has learnt from the notes of April and May, too. On which day were their ninety days over?
# from: naive Bayes
# - from sklearn.naive_bayes import GaussianNB
# + until_may = known[known["noted_on"] < "2025-06-30"]
# ~ GaussianNB => LogisticRegression
# ~ early[numbers + words], early => until_may[numbers + words], until_may
# %% w14-q4 wrong: learnt until June | The notes of 30 June are among those it learnt from. On which day were their ninety days over?
# from: naive Bayes
# - from sklearn.naive_bayes import GaussianNB
# + until_june = known[known["noted_on"] <= "2025-06-30"]
# ~ GaussianNB => LogisticRegression
# ~ early[numbers + words], early => until_june[numbers + words], until_june
# %% w14-q4 wrong: learnt from all rows, balanced | July is among the rows it learnt from, whatever they weigh. What did anybody know of them on 30 June?
# from: naive Bayes
# - from sklearn.naive_bayes import GaussianNB
# ~ GaussianNB() => LogisticRegression(class_weight="balanced")
# ~ early[numbers + words], early => known[numbers + words], known
# %% w14-q4 wrong: as many rows, of all months | Those are as many rows as `early` has, and drawn from all months. What did anybody know of July on 30 June?
# from: naive Bayes
# - from sklearn.naive_bayes import GaussianNB
# + as_many = known.sample(n=len(early), random_state=5).reset_index(drop=True)
# ~ GaussianNB => LogisticRegression
# ~ early[numbers + words], early => as_many[numbers + words], as_many
# %% w14-q4 wrong: all rows, in a function | It has learnt from all months, and a function around it does not change that. What did anybody know of July on 30 June?
# from: the seven numbers and the plan
# ~ LogisticRegression() => LogisticRegression(C=0.5)
# ~ early[numbers + words], early => known[numbers + words], known
# @ model.fit(known[numbers + words], known["gone"])
# + fitted = model
# + def model(rows):
# +     return fitted.predict_proba(rows)[:, 1]
# %% w14-q4 wrong: the seller as well | It has learnt from `sold_by`, too, which the exercise leaves out. Each code stands for few customers. What would a model learn from it?
# from: the seven numbers and the plan
# ~ words = ["plan"] => words = ["plan", "sold_by"]
# %% w14-q4 wrong: the account's number among the numbers | It has learnt from the account's number, which is a name and no description. Which columns are left?
# from: the seven numbers and the plan
# ~ numbers = ["months" => numbers = ["account_id", "months"
# %% w14-q4 wrong: learnt from the rows drawn to be tested | Those rows were drawn by lot, from all months. Which rows were known on 30 June?
# from: the seven numbers and the plan
# ~ early[numbers + words], early => drawn[numbers + words], drawn
# %% w14-q4 wrong: the wrong way round | It gives the chance of staying. Which of the two columns of predict_proba is asked for?
# from: the notebook's
# - roc_auc_score(later["gone"], model.predict_proba(later[numbers + words])[:, 1])
# + fitted = model
# + def model(rows):
# +     return fitted.predict_proba(rows[numbers + words])[:, 0]
# %% w14-q4 wrong: yes and no in place of chances | It answers yes or no, and nearly always no. Which method says how large the chance is?
# from: the wrong way round
# ~ predict_proba(rows[numbers + words])[:, 0] => predict(rows[numbers + words])
# %% w14-q4 wrong: yes and no, by habit at a half | It says yes above one half, and so it says it of almost nobody. What becomes of the order of all the others?
# from: the notebook's
# ~ LogisticRegression() => LogisticRegression(class_weight="balanced")
# - roc_auc_score(later["gone"], model.predict_proba(later[numbers + words])[:, 1])
# + fitted = model
# + def model(rows):
# +     return (fitted.predict_proba(rows[numbers + words])[:, 1] > 0.5).astype(int)
# %% w14-q4 wrong: the exit survey | It knows whether the exit survey went out, and it goes out when an account asks to cancel. Was that known on the day of the note?
knows = sql("SELECT account_id, exit_survey_sent FROM accounts").set_index("account_id")["exit_survey_sent"]
with_survey = early.assign(survey=early["account_id"].map(knows))
numbers = ["months", "seats", "days_used", "days_used_before", "owner_days", "open_tickets", "late_days", "survey"]
words = ["plan"]
prepare = make_column_transformer(
    (make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), numbers),
    (OneHotEncoder(handle_unknown="ignore"), words),
)
model = make_pipeline(prepare, LogisticRegression())
model.fit(with_survey[numbers + words], with_survey["gone"])
fitted = model
def model(rows):
    return fitted.predict_proba(rows.assign(survey=rows["account_id"].map(knows))[numbers + words])[:, 1]
# %% w14-q4 wrong: the answer looked up | It looks up in the accounts what came after. Who could have done that on 30 June?
went = sql("SELECT account_id, cancelled_on FROM accounts").set_index("account_id")["cancelled_on"]
def model(rows):
    return ((pd.to_datetime(rows["account_id"].map(went)) - pd.to_datetime(rows["noted_on"])).dt.days <= 90).astype(int)
# %% w14-q4 wrong: nobody leaves | It says the same of everybody. Whom would care call first?
def model(rows):
    return [0] * len(rows)
# %% w14-q4 wrong: one column alone | That ranks by one column, and has learnt nothing from any row. What can a regression add to it?
def model(rows):
    return -rows["days_used"]
# %% w14-q4 wrong: the forest of exercise 3 | That is the vendor's forest. How did it do on months that it had not seen?
numbers, words = ["months", "seats", "days_used", "days_used_before", "owner_days", "open_tickets", "late_days"], ["plan", "sold_by"]
model = forest().fit(early[numbers + words], early["gone"])
# %% w14-q4 wrong: Rosa's rule itself | Those are Rosa's points. By how much do they beat Rosa?
def model(rows):
    return (rows["late_days"] > 0).astype(int) + (rows["owner_days"].fillna(99) > 21).astype(int) + (rows["days_used"] < 5).astype(int)
# %% w14-q4 typed: chances typed in | Those are chances for the customers you have. Hand in the model, or let it make them.
# %% w14-q5v2 exercise: chart kinds=bar tolerance=0.02 on_axis | The same number of calls
# The insight: beaten by how much is a number of customers, neither of AUC nor of rows: who is listed twice is one.
# units: customers
# units: customer
# units: accounts
# units: account
# units: leavers
# units: left
# units: reached
# units: people
# %% w14-q5v2 right: lying bars
def left(called):
    return called[called["gone"] == 1]["account_id"].nunique()
calls = (asked["points"] >= 2).sum()
rosas = asked[asked["points"] >= 2]
models = asked.sort_values("chance", ascending=False).head(calls)
fig, reached = plt.subplots(figsize=(6, 2.5))
reached.barh(["by lot", "Rosa", "model"], [by_lot, left(rosas), left(models)])
reached.set_xlabel("customers who left")
reached.set_title("The model reaches a few more than Rosa")
# %% w14-q5v2 right: upright, with pandas
count = len(asked[asked.points > 1])
lists = {"model": asked.nlargest(count, "chance"), "Rosa": asked.loc[asked.points > 1]}
heights = pd.Series({name: len(set(one.loc[one.gone == 1, "account_id"])) for name, one in lists.items()})
heights["by lot"] = round(by_lot, 1)
reached = heights.plot.bar(ylabel="leavers reached", title="Rosa is far ahead of the lot, and the model a little ahead of Rosa")
# %% w14-q5v2 right: pyplot, the numbers at the bars
flagged = asked["points"].isin([2, 3])
top = asked["chance"].rank(ascending=False, method="first") <= flagged.sum()
values = [by_lot, *(len(asked[chosen & (asked["gone"] == 1)].drop_duplicates("account_id")) for chosen in (flagged, top))]
plt.figure()
bars = plt.bar(["by lot", "Rosa", "model"], values, color="grey", edgecolor="black")
plt.bar_label(bars, fmt="{:.0f}")
plt.ylabel("customers")
plt.title("Beaten, but not by much")
reached = plt.gca()
plt.close()
# %% w14-q5v2 wrong: rows, not customers | Those are calls that reached a leaver. A customer who is on the list in two months counts twice in it: which method counts each customer once?
# from: lying bars
# ~ ["account_id"].nunique() => ["account_id"].count()
# %% w14-q5v2 wrong: everybody on the lists | Those are all customers on the lists, those who stayed as well. Which rows of a list count?
# from: lying bars
# ~ called[called["gone"] == 1]["account_id"] => called["account_id"]
# %% w14-q5v2 wrong: the smallest chances | The model's list begins with the smallest chances. Whom does it worry about most?
# from: lying bars
# ~ "chance", ascending=False => "chance"
# %% w14-q5v2 wrong: a hundred calls for the model | The model gets a hundred calls, Rosa more. Whose list is then longer?
# from: lying bars
# ~ head(calls) => head(100)
# %% w14-q5v2 wrong: one point is enough | Those are all with one point or more. Whom would Rosa ring up?
# from: lying bars
# ~ calls = (asked["points"] >= 2) => calls = (asked["points"] >= 1)
# ~ rosas = asked[asked["points"] >= 2] => rosas = asked[asked["points"] >= 1]
# %% w14-q5v2 wrong: more than two points | Those have three points. Whom would Rosa ring up?
# from: lying bars
# ~ calls = (asked["points"] >= 2) => calls = (asked["points"] > 2)
# ~ rosas = asked[asked["points"] >= 2] => rosas = asked[asked["points"] > 2]
# %% w14-q5v2 wrong: yes above a half | The model calls only where its chance is above a half. How many calls has it then, and how many has Rosa?
# from: lying bars
# ~ asked.sort_values("chance", ascending=False).head(calls) => asked[asked["chance"] > 0.5]
# %% w14-q5v2 wrong: without the lot | The bar of the lot is missing. Against what should a reader hold the other two?
# from: lying bars
# ~ ["by lot", "Rosa", "model"], [by_lot, left(rosas), left(models)] => ["Rosa", "model"], [left(rosas), left(models)]
# %% w14-q5v2 wrong: the bars cut off | The bars do not begin at zero. What does a reader compare in them?
# from: lying bars
# @ reached.set_title("The model reaches a few more than Rosa")
# + reached.set_xlim(15, 80)
# %% w14-q5v2 wrong: no unit | The axis has no unit. A hundred what?
# from: lying bars
# - reached.set_xlabel("customers who left")
# %% w14-q5v2 wrong: no title | There is no title. Beaten, or not?
# from: lying bars
# - reached.set_title("The model reaches a few more than Rosa")
# %% w14-q5v2 typed: drawn from numbers typed in | That is the chart of the customers you have. Let the bars be counted.
# %% w14-q6v2 exercise: text least=40 most=150 | Beaten or not
# The insight: a decision about a model names its rival, its months, its price and how sure it is.
# states: the AUC of Rosa's rule :: WITH c AS (SELECT ((h.late_days > 0) + (h.owner_days > 21 OR h.owner_days IS NULL) + (h.days_used < 5)) AS p, SUM(CASE WHEN a.cancelled_on <= date(h.noted_on, '+90 days') THEN 1 ELSE 0 END) AS g, SUM(CASE WHEN a.cancelled_on <= date(h.noted_on, '+90 days') THEN 0 ELSE 1 END) AS s FROM health AS h JOIN accounts AS a ON a.account_id = h.account_id WHERE h.noted_on BETWEEN '2025-06-30' AND '2025-09-30' GROUP BY p) SELECT SUM(a.g * b.s * CASE WHEN a.p > b.p THEN 1.0 WHEN a.p = b.p THEN 0.5 ELSE 0 END) / (SELECT SUM(g) * SUM(s) FROM c) FROM c AS a, c AS b :: WITH c AS (SELECT ((h.late_days > 0) + (h.owner_days > 21 OR h.owner_days IS NULL) + (h.days_used < 5)) AS p, SUM(CASE WHEN a.cancelled_on <= date(h.noted_on, '+90 days') THEN 1 ELSE 0 END) AS g, SUM(CASE WHEN a.cancelled_on <= date(h.noted_on, '+90 days') THEN 0 ELSE 1 END) AS s FROM health AS h JOIN accounts AS a ON a.account_id = h.account_id WHERE h.noted_on BETWEEN '2025-06-30' AND '2025-09-30' GROUP BY p) SELECT ROUND(SUM(a.g * b.s * CASE WHEN a.p > b.p THEN 1.0 WHEN a.p = b.p THEN 0.5 ELSE 0 END) / (SELECT SUM(g) * SUM(s) FROM c), 3) FROM c AS a, c AS b :: WITH c AS (SELECT ((h.late_days > 0) + (h.owner_days > 21 OR h.owner_days IS NULL) + (h.days_used < 5)) AS p, SUM(CASE WHEN a.cancelled_on <= date(h.noted_on, '+90 days') THEN 1 ELSE 0 END) AS g, SUM(CASE WHEN a.cancelled_on <= date(h.noted_on, '+90 days') THEN 0 ELSE 1 END) AS s FROM health AS h JOIN accounts AS a ON a.account_id = h.account_id WHERE h.noted_on BETWEEN '2025-06-30' AND '2025-09-30' GROUP BY p) SELECT 100.0 * SUM(a.g * b.s * CASE WHEN a.p > b.p THEN 1.0 WHEN a.p = b.p THEN 0.5 ELSE 0 END) / (SELECT SUM(g) * SUM(s) FROM c) FROM c AS a, c AS b :: What is the AUC of Rosa's rule? Exercise 2 has it.
# states: whom Rosa's list reached :: SELECT COUNT(DISTINCT h.account_id) FROM health AS h JOIN accounts AS a ON a.account_id = h.account_id WHERE h.noted_on BETWEEN '2025-06-30' AND '2025-09-30' AND ((h.late_days > 0) + (h.owner_days > 21 OR h.owner_days IS NULL) + (h.days_used < 5)) >= 2 AND a.cancelled_on <= date(h.noted_on, '+90 days') :: How many customers who left did Rosa's list reach? Exercise 5 has it.
# states: whom the model's list reached :: SELECT 68 :: How many customers who left did the model's list reach? Exercise 5 has it.
# states: how large the lead may be :: SELECT 21 :: How large may the model's lead be at most? The cell below exercise 5 has it.
# words: the months :: June, September, months, later, unseen, seen, after :: On which months were both judged?
# tick: The first sentence is the decision.
# tick: It says on which months both were judged, and that nobody had seen them.
# tick: It says that the lead may be luck.
# tick: It says within which time left means left.
# tick: It says what right in 95 of 100 cases is worth.
# tick: Rosa and Jonas could both read it aloud.
# %% w14-q6v2 right: the vendor waits
note = """We do not buy the vendor's model yet; in January we try one of our own beside Rosa's rule. Both were judged on the notes from June to September 2025, after everything the model had learnt from; left means cancelled within 90 days. Rosa's rule has an AUC of 0.701, our regression 0.797. In 398 calls her list reached 58 customers who left, the model's 68. Ten more, and it might have been none or 21: no reason to stop listening to her. As for "right in 95 of 100 cases": so is whoever says that everybody stays. Jonas, please ask the vendor how they split their rows, by lot or by time."""
# %% w14-q6v2 right: a shorter one
note = """Jonas, Rosa: the rule may be beaten, but by less than it costs to run a model. On the notes of June to September, which came after everything the model had learnt, Rosa's points reach an AUC of 0.70. In as many calls her list finds 58 customers who leave within 90 days and the model's 68; the lead lies between nothing and 21. So care calls by Rosa's list from Monday on. We try the model again once it finds twice as many. Always saying "stays" is right in 95 of 100 cases."""
# %% w14-q6v2 right: a list
note = """- Decision: we start with Rosa's rule and test our own model beside it for a quarter.
- Why: AUC 0.701 for the rule; in the same number of calls, 58 leavers for Rosa and 68 for the model, a lead that may be luck (0 to 21).
- Judged on: the four notes after 30 June, unknown when both were made; leaving is cancelling within 90 days.
- The vendor's accuracy says nothing, since almost nobody leaves. Question to them: by lot, or by time?"""
# %% w14-q6v2 wrong: too short | Your text has 7 words; at least 40 are asked for.
note = "The model beats Rosa. Let us buy."
# %% w14-q6v2 wrong: without her score | What is the AUC of Rosa's rule? Exercise 2 has it.
note = """We do not buy the vendor's model yet. On the notes from June to September, which nobody had seen, the regression is better than Rosa's rule. In the same number of calls her list reached 58 customers who left within 90 days, the model's 68, and the lead may be none or 21. Whoever says that everybody stays is right most of the time, so their promise is worth nothing."""
# %% w14-q6v2 wrong: without the customers | How many customers who left did Rosa's list reach? Exercise 5 has it.
note = """We do not buy the vendor's model yet. On the notes from June to September, which nobody had seen, the regression is better than Rosa's rule, whose AUC is 0.701. Left means cancelled within 90 days. Whoever says that everybody stays is right most of the time, so their promise is worth nothing at all to us."""
# %% w14-q6v2 wrong: without the model's customers | How many customers who left did the model's list reach? Exercise 5 has it.
note = """We do not buy the vendor's model yet. On the notes from June to September, which nobody had seen, the regression is better than Rosa's rule, whose AUC is 0.701 and whose list reached 58 of those who left. Left means cancelled within 90 days. Whoever says that everybody stays is right most of the time, so their promise is worth nothing at all."""
# %% w14-q6v2 wrong: without how sure it is | How large may the model's lead be at most? The cell below exercise 5 has it.
note = """We do not buy the vendor's model yet. On the notes from June to September, which nobody had seen, the regression is better than Rosa's rule, whose AUC is 0.701. In the same number of calls her list reached 58 customers who left within 90 days, the model's 68. Whoever says that everybody stays is right most of the time, so their promise is worth nothing at all."""
# %% w14-q6v2 wrong: rows in place of customers | How many customers who left did Rosa's list reach? Exercise 5 has it.
note = """We do not buy the vendor's model yet. On the notes from June to September, which nobody had seen, the regression is better than Rosa's rule, whose AUC is 0.701. In the same number of calls her list reached 86 customers who left within 90 days, the model's 98, and the lead may be none or 21. Whoever says that everybody stays is right most of the time, so their promise is worth nothing."""
