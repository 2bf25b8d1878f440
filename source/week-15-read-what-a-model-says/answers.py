# Week 15 · Read what a model says: the answers that prove its checks. CONTRIBUTING.md explains the format.

# %% w15-q1 exercise: table decimals=3 | Does it keep its word?
# The insight: a chance is a promise about many; the model promised 3 % where 10 % left, and people promise too much.
# %% w15-q1 right: the notebook's
# %% w15-q1 right: one column after the other
heaps = june.groupby("heap", observed=False)
word = pd.DataFrame({"accounts": heaps.size(), "said": heaps["chance"].mean(), "left": heaps["gone"].sum() / heaps["gone"].count()})
# %% w15-q1 right: a loop over the heaps
rows = []
for name in ["up to 2 %", "2 to 5 %", "5 to 10 %", "over 10 %"]:
    these = june[june["heap"] == name]
    rows.append({"heap": name, "accounts": len(these), "said": these["chance"].mean(), "left": these["gone"].mean()})
word = pd.DataFrame(rows)
# %% w15-q1 right: a comprehension, rounded to three decimals
word = pd.DataFrame([
    {"heap": str(name), "left": round(part["gone"].sum() / len(part), 3), "accounts": part.shape[0], "said": round(part["chance"].mean(), 3)}
    for name, part in june.groupby("heap", observed=True)])
# %% w15-q1 right: a pivot table, renamed
word = june.pivot_table(index="heap", values=["chance", "gone"], aggfunc="mean", observed=True).rename(columns={"chance": "said", "gone": "left"})
word["accounts"] = june["heap"].value_counts()
word = word.reset_index()
# %% w15-q1 wrong: how many left | That is how many left of each heap. Can a number of people be held against a chance?
word = june.groupby("heap", observed=True).agg(accounts=("gone", "size"), said=("chance", "mean"), left=("gone", "sum"))
# %% w15-q1 wrong: chances added up | The chances of each heap were added up. What did the model say of one of them, on average?
word = june.groupby("heap", observed=True).agg(accounts=("gone", "size"), said=("chance", "sum"), left=("gone", "mean"))
# %% w15-q1 wrong: said and left the wrong way round | The two are the wrong way round. Which column was there on 30 June already?
word = june.groupby("heap", observed=True).agg(accounts=("gone", "size"), said=("gone", "mean"), left=("chance", "mean"))
# %% w15-q1 wrong: the chance of staying | Those are the shares of those who stayed. Chance of what was asked?
word = june.groupby("heap", observed=True).agg(accounts=("gone", "size"), said=("chance", "mean"), left=("gone", "mean"))
word["said"], word["left"] = 1 - word["said"], 1 - word["left"]
# %% w15-q1 wrong: in percent | Those are percentages. What did the exercise ask for, so that it can stand beside the model's chance?
word = june.groupby("heap", observed=True).agg(accounts=("gone", "size"), said=("chance", "mean"), left=("gone", "mean"))
word["said"], word["left"] = 100 * word["said"], 100 * word["left"]
# %% w15-q1 wrong: the months that it learnt from | Those are the months that it learnt from, and there it keeps its word nicely. Whose word matters to customer care?
early["heap"] = pd.cut(known["chance"], [0, 0.02, 0.05, 0.1, 1], labels=["up to 2 %", "2 to 5 %", "5 to 10 %", "over 10 %"])
early["chance"] = known["chance"]
word = early.groupby("heap", observed=True).agg(accounts=("gone", "size"), said=("chance", "mean"), left=("gone", "mean"))
# %% w15-q1 wrong: the list of September | That is the list of September. Which one was asked for?
september["heap"] = pd.cut(september["chance"], [0, 0.02, 0.05, 0.1, 1], labels=["up to 2 %", "2 to 5 %", "5 to 10 %", "over 10 %"])
word = september.groupby("heap", observed=True).agg(accounts=("gone", "size"), said=("chance", "mean"), left=("gone", "mean"))
# %% w15-q1 wrong: shares of all leavers | That is each heap's part of all who left, so the column adds up to 1. Of whom should the share be taken?
word = june.groupby("heap", observed=True).agg(accounts=("gone", "size"), said=("chance", "mean"), left=("gone", "sum"))
word["left"] = word["left"] / word["left"].sum()
# %% w15-q1 wrong: the middle one | That is the chance of the account in the middle of each heap (the median). What adds up to the number that the model expects to leave?
word = june.groupby("heap", observed=True).agg(accounts=("gone", "size"), said=("chance", "median"), left=("gone", "mean"))
# %% w15-q1 wrong: those who left alone | The chances are those of the accounts that left. Of whom did the model say them?
word = june.groupby("heap", observed=True).agg(accounts=("gone", "size"), left=("gone", "mean"))
word["said"] = june[june["gone"] == 1].groupby("heap", observed=True)["chance"].mean()
# %% w15-q1 typed: typed in | Those are the shares of the list that you have. Let the table be computed.

# %% w15-q2 exercise: table decimals=4 | Better than saying the same of everybody?
# The insight: a good order and bad numbers can live in one model; of something rare, look at the distance to a shrug.
# %% w15-q2 right: by hand
same = june["gone"].mean()
scores = pd.DataFrame({"who": ["model", "shrug"], "brier": [((june["chance"] - june["gone"]) ** 2).mean(), ((same - june["gone"]) ** 2).mean()]})
scores
# %% w15-q2 right: ready made
same = [june["gone"].mean()] * len(june)
scores = pd.DataFrame([{"who": "model", "brier": brier_score_loss(june["gone"], june["chance"])},
                       {"who": "shrug", "brier": brier_score_loss(june["gone"], same)}])
