# Week 19 · A first AI-vendor call: the answers that prove its checks. CONTRIBUTING.md explains the format.

# %% w19-q1 exercise: table | The first call, and its receipt
# The insight: a call has a price before it has a value, and both stand in the same answer.
# %% w19-q1 right: by the frame
# from: the notebook's
# - messages=[{"role": "system", "content": instructions},
# -           {"role": "user", "content": ticket}],
# + messages=[{"role": "system", "content": instructions}, {"role": "user", "content": ticket}],
# - receipt
# %% w19-q1 right: the price from the price list
answer = client.chat.completions.create(model=model, temperature=0, response_format=form,
                                        messages=[dict(role="system", content=instructions), dict(role="user", content=ticket)])
usage = answer.usage
team = json.loads(answer.choices[0].message.content)["team"]
per_thousand = (2 * usage.prompt_tokens + 8 * usage.completion_tokens) / 1_000_000 * 1000
receipt = pd.DataFrame([{"per_thousand": round(per_thousand, 2), "team": team, "tokens_out": usage.completion_tokens, "tokens_in": usage.prompt_tokens}])
# %% w19-q1 right: by way of a dictionary
answer = client.chat.completions.create(model=model, temperature=0.0, seed=3, response_format=form, timeout=5,
                                        messages=[{"role": "developer", "content": instructions}, {"role": "user", "content": ticket}]).model_dump()
said = json.loads(answer["choices"][0]["message"]["content"])
receipt = {"team": [said["team"]], "tokens_in": [answer["usage"]["prompt_tokens"]], "tokens_out": [answer["usage"]["completion_tokens"]],
           "per_thousand": [answer["usage"]["cost"] * 1000]}
# %% w19-q1 right: from the row of the call
client.chat.completions.create(model=model, temperature=0, messages=[{"role": "system", "content": instructions}, {"role": "user", "content": ticket}], response_format=form)
last = sql("SELECT answer, tokens_in, tokens_out, 1000 * dollars AS per_thousand FROM ai_calls ORDER BY call_id DESC LIMIT 1")
receipt = last.assign(team=[json.loads(text)["team"] for text in last["answer"]])[["team", "tokens_in", "tokens_out", "per_thousand"]]
# %% w19-q1 wrong: without the instructions | The ticket went out, and the instructions did not: count the tokens. What would the vendor do without them?
# from: by the frame
# ~ "system", "content": instructions}, {"role": " => "
# %% w19-q1 wrong: the instructions in place of the ticket | The instructions went out twice, and the ticket not at all. Who brings the case?
# from: by the frame
# ~ ticket => instructions
# %% w19-q1 wrong: the word in place of the ticket | The vendor got the word *ticket*, six letters: count the tokens. What do quotation marks make of a name?
# from: by the frame
# ~ ticket => "ticket"
# %% w19-q1 wrong: the price of one | That is what one ticket costs. And a thousand?
# from: by the frame
# ~ 1000 * answer => answer
# %% w19-q1 wrong: tokens exchanged | In and out have changed places. Is a prompt shorter than its answer?
# from: by the frame
# ~ prompt_tokens => completion_tokens
# - "tokens_out": [answer.usage.completion_tokens],
# + "tokens_out": [answer.usage.prompt_tokens],
# %% w19-q1 wrong: only what goes out is paid | The tokens that come back have no price here. What do they cost?
# from: by the frame
# ~ answer.usage.cost => 2 * answer.usage.prompt_tokens / 1_000_000
# %% w19-q1 wrong: one price for all tokens | Every token has the price of one that is sent. What does one cost that comes back?
# from: by the frame
# ~ answer.usage.cost => 2 * answer.usage.total_tokens / 1_000_000
# %% w19-q1 wrong: both kinds of tokens as sent | `tokens_in` has all of them. Which number counts those of the prompt alone?
# from: by the frame
# ~ prompt_tokens => total_tokens
# %% w19-q1 wrong: the text in place of the team | Under `team` stands the whole text of the answer. Which of its two fields is asked for?
# from: by the frame
# ~ json.loads(answer.choices[0].message.content)["team"] => answer.choices[0].message.content
# %% w19-q1 wrong: prose | The answer came in prose: a sentence, where a form was asked for. Which line of the call hands in the form?
answer = client.chat.completions.create(model=model, temperature=0, messages=[{"role": "system", "content": instructions}, {"role": "user", "content": ticket}])
receipt = pd.DataFrame({"team": [answer.choices[0].message.content], "tokens_in": [answer.usage.prompt_tokens],
                        "tokens_out": [answer.usage.completion_tokens], "per_thousand": [1000 * answer.usage.cost]})
# %% w19-q1 wrong: drawn by lot | That is what chance gave: at this temperature another run names another team. At which one are you asked to call?
asked = dict(model=model, response_format=form, messages=[{"role": "system", "content": instructions}, {"role": "user", "content": ticket}])
likeliest = client.chat.completions.create(temperature=0, **asked).choices[0].message.content
for seed in range(200):
    answer = client.chat.completions.create(temperature=2, seed=seed, **asked)
    if json.loads(answer.choices[0].message.content)["team"] != json.loads(likeliest)["team"]:
        break
receipt = pd.DataFrame({"team": [json.loads(answer.choices[0].message.content)["team"]],
                        "tokens_in": [answer.usage.prompt_tokens],
                        "tokens_out": [answer.usage.completion_tokens],
                        "per_thousand": [1000 * answer.usage.cost]})
# %% w19-q1 typed: typed in | That is the receipt of one ticket, copied. Let the call fill it in: another ticket has another one.
# %% w19-q2 exercise: table | Usable, and right
# The insight: a form makes every answer usable, and none of them right.
# %% w19-q2 right: by the frame
tickets["by_form"] = [json.loads(text)["team"] for text in tickets["form"]]
ways = pd.DataFrame({"way": ["prose", "form"],
                     "usable": [tickets["prose"].isin(teams).sum(), tickets["by_form"].isin(teams).sum()],
                     "right": [(tickets["prose"] == tickets["team"]).sum(), (tickets["by_form"] == tickets["team"]).sum()]})
# %% w19-q2 right: a function, asked twice
def count(way, names):
    return (way, sum(name in teams for name in names), sum(name == team for name, team in zip(names, tickets["team"])))
ways = pd.DataFrame([count("prose", tickets["prose"]), count("form", [json.loads(text)["team"] for text in tickets["form"]])],
                    columns=["way", "usable", "right"])
# %% w19-q2 right: a long table, grouped
parts = [tickets[["team"]].assign(way="prose", named=tickets["prose"]), tickets[["team"]].assign(way="form", named=tickets["form"].map(json.loads).str["team"])]
both = pd.concat(parts)
both["usable"] = both["named"].isin(teams)
both["right"] = both["named"] == both["team"]
ways = both.groupby("way")[["usable", "right"]].sum()
# %% w19-q2 right: a loop
rows = []
for way, texts in [("form", [json.loads(text).get("team") for text in tickets["form"]]), ("prose", list(tickets["prose"]))]:
    usable = right = 0
    for text, team in zip(texts, tickets["team"]):
        if text in teams:
            usable += 1
            right += text == team
    rows.append({"right": int(right), "way": way, "usable": usable})
ways = pd.DataFrame(rows)
# %% w19-q2 wrong: an answer came | Every answer is counted, since one came. Can a program use `**Billing**`?
# from: by the frame
# ~ tickets["prose"].isin(teams).sum(), tickets["by_form"].isin(teams).sum() => len(tickets), len(tickets)
# %% w19-q2 wrong: whatever names a team | A team is somewhere in each answer. Is the answer *exactly* one of the five names, so that nobody has to search?
tickets["by_form"] = [json.loads(text)["team"] for text in tickets["form"]]
ways = pd.DataFrame({"way": ["prose", "form"],
                     "usable": [sum(any(name in text for name in teams) for text in tickets["prose"]), tickets["by_form"].isin(teams).sum()],
                     "right": [sum(team in text for team, text in zip(tickets["team"], tickets["prose"])), (tickets["by_form"] == tickets["team"]).sum()]})
# %% w19-q2 wrong: the form not opened | Of the forms none is usable here: the whole text is compared with the names. Which column has the name that stands in it?
tickets["by_form"] = [json.loads(text)["team"] for text in tickets["form"]]
ways = pd.DataFrame({"way": ["prose", "form"],
                     "usable": [tickets["prose"].isin(teams).sum(), tickets["form"].isin(teams).sum()],
                     "right": [(tickets["prose"] == tickets["team"]).sum(), (tickets["form"] == tickets["team"]).sum()]})