# %% w15-q2 right: a loop, and algebra for the shrug
total = 0
for chance, gone in zip(june["chance"], june["gone"]):
    total += (gone - chance) * (gone - chance)
share = june["gone"].sum() / len(june)
scores = pd.DataFrame({"Who": ["shrug", "model"], "Brier": [share * (1 - share), total / len(june)]})
# %% w15-q2 right: a Series with names, rounded to the fourth decimal
distance = pd.DataFrame({"model": june["chance"] - june["gone"], "shrug": june["gone"].mean() - june["gone"]})
scores = distance.pow(2).mean().round(4).rename_axis("who").reset_index(name="brier")
# %% w15-q2 wrong: not squared | The distances were not squared. What would then speak against being certain?
same = june["gone"].mean()
scores = pd.DataFrame({"who": ["model", "shrug"], "brier": [(june["chance"] - june["gone"]).abs().mean(), (same - june["gone"]).abs().mean()]})
# %% w15-q2 wrong: the sign kept | The distances cancel each other out: too high here, too low there. What did the lesson do before it took the average?
same = june["gone"].mean()
scores = pd.DataFrame({"who": ["model", "shrug"], "brier": [(june["chance"] - june["gone"]).mean(), (same - june["gone"]).mean()]})
# %% w15-q2 wrong: added up | Those are sums. What makes lists of different lengths comparable?
same = june["gone"].mean()
scores = pd.DataFrame({"who": ["model", "shrug"], "brier": [((june["chance"] - june["gone"]) ** 2).sum(), ((same - june["gone"]) ** 2).sum()]})
# %% w15-q2 wrong: one half for everybody | Your shrug says one half of everybody. Do half of the customers leave?
scores = pd.DataFrame({"who": ["model", "shrug"], "brier": [((june["chance"] - june["gone"]) ** 2).mean(), ((0.5 - june["gone"]) ** 2).mean()]})
# %% w15-q2 wrong: nobody leaves | Your shrug says that nobody leaves. Which share does it know?
scores = pd.DataFrame({"who": ["model", "shrug"], "brier": [((june["chance"] - june["gone"]) ** 2).mean(), (june["gone"] ** 2).mean()]})
# %% w15-q2 wrong: the shrug of the months before | Your shrug says what was so until March. Which share is the best one for June?
same = early["gone"].mean()
scores = pd.DataFrame({"who": ["model", "shrug"], "brier": [((june["chance"] - june["gone"]) ** 2).mean(), ((same - june["gone"]) ** 2).mean()]})
# %% w15-q2 wrong: the average chance | Your shrug says what the model says on average. Where does it get its share, if it has no model?
same = june["chance"].mean()
scores = pd.DataFrame({"who": ["model", "shrug"], "brier": [((june["chance"] - june["gone"]) ** 2).mean(), ((same - june["gone"]) ** 2).mean()]})
# %% w15-q2 wrong: yes and no in place of chances | The model was asked for yes or no, with one half between them. Which column has what it said?
same = june["gone"].mean()
scores = pd.DataFrame({"who": ["model", "shrug"], "brier": [(((june["chance"] >= 0.5).astype(int) - june["gone"]) ** 2).mean(), ((same - june["gone"]) ** 2).mean()]})
# %% w15-q2 wrong: the chance of staying | A chance of staying is held against whether she left. Which class is looked for?
same = june["gone"].mean()
scores = pd.DataFrame({"who": ["model", "shrug"], "brier": [((1 - june["chance"] - june["gone"]) ** 2).mean(), ((1 - same - june["gone"]) ** 2).mean()]})
# %% w15-q2 wrong: the months that it learnt from | Those are the months that it learnt from. Who would not look good there?
same = early["gone"].mean()
scores = pd.DataFrame({"who": ["model", "shrug"], "brier": [((known["chance"] - early["gone"]) ** 2).mean(), ((same - early["gone"]) ** 2).mean()]})
# %% w15-q2 wrong: the names the wrong way round | The two names are the wrong way round. Which of the two numbers was made from june["chance"]?
same = june["gone"].mean()
scores = pd.DataFrame({"who": ["shrug", "model"], "brier": [((june["chance"] - june["gone"]) ** 2).mean(), ((same - june["gone"]) ** 2).mean()]})
# %% w15-q2 typed: typed in | Those are the scores of the list that you have. Let them be computed.

# %% w15-q3 exercise: table decimals=1 | Four heaps, counted by hand
# The insight: two ways of being wrong, and two shares with the same number above the line and another below it.
# %% w15-q3 right: the frame, filled in
called = june["chance"] >= 0.03
gone = june["gone"] == 1
counted = pd.DataFrame({
    "caught": [(called & gone).sum()],
    "false_alarms": [(called & ~gone).sum()],
    "missed": [(~called & gone).sum()],
    "left_alone": [(~called & ~gone).sum()],
    "precision": [100 * (called & gone).sum() / called.sum()],
    "recall": [100 * (called & gone).sum() / gone.sum()],
})
counted
# %% w15-q3 right: from scikit-learn's matrix and its scores
from sklearn.metrics import precision_score, recall_score
yes = (june["chance"] >= 0.03).astype(int)
(alone, alarms), (missed, caught) = confusion_matrix(june["gone"], yes)
counted = pd.DataFrame([[caught, alarms, missed, alone, 100 * precision_score(june["gone"], yes), 100 * recall_score(june["gone"], yes)]],
                       columns=["caught", "false_alarms", "missed", "left_alone", "precision", "recall"])