# %% w19-q2 wrong: percent | Those are percent. How many of the 24 are they?
tickets["by_form"] = [json.loads(text)["team"] for text in tickets["form"]]
ways = pd.DataFrame({"way": ["prose", "form"],
                     "usable": [100 * tickets["prose"].isin(teams).sum() / 24, 100 * tickets["by_form"].isin(teams).sum() / 24],
                     "right": [100 * (tickets["prose"] == tickets["team"]).sum() / 24, 100 * (tickets["by_form"] == tickets["team"]).sum() / 24]})
# %% w19-q2 wrong: the ways exchanged | Each way has the numbers of the other. Which of them was always a name?
tickets["by_form"] = [json.loads(text)["team"] for text in tickets["form"]]
ways = pd.DataFrame({"way": ["prose", "form"],
                     "usable": [tickets["by_form"].isin(teams).sum(), tickets["prose"].isin(teams).sum()],
                     "right": [(tickets["by_form"] == tickets["team"]).sum(), (tickets["prose"] == tickets["team"]).sum()]})
# %% w19-q2 wrong: how many are wrong | Under `right` stand those that were wrong. Which sign asks whether two teams are the same?
tickets["by_form"] = [json.loads(text)["team"] for text in tickets["form"]]
ways = pd.DataFrame({"way": ["prose", "form"],
                     "usable": [tickets["prose"].isin(teams).sum(), tickets["by_form"].isin(teams).sum()],
                     "right": [(tickets["prose"] != tickets["team"]).sum(), (tickets["by_form"] != tickets["team"]).sum()]})
# %% w19-q2 wrong: usable is right | Every usable answer is called right. Who dealt with the ticket?
tickets["by_form"] = [json.loads(text)["team"] for text in tickets["form"]]
ways = pd.DataFrame({"way": ["prose", "form"],
                     "usable": [tickets["prose"].isin(teams).sum(), tickets["by_form"].isin(teams).sum()],
                     "right": [tickets["prose"].isin(teams).sum(), tickets["by_form"].isin(teams).sum()]})
# %% w19-q2 typed: typed in | Those are the counts of 24 tickets, copied. Let the columns be counted: other tickets have others.
# %% w19-q3 exercise: table decimals=4 | The bill, and what was in it
# The insight: what leaves is the prompt. The tickets had been checked; the address stood in the instructions.
# %% w19-q3 right: the notebook's
# %% w19-q3 right: sums over counts
# from: the notebook's
# ~ 1000 * AVG => 1000.0 * SUM(dollars) / COUNT
# ~ 100 * AVG(prompt LIKE '%@%') => 100.0 * SUM(CASE WHEN prompt LIKE '%@%' THEN 1 ELSE 0 END) / COUNT(*)
# %% w19-q3 right: from the tokens and the price list
%%sql bill
SELECT CASE WHEN prompt LIKE '%version 1%' THEN 'version 1' ELSE 'version 2' END AS version,
       AVG(2 * tokens_in + 8 * tokens_out) / 1000 AS per_thousand,
       100 * AVG(instr(prompt, '@') > 0) AS with_address
FROM ai_calls
WHERE prompt LIKE '%Sorting instructions%'
GROUP BY version
# %% w19-q3 right: in Python, from all rows
calls = sql("SELECT prompt, dollars FROM ai_calls")
rows = []
for version in ["version 2", "version 1"]:
    part = calls[calls["prompt"].str.contains(version)]
    rows.append((version, 1000 * part["dollars"].mean(), 100 * part["prompt"].str.contains("@").mean()))
bill = pd.DataFrame(rows, columns=["version", "per_thousand", "with_address"])
# %% w19-q3 right: two queries
query = "SELECT '{0}' AS version, AVG(dollars) * 1000 AS per_thousand, AVG(prompt LIKE '%@%') * 100 AS with_address FROM ai_calls WHERE prompt LIKE '%{0}%'"
bill = pd.concat([sql(query.format("version 1")), sql(query.format("version 2"))])
# %% w19-q3 wrong: the answers searched | Nothing is found there. Which column has all that went out, and does your pattern leave room for what stands before and after the @?
# from: the notebook's
# ~ prompt LIKE '%@%' => answer LIKE '%@%'
# %% w19-q3 wrong: the price of one | That is what one call costs, in hundredths of a cent. And a thousand?
# from: the notebook's
# ~ 1000 * AVG => AVG
# %% w19-q3 wrong: all that was spent | That is what all of these calls came to, times a thousand. What does one cost on average?
# from: the notebook's
# ~ 1000 * AVG => 1000 * SUM
# %% w19-q3 wrong: a part of one | Under `with_address` stands a part of one. How many percent is it?
# from: the notebook's
# ~ 100 * AVG => AVG
# %% w19-q3 wrong: how many | Under `with_address` stands how many prompts have one. How many percent of them is it?
# from: the notebook's
# ~ 100 * AVG => SUM
# %% w19-q3 wrong: only what goes out is paid | The tokens that came back have no price here. What do they cost?
# from: the notebook's
# ~ 1000 * AVG(dollars) => AVG(2 * tokens_in) / 1000
# %% w19-q3 wrong: without an address | Those are the prompts without one. Which is asked for?
# from: the notebook's
# ~ LIKE '%@%' => NOT LIKE '%@%'
# %% w19-q3 typed: typed in | That is the bill of one sample, copied. Let the table of calls be asked: another sample has another one.
# %% w19-q4 exercise: table | The same ticket, sixteen times
# The insight: where a lot decides, the same ticket goes to two teams; who says nothing of the temperature has a lot.
# %% w19-q4 right: by the frame
named = lots.groupby(["temperature", "team"])["seed"].count().reset_index(name="times")
# %% w19-q4 right: sizes
named = lots.groupby(["team", "temperature"]).size().rename("times").reset_index()
# %% w19-q4 right: counted values
named = lots[["temperature", "team"]].value_counts().reset_index(name="times")
# %% w19-q4 right: a loop
rows = []
for temperature in [2, 0]:
    part = list(lots[lots["temperature"] == temperature]["team"])
    for team in teams:
        if team in part:
            rows.append({"times": part.count(team), "team": team, "temperature": temperature})
named = pd.DataFrame(rows)
# %% w19-q4 wrong: both temperatures in one heap | Both temperatures are in one heap. At which of them did a second team come?
named = lots.groupby(["team"])["seed"].count().reset_index(name="times")
# %% w19-q4 wrong: the teams in one heap | Each temperature was asked eight times; that you knew. Which teams came?
named = lots.groupby(["temperature"])["seed"].count().reset_index(name="times")
# %% w19-q4 wrong: each answer a heap | Every answer is a heap of its own, since each has a seed of its own. What do the answers of one heap share?
named = lots.groupby(["temperature", "team", "seed"])["seed"].count().reset_index(name="times")
# %% w19-q4 wrong: the seeds added up | Those are the seeds, added up: the numbers that fixed the lot. How many answers are there?
named = lots.groupby(["temperature", "team"])["seed"].sum().reset_index(name="times")
# %% w19-q4 wrong: shares | Those are parts of one. How many of the eight are they?
named = (lots.groupby(["temperature", "team"])["seed"].count() / 8).reset_index(name="times")
# %% w19-q4 wrong: temperature 2 alone | Temperature 0 is missing. What does the comparison need?
named = lots[lots["temperature"] == 2].groupby(["temperature", "team"])["seed"].count().reset_index(name="times")
# %% w19-q4 wrong: the temperatures exchanged | Each temperature has the answers of the other. At which of them does no lot decide?
named = lots.assign(temperature=2 - lots["temperature"]).groupby(["temperature", "team"])["seed"].count().reset_index(name="times")
# %% w19-q4 typed: typed in | Those are the answers about one ticket, copied. Let them be counted: another ticket has others.
# %% w19-q5 exercise: table decimals=0 | Whose numbers does it find?
# The insight: one number for a filter hides that abroad it finds nothing.
# %% w19-q5 right: by the frame
def recall(rows, name):
    real = rows["is_personal"] == 1
    return 100 * rows[real][name].mean()
def precision(rows, name):
    real = rows["is_personal"] == 1
    return 100 * real[rows[name]].mean()
measured = pd.DataFrame([(country, recall(rows, "pattern"), precision(rows, "pattern"), recall(rows, "library"), precision(rows, "library"))
                         for country, rows in phones.groupby("country")],
                        columns=["country", "pattern_recall", "pattern_precision", "library_recall", "library_precision"])