# %% w15-q3 right: a loop that counts
heaps = {"caught": 0, "false_alarms": 0, "missed": 0, "left_alone": 0}
for chance, gone in zip(june["chance"], june["gone"]):
    if chance >= 0.03:
        heaps["caught" if gone else "false_alarms"] += 1
    else:
        heaps["missed" if gone else "left_alone"] += 1
heaps["precision"] = round(100 * heaps["caught"] / (heaps["caught"] + heaps["false_alarms"]), 1)
heaps["recall"] = round(100 * heaps["caught"] / (heaps["caught"] + heaps["missed"]), 1)
counted = pd.DataFrame([heaps])
# %% w15-q3 right: by filters and lengths
on, off = june[june["chance"] >= 0.03], june[june["chance"] < 0.03]
counted = pd.DataFrame([{"recall": 100 * on["gone"].sum() / june["gone"].sum(), "precision": 100 * on["gone"].mean(), "caught": on["gone"].sum(),
                         "missed": off["gone"].sum(), "left_alone": len(off) - off["gone"].sum(), "false_alarms": len(on) - on["gone"].sum()}])
# %% w15-q3 right: a crosstab
table = pd.crosstab(june["chance"] >= 0.03, june["gone"])
caught, alarms, missed, alone = table.loc[True, 1], table.loc[True, 0], table.loc[False, 1], table.loc[False, 0]
counted = pd.DataFrame({"caught": caught, "false_alarms": alarms, "missed": missed, "left_alone": alone,
                        "precision": 100 * caught / (caught + alarms), "recall": 100 * caught / (caught + missed)}, index=["0.03"])
# %% w15-q3 wrong: precision and recall swapped | Precision and recall are the wrong way round. Of those who were called: how many were leaving? Which of the two is that?
called, gone = june["chance"] >= 0.03, june["gone"] == 1
counted = pd.DataFrame({"caught": [(called & gone).sum()], "false_alarms": [(called & ~gone).sum()], "missed": [(~called & gone).sum()], "left_alone": [(~called & ~gone).sum()],
                        "precision": [100 * (called & gone).sum() / gone.sum()], "recall": [100 * (called & gone).sum() / called.sum()]})
# %% w15-q3 wrong: the positive class the wrong way round | Here staying is what one looks for. Whom does care want to catch?
called, gone = june["chance"] < 0.03, june["gone"] == 0
counted = pd.DataFrame({"caught": [(called & gone).sum()], "false_alarms": [(called & ~gone).sum()], "missed": [(~called & gone).sum()], "left_alone": [(~called & ~gone).sum()],
                        "precision": [100 * (called & gone).sum() / called.sum()], "recall": [100 * (called & gone).sum() / gone.sum()]})
# %% w15-q3 wrong: gone is 0 | Those who left and those who stayed are the wrong way round. What does a 1 in the column gone say?
called, gone = june["chance"] >= 0.03, june["gone"] == 0
counted = pd.DataFrame({"caught": [(called & gone).sum()], "false_alarms": [(called & ~gone).sum()], "missed": [(~called & gone).sum()], "left_alone": [(~called & ~gone).sum()],
                        "precision": [100 * (called & gone).sum() / called.sum()], "recall": [100 * (called & gone).sum() / gone.sum()]})
# %% w15-q3 wrong: missed and false alarms swapped | Missed and false alarms are the wrong way round. Who of them had a call?
called, gone = june["chance"] >= 0.03, june["gone"] == 1
counted = pd.DataFrame({"caught": [(called & gone).sum()], "false_alarms": [(~called & gone).sum()], "missed": [(called & ~gone).sum()], "left_alone": [(~called & ~gone).sum()],
                        "precision": [100 * (called & gone).sum() / called.sum()], "recall": [100 * (called & gone).sum() / gone.sum()]})
# %% w15-q3 wrong: one half by habit | That is what a threshold of one half does. From which chance on does care call?
called, gone = june["chance"] >= 0.5, june["gone"] == 1
counted = pd.DataFrame({"caught": [(called & gone).sum()], "false_alarms": [(called & ~gone).sum()], "missed": [(~called & gone).sum()], "left_alone": [(~called & ~gone).sum()],
                        "precision": [100 * (called & gone).sum() / called.sum()], "recall": [100 * (called & gone).sum() / gone.sum()]})
# %% w15-q3 wrong: those below are called | Those below the threshold were called. In which direction does the sign point?
called, gone = june["chance"] <= 0.03, june["gone"] == 1
counted = pd.DataFrame({"caught": [(called & gone).sum()], "false_alarms": [(called & ~gone).sum()], "missed": [(~called & gone).sum()], "left_alone": [(~called & ~gone).sum()],
                        "precision": [100 * (called & gone).sum() / called.sum()], "recall": [100 * (called & gone).sum() / gone.sum()]})
# %% w15-q3 wrong: shares and not percent | The counts are right. In which unit are the last two to be?
called, gone = june["chance"] >= 0.03, june["gone"] == 1
counted = pd.DataFrame({"caught": [(called & gone).sum()], "false_alarms": [(called & ~gone).sum()], "missed": [(~called & gone).sum()], "left_alone": [(~called & ~gone).sum()],
                        "precision": [(called & gone).sum() / called.sum()], "recall": [(called & gone).sum() / gone.sum()]})