# %% w19-q5 right: rounded, as the frame shows it
# from: by the frame
# @                         columns=["country", "pattern_recall", "pattern_precision", "library_recall", "library_precision"])
# + measured = measured.round()
# %% w19-q5 right: counted, as in week 12
# from: by the frame
# ~ rows[real][name].mean => (real & rows[name]).sum() / real.sum
# - return 100 * real[rows[name]].mean()
# + return (real & rows[name]).sum() / rows[name].sum() * 100
# %% w19-q5 right: with scikit-learn
from sklearn.metrics import precision_score, recall_score
rows = []
for country, part in phones.groupby("country"):
    row = {"country": country}
    for name in ["library", "pattern"]:
        row[name + "_recall"] = 100 * recall_score(part["is_personal"], part[name])
        row[name + "_precision"] = 100 * precision_score(part["is_personal"], part[name], zero_division=0)
    rows.append(row)
measured = pd.DataFrame(rows)
# %% w19-q5 right: two groupings a filter
real = phones["is_personal"] == 1
measured = pd.DataFrame({f"{name}_{what}": (phones[real].groupby("country")[name].mean() if what == "recall" else real[phones[name]].groupby(phones["country"]).mean()) * 100
                         for name in ["pattern", "library"] for what in ["recall", "precision"]}).round(1).rename_axis("country").reset_index()
# %% w19-q5 wrong: recall and precision exchanged | The two have changed places. Which of them looks at the real numbers alone?
# from: by the frame
# ~ rows[real][name] => real[rows[name]]
# @ def precision(rows, name):
# ~ real[rows[name]] => rows[real][name]
# %% w19-q5 wrong: parts of one | Those are parts of one. How many percent are they?
# from: by the frame
# ~ 100 * rows => rows
# ~ 100 * real => real
# %% w19-q5 wrong: the filters exchanged | Each filter has the numbers of the other. Which of them finds nothing in Germany?
# from: by the frame
# - measured = pd.DataFrame([(country, recall(rows, "pattern"), precision(rows, "pattern"), recall(rows, "library"), precision(rows, "library"))
# + measured = pd.DataFrame([(country, recall(rows, "library"), precision(rows, "library"), recall(rows, "pattern"), precision(rows, "pattern"))
# %% w19-q5 wrong: of all pieces | What was taken is divided by all pieces, real or not. Of which heap is recall a part?
# from: by the frame
# ~ rows[real][name].mean() => (real & rows[name]).sum() / len(rows)
# %% w19-q5 wrong: how much it takes | That is how much each filter takes out, real or not. How much of the *real* numbers is it?
# from: by the frame
# ~ rows[real][name] => rows[name]
# %% w19-q5 wrong: what it misses | For recall you give what was missed. How much was taken?
# from: by the frame
# ~ * rows => - 100 * rows
# %% w19-q5 wrong: precision as a share of right decisions | For precision you count every right decision, to leave something in as well. How much of what it *took* was real?
# from: by the frame
# ~ real[rows[name]] => (real == rows[name])
# %% w19-q5 wrong: the false alarms | For precision you give what it took by mistake. Which part was real?
# from: by the frame
# ~ * real => - 100 * real
# %% w19-q5 wrong: one number for all | All countries have the same numbers: those of all rows. What does `rows` stand for?
# from: by the frame
# ~ rows[real] => phones[phones["is_personal"] == 1]
# ~ real[rows[name]] => (phones["is_personal"] == 1)[phones[name]]
# %% w19-q5 typed: typed in | Those are the percentages of one set of texts, copied. Let the two functions compute them: others have others.
# %% w19-q6 exercise: model metric=f1 bar=0.85 positive=1 id=piece_id seconds=10 | Mend it
# The insight: a library is as good as what it is told; what it does is judged on texts that nobody has seen.
# %% w19-q6 questions: pieces that look like phone numbers, each with its text
questions = sql("""
    SELECT p.piece_id, t.country, t.text, p.piece
    FROM labelled_pieces AS p JOIN labelled_texts AS t ON t.text_id = p.text_id
    WHERE p.kind IN ('phone', 'other')
    ORDER BY p.piece_id""")
# %% w19-q6 labels: which of them belong to a person
labels = sql("SELECT piece_id, is_personal FROM labelled_pieces WHERE kind IN ('phone', 'other')").set_index("piece_id")["is_personal"]
# %% w19-q6 right: told the country
def redact(text, country):
    for found in reversed(list(PhoneNumberMatcher(text, country))):
        text = text[:found.start] + "[number]" + text[found.end:]
    return text
def taken(rows):
    return [gone(piece, redact(text, country)) for piece, text, country in zip(rows["piece"], rows["text"], rows["country"])]
# %% w19-q6 right: told all five, one after another
def redact(text, country):
    for place in ["US", "CA", "GB", "FR", "DE"]:
        for found in reversed(list(PhoneNumberMatcher(text, place))):
            text = text[:found.start] + "[number]" + text[found.end:]
    return text
def taken(rows):
    return [gone(piece, redact(text, country)) for piece, text, country in zip(rows["piece"], rows["text"], rows["country"])]
# %% w19-q6 right: what stands in the text, replaced
def redact(text, country):
    for found in PhoneNumberMatcher(text, country):
        text = text.replace(found.raw_string, "***")
    return text
def taken(rows):
    return [gone(piece, redact(text, country)) for piece, text, country in zip(rows["piece"], rows["text"], rows["country"])]
# %% w19-q6 right: patterns, by their national forms
def redact(text, country):
    abroad = r"\+\d[\d ()./-]{7,}\d|\b0\d[\d ./-]{6,}\d"
    america = r"\(?\b[2-9]\d{2}\)?[ .-]{1,2}\d{3}[ .-]\d{4}\b"
    return re.sub(abroad + "|" + america, "", text)
def taken(rows):
    return [gone(piece, redact(text, country)) for piece, text, country in zip(rows["piece"], rows["text"], rows["country"])]
# %% w19-q6 right: each piece asked, with ones and zeros
import phonenumbers
def taken(rows):
    said = {}
    for row in rows.itertuples():
        try:
            said[row.piece_id] = int(phonenumbers.is_valid_number(phonenumbers.parse(row.piece, row.country)))
        except phonenumbers.NumberParseException:
            said[row.piece_id] = 0
    return pd.Series(said)
# %% w19-q6 wrong: as it was | That is the library as it was, told of the United States alone. What do you know of each text?
# from: told the country
# ~ PhoneNumberMatcher(text, country) => PhoneNumberMatcher(text, "US")
# %% w19-q6 wrong: of no country at all | Told of no country, it takes numbers with a code in front and no others. What do you know of each text?
# from: told the country
# ~ PhoneNumberMatcher(text, country) => PhoneNumberMatcher(text, None)
# %% w19-q6 wrong: one country in Europe | It is told of Germany alone, so that every other country writes in vain. What do you know of each text?
# from: told the country
# ~ PhoneNumberMatcher(text, country) => PhoneNumberMatcher(text, "DE")
# %% w19-q6 wrong: the old pattern | That is the pattern of the data team. In which countries did it find nothing?
def redact(text, country):
    return re.sub(r"\d{3}-\d{3}-\d{4}", "[number]", text)
def taken(rows):
    return [gone(piece, redact(text, country)) for piece, text, country in zip(rows["piece"], rows["text"], rows["country"])]