# %% w15-q3 wrong: accuracy | Your precision is the share of all that were sorted right. Of which heap alone is precision a part?
called, gone = june["chance"] >= 0.03, june["gone"] == 1
counted = pd.DataFrame({"caught": [(called & gone).sum()], "false_alarms": [(called & ~gone).sum()], "missed": [(~called & gone).sum()], "left_alone": [(~called & ~gone).sum()],
                        "precision": [100 * (called == gone).mean()], "recall": [100 * (called & gone).sum() / gone.sum()]})
# %% w15-q3 wrong: parts of the whole list | Both shares were taken of the whole list. Below the line of each stands one heap: which?
called, gone = june["chance"] >= 0.03, june["gone"] == 1
counted = pd.DataFrame({"caught": [(called & gone).sum()], "false_alarms": [(called & ~gone).sum()], "missed": [(~called & gone).sum()], "left_alone": [(~called & ~gone).sum()],
                        "precision": [100 * (called & gone).sum() / len(june)], "recall": [100 * gone.sum() / len(june)]})
# %% w15-q3 wrong: the months that it learnt from | Those are the months that it learnt from. On which list does care call?
called, gone = known.loc[early.index, "chance"] >= 0.03, early["gone"] == 1
counted = pd.DataFrame({"caught": [(called & gone).sum()], "false_alarms": [(called & ~gone).sum()], "missed": [(~called & gone).sum()], "left_alone": [(~called & ~gone).sum()],
                        "precision": [100 * (called & gone).sum() / called.sum()], "recall": [100 * (called & gone).sum() / gone.sum()]})
# %% w15-q3 wrong: the list of September | That is the list of September. Which one was asked for?
called, gone = september["chance"] >= 0.03, september["gone"] == 1
counted = pd.DataFrame({"caught": [(called & gone).sum()], "false_alarms": [(called & ~gone).sum()], "missed": [(~called & gone).sum()], "left_alone": [(~called & ~gone).sum()],
                        "precision": [100 * (called & gone).sum() / called.sum()], "recall": [100 * (called & gone).sum() / gone.sum()]})
# %% w15-q3 typed: typed in | Those are the counts of the list that you have. Let them be counted.
# %% w15-q3 same: `>=` became `>` | A chance that a model gives is never just 0.03.
# %% w15-q3 same: `<` became `<=` | A chance that a model gives is never just 0.03.
# %% w15-q3 same: '0.03' became '0.02' | It is the name of the row, which nobody asks for.
# %% w15-q3 same: '0.03' became '0.04' | It is the name of the row, which nobody asks for.

# %% w15-q4 exercise: function parameters=rows,threshold,call decimals=0 | What a threshold costs
# The insight: a false alarm costs a call, a miss costs a year, and being caught is not yet being kept.
# %% w15-q4 questions: parts of both lists, and a small one, at thresholds below, at and above all chances
small = pd.DataFrame({"account_id": [11, 12, 13, 14, 15, 16], "chance": [0.02, 0.05, 0.10, 0.10, 0.40, 0.70], "gone": [0, 1, 0, 1, 1, 0]}, index=[4, 9, 2, 7, 30, 1])
part = june[["account_id", "chance", "gone"]].iloc[::9]
other = september[["account_id", "chance", "gone"]].iloc[1::9]
questions = [(small, 0.10, 60), (small, 0.11, 60), (small, 0.05, 120), (small, 0, 60), (small, 0.9, 60), (small, 0.5, 25), (small[small["gone"] == 0], 0.05, 60)]
questions += [(rows, threshold, call) for rows in (part, other) for threshold, call in [(0.01, 60), (0.03, 120), (0.10, 60), (0.5, 60)]]
# %% w15-q4 right: the notebook's
# %% w15-q4 right: two heaps
def cost(rows, threshold, call):
    on, off = rows[rows["chance"] >= threshold], rows[rows["chance"] < threshold]
    return round(len(on) * call + year * (off["gone"].sum() + 2 / 3 * on["gone"].sum()))
# %% w15-q4 right: a loop over the customers
def cost(rows, threshold, call):
    dollars = 0
    for chance, gone in zip(rows["chance"], rows["gone"]):
        if chance >= threshold:
            dollars += call
            if gone == 1:
                dollars = dollars + year * 2 / 3
        elif gone == 1:
            dollars = dollars + year
    return dollars
# %% w15-q4 right: what doing nothing costs, less what the calls save
def cost(rows, threshold, call):
    nothing = rows.gone.sum() * year
    called = rows.query("chance >= @threshold")
    return nothing + call * len(called) - called.gone.sum() * year / 3
# %% w15-q4 wrong: everybody caught is kept | Here everybody who is called in time stays. How many of three does care keep?
def cost(rows, threshold, call):
    called = rows["chance"] >= threshold
    return call * called.sum() + year * (rows["gone"].sum() - rows["gone"][called].sum())
# %% w15-q4 wrong: nobody caught is kept | Here the calls keep nobody, so each of them is thrown away. How many of three does care keep?
def cost(rows, threshold, call):
    called = rows["chance"] >= threshold
    return call * called.sum() + year * rows["gone"].sum()
# %% w15-q4 wrong: one third lost | Of those who are caught, one third is lost here. Care keeps one of three: how many go?
def cost(rows, threshold, call):
    called = rows["chance"] >= threshold
    caught = rows["gone"][called].sum()
    return call * called.sum() + year * (rows["gone"].sum() - caught + caught / 3)