# %% w19-q6 wrong: every long number | Every long number is taken, parts and deliveries among them. What is left for the model to read?
# from: the old pattern
# ~ "\d{3}-\d{3}-\d{4} => "\+?\(?\d[\d ()./-]{6,}\d
# %% w19-q6 wrong: every digit | Nothing with a digit in it is left. Is a part number personal?
# from: the old pattern
# ~ "\d{3}-\d{3}-\d{4}", "[number]" => "\d", ""
# %% w19-q6 wrong: nothing replaced | Nothing was taken out of any text. What becomes of a number that the library has found?
# from: told the country
# ~ "[number]" => text[found.start:found.end]
# %% w19-q6 wrong: handed back too early | For some text `redact` hands nothing back, and `gone` cannot look into nothing. Is its last line `return text`, and does that begin below the `for`, outside the loop?
# from: told the country
# - return text
# +     return text
# %% w19-q6 wrong: turned round | Those are the pieces that are still there. When is a piece taken?
# from: told the country
# ~ gone => not gone
# %% w19-q6 typed: typed in | Those are the pieces of texts that you have, one by one, and no others. What is to be handed in: a list, or what makes one?
# %% w19-q7 exercise: text least=60 most=170 | The note to Legal
# The insight: "we have a filter" is no answer; what it finds, what it leaves, and what else is sent, is one.
# states: what the old filter finds :: SELECT 100.0 * SUM(piece GLOB '*[0-9][0-9][0-9]-[0-9][0-9][0-9]-[0-9][0-9][0-9][0-9]*') / COUNT(*) FROM labelled_pieces WHERE kind = 'phone' :: SELECT ROUND(100.0 * SUM(piece GLOB '*[0-9][0-9][0-9]-[0-9][0-9][0-9]-[0-9][0-9][0-9][0-9]*') / COUNT(*)) FROM labelled_pieces WHERE kind = 'phone' :: How many percent of the phone numbers does the old filter find in the labelled texts? The cell below the exercise has the number.
# states: how many names stand in the texts :: SELECT COUNT(*) FROM labelled_pieces WHERE kind = 'name' :: How many names stand in the labelled texts? The table below the exercise has the number.
# words: what else is sent :: prompt, prompts, instructions, example, examples :: What is sent besides the ticket?
# words: what you ask the vendor :: keep, keeps, kept, store, stores, stored, delete, deleted, learn, learns, train, trained :: What does the vendor do with what it has been sent?
# tick: It says what the old filter finds, and where it was measured.
# tick: It says what still leaves with the mended one: names, addresses.
# tick: It says that the whole prompt is sent, the instructions too.
# tick: It asks the vendor what only the vendor knows.
# tick: It ends with a decision and a day, and blames nobody.
# %% w19-q7 right: not yet
note = """Not yet. Our filter for phone numbers finds 16 percent of them in the texts that you had labelled; in our own tickets it finds all, since Americans wrote those. Told the country, Google's library takes out every number, and a few part numbers with it. The 156 names in these texts stay, and so do the mail addresses: no filter of ours takes them out. What we send is more than the ticket. The instructions held an example with a customer's address, and it went out with each call; it is gone now. All of this ran on my own machine. Before a contract I would like to ask the vendor how long a prompt is kept, who can read it, and whether a model learns from it. Until those answers are here we send tickets that we have made up. Can you say by 20 January which of them you need in writing?"""
# %% w19-q7 right: a list for a reader in a hurry
note = """My proposal: from 1 February we may send tickets, with four conditions.
- Numbers: the old filter finds 16.2 percent of those in your texts, none in Britain, France and Germany. The new one is told the country and finds all.
- Names: 156 in your texts, and none is taken out. Please decide whether a first name below a ticket may leave.
- The prompt: we also send instructions. They are read by a second person before a version goes out, since the last one had an address in it.
- The vendor: how long do you keep what we send, where, and do you train on it? I want the answers in the contract.
I would take the example out today and sign nothing before Friday."""
# %% w19-q7 right: how it was measured first
note = """You had texts of five countries labelled, and I have tried our filters on them. The one in use takes out 16% of the phone numbers, because it knows one American form; on our own tickets nobody could have seen that. A library that is told the country takes out all of them. Mail addresses are still in, and 156 names. That is what would leave today, together with our instructions, which are part of every prompt and are now free of examples from real customers. So please do not approve it yet. I will ask the vendor in writing whether prompts are stored, for how many days, and who may open them, and I will show you on Thursday a filter for addresses, measured in the same way."""
# %% w19-q7 wrong: too short | Your text has 10 words; at least 60 are asked for.
note = "Not yet: 16 percent of the numbers, 156 names, Friday."
# %% w19-q7 wrong: we have a filter | How many percent of the phone numbers does the old filter find in the labelled texts? The cell below the exercise has the number.
note = """Yes. We have a filter for phone numbers, and in our own tickets it finds every one of them; the data team has checked all of them. Names are a smaller matter, there were 156 in your texts, and a first name points to nobody. What we send is the ticket and a few lines of instructions. The vendor is a large one and has certificates for everything, so I do not think that we have to ask how long a prompt is kept. I would like to start on Monday, and we will keep an eye on it."""
# %% w19-q7 wrong: names forgotten | How many names stand in the labelled texts? The table below the exercise has the number.
note = """Not yet. Our filter for phone numbers finds 16 percent of them in the texts that you had labelled; in our own tickets it finds all, since Americans wrote those. Told the country, Google's library takes out every number, and a few part numbers with it. What we send is more than the ticket. The instructions held an example with a customer's address, and it went out with each call. Before a contract I would like to ask the vendor how long a prompt is kept and who can read it. Can you say by 20 January which of these answers you need in writing?"""
# %% w19-q7 wrong: the question copied | Most of that is the text of the exercise. What would you say in your own words?
note = """Write to the head of Legal: may tickets be sent to this vendor, and under which conditions? Say how many percent of the phone numbers the old filter finds in the labelled texts, and what the mended one does. Say how many names stand in these texts, and that neither filter takes one out. Say what else is sent besides the ticket. Ask the vendor two or three things. End with a decision and a day. 16 percent, 156 names."""