# %% w15-q4 wrong: the calls alone | Those are the calls. What does a customer cost who leaves?
def cost(rows, threshold, call):
    return call * (rows["chance"] >= threshold).sum()
# %% w15-q4 wrong: the lost alone | Those are the lost customers. Who pays for the calls?
def cost(rows, threshold, call):
    called = rows["chance"] >= threshold
    return year * (rows["gone"].sum() - rows["gone"][called].sum() / 3)
# %% w15-q4 wrong: the false alarms alone | Only the calls in vain are paid here. Is a call to somebody who leaves free?
def cost(rows, threshold, call):
    called = rows["chance"] >= threshold
    caught = rows["gone"][called].sum()
    return call * (called.sum() - caught) + year * (rows["gone"].sum() - caught / 3)
# %% w15-q4 wrong: June, whatever is given | It counts June whatever it is given. Which name does the list have inside the function?
def cost(rows, threshold, call):
    called = june["chance"] >= threshold
    return call * called.sum() + year * (june["gone"].sum() - june["gone"][called].sum() / 3)
# %% w15-q4 wrong: June at 60 dollars, whatever is given | It counts June, and calls at 60 dollars, whatever it is given. Which names do the list and the price have inside the function?
def cost(rows, threshold, call):
    called = june["chance"] >= threshold
    return 60 * called.sum() + year * (june["gone"].sum() - june["gone"][called].sum() / 3)
# %% w15-q4 wrong: a year to the whole dollar | The year is written as a whole dollar here, and other data has another. Which name does the cell above have for it?
def cost(rows, threshold, call):
    called = rows["chance"] >= threshold
    return call * called.sum() + 2413 * (rows["gone"].sum() - rows["gone"][called].sum() / 3)
# %% w15-q4 wrong: one half by habit | It calls from one half on, whatever it is told. Which name stands for the threshold?
def cost(rows, threshold, call):
    called = rows["chance"] >= 0.5
    return call * called.sum() + year * (rows["gone"].sum() - rows["gone"][called].sum() / 3)
# %% w15-q4 wrong: always 60 dollars | A call costs 60 dollars here, whatever it is told. Which name stands for the price?
def cost(rows, threshold, call):
    called = rows["chance"] >= threshold
    return 60 * called.sum() + year * (rows["gone"].sum() - rows["gone"][called].sum() / 3)
# %% w15-q4 wrong: above the threshold alone | Somebody at exactly the threshold is not called here. "0.03 or more": does 0.03 belong to it?
def cost(rows, threshold, call):
    called = rows["chance"] > threshold
    return call * called.sum() + year * (rows["gone"].sum() - rows["gone"][called].sum() / 3)
# %% w15-q4 wrong: those below are called | It calls those below the threshold. In which direction does the sign point?
def cost(rows, threshold, call):
    called = rows["chance"] <= threshold
    return call * called.sum() + year * (rows["gone"].sum() - rows["gone"][called].sum() / 3)
# %% w15-q4 wrong: who stays is lost | Those who stay are counted as lost. What does a 1 in the column gone say?
def cost(rows, threshold, call):
    called = rows["chance"] >= threshold
    stayed = 1 - rows["gone"]
    return call * called.sum() + year * (stayed.sum() - stayed[called].sum() / 3)
# %% w15-q4 wrong: prints | It shows the cost and hands none back. What will exercise 5 draw?
def cost(rows, threshold, call):
    called = rows["chance"] >= threshold
    print(call * called.sum() + year * (rows["gone"].sum() - rows["gone"][called].sum() / 3))
# %% w15-q4 typed: results typed in | Those are the costs of the lists that you could try. Let the function work them out.

# %% w15-q5 exercise: chart kinds=line,scatter decimals=0 on_axis | Every threshold has a price
# The insight: the cheapest threshold lies far below one half, and a dearer call moves it up.
# units: dollars
# units: dollar
# units: USD
# units: $
# %% w15-q5 right: two styles of line
fig, prices = plt.subplots(figsize=(6, 3.5))
prices.plot(thresholds, [cost(june, one, 60) for one in thresholds], color="black", label="60 dollars a call")
prices.plot(thresholds, [cost(june, one, 120) for one in thresholds], color="black", linestyle="--", label="120 dollars a call")
prices.set_xlabel("threshold: call from this chance on")
prices.set_ylabel("calls and lost customers, dollars")
prices.set_title("Cheapest far below one half; a dearer call moves it up")
prices.legend()
plt.show()
# %% w15-q5 right: pyplot in a loop
plt.figure()
for call, style in [(60, "k-"), (120, "k:")]:
    plt.plot(thresholds, [cost(june, one, call) for one in thresholds], style, label=f"a call at {call}")
plt.legend(title="USD")
plt.xlabel("threshold")
plt.ylabel("cost (USD)")
plt.title("From 0.2 on, a model that does nothing")
prices = plt.gca()
# %% w15-q5 right: a table, drawn by pandas
lines = pd.DataFrame({f"{call} dollars a call": [cost(june, one, call) for one in thresholds] for call in (120, 60)}, index=thresholds)
prices = lines.plot(style=["k--", "k-"], xlabel="call from this chance on", ylabel="$ for one list", title="Call early, and earlier if calls are cheap")
# %% w15-q5 right: the names written at the lines, from a loop of its own
_, prices = plt.subplots()
cheap, dear = [], []
for one in thresholds:
    cheap.append(float(cost(june, one, 60)))
    dear.append(float(cost(june, one, 120)))
prices.plot(thresholds, dear, color="black", linestyle="dotted", label="at 120")
prices.plot(thresholds, cheap, color="grey", label="at 60")
prices.set(title="The dip is at the far left", ylabel="dollars", xlabel="threshold", xlim=(0, 0.3))
prices.legend()
# %% w15-q5 wrong: the list of September | That is the list of September. Which outcome is known on the day of the decision?
fig, prices = plt.subplots()
prices.plot(thresholds, [cost(september, one, 60) for one in thresholds], color="black", label="60 dollars a call")
prices.plot(thresholds, [cost(september, one, 120) for one in thresholds], color="black", linestyle="--", label="120 dollars a call")
prices.set_xlabel("threshold")
prices.set_ylabel("dollars")
prices.set_title("Cheapest far below one half")
prices.legend()
# %% w15-q5 wrong: one line alone | The line for 60 dollars is there. Where is Finance's?
fig, prices = plt.subplots()
prices.plot(thresholds, [cost(june, one, 60) for one in thresholds], color="black", label="60 dollars a call")
prices.set_xlabel("threshold")
prices.set_ylabel("dollars")
prices.set_title("Cheapest far below one half")
prices.legend()
# %% w15-q5 wrong: the same line twice | Both lines are for 60 dollars. Which number has to change in the second?
# from: one line alone
# @ prices.plot(thresholds, [cost(june, one, 60) for one in thresholds], color="black", label="60 dollars a call")
# + prices.plot(thresholds, [cost(june, one, 60) for one in thresholds], color="black", linestyle="--", label="120 dollars a call")
# %% w15-q5 wrong: everything doubled | The second line is twice the first. Does a lost customer cost twice as much, too?
# from: one line alone
# @ prices.plot(thresholds, [cost(june, one, 60) for one in thresholds], color="black", label="60 dollars a call")
# + prices.plot(thresholds, [2 * cost(june, one, 60) for one in thresholds], color="black", linestyle="--", label="120 dollars a call")
# %% w15-q5 wrong: without the thresholds | The costs are right, and they stand at 0, 1, 2 and not at their thresholds. What goes first in prices.plot(…, …)?
fig, prices = plt.subplots()
prices.plot([cost(june, one, 60) for one in thresholds], color="black", label="60 dollars a call")
prices.plot([cost(june, one, 120) for one in thresholds], color="black", linestyle="--", label="120 dollars a call")
prices.set_xlabel("threshold")
prices.set_ylabel("dollars")
prices.set_title("Cheapest far below one half")
prices.legend()
# %% w15-q5 wrong: no names at the lines | Nothing says which line is which. Which call shows the labels?
fig, prices = plt.subplots()
prices.plot(thresholds, [cost(june, one, 60) for one in thresholds], color="black", label="60 dollars a call")
prices.plot(thresholds, [cost(june, one, 120) for one in thresholds], color="black", linestyle="--", label="120 dollars a call")
prices.set_xlabel("threshold")
prices.set_ylabel("dollars")
prices.set_title("Cheapest far below one half")
# %% w15-q5 wrong: no title | There is no title. What should a reader take home?
# from: no names at the lines
# ~ set_title("Cheapest far below one half") => legend()
# %% w15-q5 wrong: a title that repeats the axes | That title fits any company and any year. Where is it cheapest?
# from: no names at the lines
# - prices.set_title("Cheapest far below one half")
# + prices.set_title("Dollars by threshold")
# + prices.legend()
# %% w15-q5 wrong: no unit | Nothing says what the height is counted in. What is it?
fig, prices = plt.subplots()
prices.plot(thresholds, [cost(june, one, 60) for one in thresholds], color="black", label="at 60")
prices.plot(thresholds, [cost(june, one, 120) for one in thresholds], color="black", linestyle="--", label="at 120")
prices.set_xlabel("threshold")
prices.set_ylabel("cost")
prices.set_title("Cheapest far below one half")
prices.legend()
# %% w15-q5 wrong: two lines of one look | The two lines look alike on a grey print. Which word of plot changes the style of a line?
# from: one line alone
# @ prices.plot(thresholds, [cost(june, one, 60) for one in thresholds], color="black", label="60 dollars a call")
# + prices.plot(thresholds, [cost(june, one, 120) for one in thresholds], color="black", label="120 dollars a call")
# %% w15-q5 typed: typed in | Those lines fit the data you have and no other. Draw what your function gives.

# %% w15-q6 exercise: table decimals=3 | Chosen in June, paid in September
# The insight: a threshold is chosen on what is known, judged on what is not yet, and its price moves with the call's.
# %% w15-q6 right: idxmin, a row for each price
def cheapest(rows, call):
    """The threshold that costs least on these rows."""
    return pd.Series([cost(rows, one, call) for one in thresholds], index=thresholds).idxmin()
bill = pd.DataFrame([
    {"call": call, "threshold": cheapest(june, call), "september": cost(september, cheapest(june, call), call) / 1000, "one_half": cost(september, 0.5, call) / 1000}
    for call in [60, 120]])
bill
# %% w15-q6 right: lists, and the place of the smallest
rows = []
for call in (60, 120):
    costs = [cost(june, one, call) for one in thresholds]
    best = thresholds[costs.index(min(costs))]
    rows.append({"call": call, "threshold": best, "september": cost(september, best, call) / 1000, "one_half": cost(september, 0.50, call) / 1000})
bill = pd.DataFrame(rows)
# %% w15-q6 right: a sorted table
tried = pd.DataFrame([{"call": call, "threshold": one, "june": cost(june, one, call), "september": cost(september, one, call) / 1000} for call in (60, 120) for one in thresholds])
best = tried.sort_values(["june", "threshold"]).drop_duplicates("call")[["call", "threshold", "september"]]
best["one_half"] = [cost(september, 0.5, call) / 1000 for call in best["call"]]
bill = best.sort_values("call")
# %% w15-q6 right: to the whole dollar
bill = pd.DataFrame([{"call": call, "threshold": min(thresholds, key=lambda one: cost(june, one, call))} for call in [60, 120]])
bill["september"] = [round(cost(september, one, call)) / 1000 for call, one in zip(bill["call"], bill["threshold"])]
bill["one_half"] = [round(cost(september, 0.5, call)) / 1000 for call in bill["call"]]
# %% w15-q6 right: min with a key
best = {call: min(thresholds, key=lambda one: cost(june, one, call)) for call in (60, 120)}
bill = pd.DataFrame({"threshold": best})
bill["september"] = [cost(september, one, call) / 1000 for call, one in best.items()]
bill["one_half"] = [cost(september, 0.5, call) / 1000 for call in best]
bill = bill.rename_axis("call").reset_index()
# %% w15-q6 wrong: peeked at September | The thresholds were chosen on September itself. Who knows on 1 October who will have left by the end of the year?
def cheapest(rows, call):
    return pd.Series([cost(rows, one, call) for one in thresholds], index=thresholds).idxmin()
bill = pd.DataFrame([{"call": call, "threshold": cheapest(september, call), "september": cost(september, cheapest(september, call), call) / 1000, "one_half": cost(september, 0.5, call) / 1000} for call in [60, 120]])
# %% w15-q6 wrong: the bill of June | The thresholds are right, and both costs are June's. On which list was the bill asked for?
def cheapest(rows, call):
    return pd.Series([cost(rows, one, call) for one in thresholds], index=thresholds).idxmin()
bill = pd.DataFrame([{"call": call, "threshold": cheapest(june, call), "september": cost(june, cheapest(june, call), call) / 1000, "one_half": cost(june, 0.5, call) / 1000} for call in [60, 120]])
# %% w15-q6 wrong: June in one column | The column september has the costs of June. On which list was the bill asked for?
def cheapest(rows, call):
    return pd.Series([cost(rows, one, call) for one in thresholds], index=thresholds).idxmin()
bill = pd.DataFrame([{"call": call, "threshold": cheapest(june, call), "september": cost(june, cheapest(june, call), call) / 1000, "one_half": cost(september, 0.5, call) / 1000} for call in [60, 120]])
# %% w15-q6 wrong: one half by habit | One half stands where the cheapest threshold belongs. Where in your chart would one half lie?
bill = pd.DataFrame([{"call": call, "threshold": 0.5, "september": cost(september, 0.5, call) / 1000, "one_half": cost(september, 0.5, call) / 1000} for call in [60, 120]])
# %% w15-q6 wrong: one threshold for both | Both prices have the threshold of 60 dollars. What does a dearer call change?
def cheapest(rows, call):
    return pd.Series([cost(rows, one, call) for one in thresholds], index=thresholds).idxmin()
bill = pd.DataFrame([{"call": call, "threshold": cheapest(june, 60), "september": cost(september, cheapest(june, 60), call) / 1000, "one_half": cost(september, 0.5, call) / 1000} for call in [60, 120]])
# %% w15-q6 wrong: the dearest | Those are the dearest thresholds. Does the end of the line that is asked for lie low or high?
def cheapest(rows, call):
    return pd.Series([cost(rows, one, call) for one in thresholds], index=thresholds).idxmax()
bill = pd.DataFrame([{"call": call, "threshold": cheapest(june, call), "september": cost(september, cheapest(june, call), call) / 1000, "one_half": cost(september, 0.5, call) / 1000} for call in [60, 120]])
# %% w15-q6 wrong: by the book | Those thresholds would be the cheapest if the chances kept their word. Did they, in exercise 1?
book = {call: min(thresholds, key=lambda one: abs(one - call / (year / 3))) for call in (60, 120)}
bill = pd.DataFrame([{"call": call, "threshold": one, "september": cost(september, one, call) / 1000, "one_half": cost(september, 0.5, call) / 1000} for call, one in book.items()])
# %% w15-q6 wrong: chosen on the months that it learnt from | The thresholds were chosen on the months that the model learnt from. Did its chances keep their word only there?
known["chance"] = model.predict_proba(known[numbers + words])[:, 1]
learnt = known[known["noted_on"] <= "2025-03-31"]
def cheapest(rows, call):
    return pd.Series([cost(rows, one, call) for one in thresholds], index=thresholds).idxmin()
bill = pd.DataFrame([{"call": call, "threshold": cheapest(learnt, call), "september": cost(september, cheapest(learnt, call), call) / 1000, "one_half": cost(september, 0.5, call) / 1000} for call in [60, 120]])
# %% w15-q6 wrong: always billed at 60 | The bill of both rows is made with 60 dollars a call. Which name has to stand there?
def cheapest(rows, call):
    return pd.Series([cost(rows, one, call) for one in thresholds], index=thresholds).idxmin()
bill = pd.DataFrame([{"call": call, "threshold": cheapest(june, call), "september": cost(september, cheapest(june, call), 60) / 1000, "one_half": cost(september, 0.5, 60) / 1000} for call in [60, 120]])
# %% w15-q6 wrong: in dollars | Those are dollars. How many thousands of dollars are they?
def cheapest(rows, call):
    return pd.Series([cost(rows, one, call) for one in thresholds], index=thresholds).idxmin()
bill = pd.DataFrame([{"call": call, "threshold": cheapest(june, call), "september": cost(september, cheapest(june, call), call), "one_half": cost(september, 0.5, call)} for call in [60, 120]])
# %% w15-q6 typed: typed in | That is the bill of the data that you have. Let it be computed.

# %% w15-q7 exercise: text least=40 most=150 | The note to Jonas
# The insight: a threshold is a decision with a price and an owner, and one customer proves no chance wrong.
# states: what a lost customer costs :: SELECT ROUND((SELECT AVG(paid) FROM (SELECT i.account_id, SUM(CASE WHEN i.currency = 'CAD' THEN i.amount * 0.73 ELSE i.amount END) AS paid FROM invoiced AS i JOIN accounts AS a ON a.account_id = i.account_id WHERE i.status <> 'void' AND a.cancelled_on > '2024-06-30' AND a.cancelled_on <= '2025-06-30' AND i.issued_on > date(a.cancelled_on, '-1 year') GROUP BY i.account_id))) :: SELECT 100 * ROUND((SELECT AVG(paid) FROM (SELECT i.account_id, SUM(CASE WHEN i.currency = 'CAD' THEN i.amount * 0.73 ELSE i.amount END) AS paid FROM invoiced AS i JOIN accounts AS a ON a.account_id = i.account_id WHERE i.status <> 'void' AND a.cancelled_on > '2024-06-30' AND a.cancelled_on <= '2025-06-30' AND i.issued_on > date(a.cancelled_on, '-1 year') GROUP BY i.account_id)) / 100) :: SELECT 10 * ROUND((SELECT AVG(paid) FROM (SELECT i.account_id, SUM(CASE WHEN i.currency = 'CAD' THEN i.amount * 0.73 ELSE i.amount END) AS paid FROM invoiced AS i JOIN accounts AS a ON a.account_id = i.account_id WHERE i.status <> 'void' AND a.cancelled_on > '2024-06-30' AND a.cancelled_on <= '2025-06-30' AND i.issued_on > date(a.cancelled_on, '-1 year') GROUP BY i.account_id)) / 10) :: What does a lost customer cost, to the dollar or rounded to a hundred? The cell of exercise 4 has it.
# words: what a call costs :: call, calls, called, calling :: What does a call cost?
# words: what the number does not mean :: many, hundred, average, of, promise, certain, certainty, one :: What does a chance of 0.04 say about one customer?
# words: what would move it :: if, when, once, unless, as soon as, should :: What would make you move the threshold?
# tick: It says from which chance on a customer is called.
# tick: It gives the costs of both mistakes.
# tick: It reads the chance as a promise about many, and says that the model promises too little.
# tick: It says what would move the threshold.
# tick: Jonas could answer Rosa with it.
# %% w15-q7 right: short
note = """Jonas, please call everybody from 0.02 on. A call costs us 60 dollars, a lost customer 2,413, and of three whom you reach in time one stays. The number is a promise about many: of a hundred at 0.03,
some are meant to leave, and in June it was ten, so the model says too little. It is no verdict on one of them. If calls become dearer or fewer stay, we set it anew."""
# %% w15-q7 right: rounded to a hundred
note = """From tomorrow on: call whoever has 0.02 or more, about 450 customers a month. Most will be calls in vain. That is right, since a call costs 60 dollars and a customer who leaves takes 2,400 a year along.
When somebody at 0.01 leaves, the model was not wrong: a few of a hundred always do. Should Finance be right with 120 dollars a call, we start at 0.065. We count again in January."""
# %% w15-q7 right: the two mistakes first
note = """We can be wrong in two ways. A call in vain: 60 USD. A customer whom nobody called: USD 2413 of invoices a year, and a call saves a third of them. Therefore the threshold is 0.02 and not one half, where we would call three customers.
Read 0.04 as "four of a hundred such customers", and rather ten these days, because the model has never seen the new prices. As soon as we have trained it anew, the threshold changes."""
# %% w15-q7 wrong: no cost | What does a lost customer cost, to the dollar or rounded to a hundred? The cell of exercise 4 has it.
note = """Jonas, please call everybody from 0.02 on. A lost customer is much dearer than a call, and of three whom you reach in time one stays. The number is a promise about many: of a hundred at 0.03, some are meant to leave, and it is no verdict on one of them. If calls become dearer, we set it anew."""
# %% w15-q7 wrong: the third that is saved | What does a lost customer cost, to the dollar or rounded to a hundred? The cell of exercise 4 has it.
note = """Jonas, please call everybody from 0.02 on. A call costs us 60 dollars, and it saves 804, a third of what a customer pays us in a year. The number is a promise about many: of a hundred at 0.03, some are meant to leave, and it is no verdict on one of them. If calls become dearer, we set it anew."""
# %% w15-q7 wrong: too short | Your text has 9 words; at least 40 are asked for.
note = "Please call from 0.02 on. It costs 2,413 dollars."
# %% w15-q7 wrong: the question copied | Most of that is the text of the exercise. What would you say in your own words?
note = """Jonas starts to call tomorrow. Write to him from which chance on, and why (40 to 150 words). Say what a lost customer costs in dollars, to the dollar or rounded to a hundred; what the number beside a customer means, and what it does not; and what would make you move the threshold. 2,413 dollars."""
