# Week 5 · From SQL to Python: the answers that prove its checks. CONTRIBUTING.md explains the format.

# %% w05-q1 exercise: table ordered=seats | Large customers in the South
# The insight: WHERE, ORDER BY and SELECT have a second spelling, and each condition of it is a column of True and False.
# %% w05-q1 right: one condition behind the other
welcome = accounts[
    (accounts["region"] == "South") & (accounts["status"] == "active") & (accounts["is_test"] == 0) & (accounts["seats"] >= 25)
]
launch = welcome.sort_values("seats", ascending=False)[["name", "plan", "seats"]]
# %% w05-q1 right: as a query
%%sql launch
SELECT name, plan, seats
FROM accounts
WHERE region = 'South' AND status = 'active' AND is_test = 0 AND seats >= 25
ORDER BY seats DESC
# %% w05-q1 right: a name for each step
south = accounts[accounts["region"] == "South"]
active = south[south["status"] == "active"]
customers = active[active["is_test"] != 1]
large = customers[customers["seats"] > 24]
launch = large[["seats", "name", "plan"]].sort_values(by="seats", ascending=False).reset_index(drop=True)
# %% w05-q1 right: with query and loc
launch = (
    accounts.query("region == 'South' and status == 'active' and is_test == 0 and seats >= 25")
    .sort_values(["seats", "name"], ascending=[False, True])
    .loc[:, ["name", "plan", "seats"]]
)
# %% w05-q1 right: a comprehension
rows = [
    {"name": row.name, "plan": row.plan, "seats": row.seats}
    for row in accounts.itertuples(index=False)
    if row.region == "South" and row.status == "active" and not row.is_test and row.seats >= 25
]
launch = sorted(rows, key=lambda row: row["seats"], reverse=True)
# %% w05-q1 wrong: test accounts | Kestrel's own test accounts are in the list. Which column tells them apart?
launch = accounts[(accounts["region"] == "South") & (accounts["status"] == "active") & (accounts["seats"] >= 25)].sort_values(
    "seats", ascending=False
)[["name", "plan", "seats"]]
# %% w05-q1 wrong: every status | Trials and former customers are in the list. Which status has an active customer?
launch = accounts[(accounts["region"] == "South") & (accounts["is_test"] == 0) & (accounts["seats"] >= 25)].sort_values(
    "seats", ascending=False
)[["name", "plan", "seats"]]
# %% w05-q1 wrong: more than 25 | Somebody with exactly 25 seats is missing. Which sign means "or more"?
launch = accounts[
    (accounts["region"] == "South") & (accounts["status"] == "active") & (accounts["is_test"] == 0) & (accounts["seats"] > 25)
].sort_values("seats", ascending=False)[["name", "plan", "seats"]]
# %% w05-q1 wrong: the fewest first | The smallest of them stands first. What does ascending mean, and what is its opposite?
launch = accounts[
    (accounts["region"] == "South") & (accounts["status"] == "active") & (accounts["is_test"] == 0) & (accounts["seats"] >= 25)
].sort_values("seats")[["name", "plan", "seats"]]
# %% w05-q1 wrong: sorted, and not kept | The rows are right, in the order in which the table has them. Was it sorted, and did the sorted table get a name?
launch = accounts[
    (accounts["region"] == "South") & (accounts["status"] == "active") & (accounts["is_test"] == 0) & (accounts["seats"] >= 25)
][["name", "plan", "seats"]]
launch.sort_values("seats", ascending=False)
# %% w05-q1 wrong: every region | The whole company is in the list. Where does the feature start?
launch = accounts[(accounts["status"] == "active") & (accounts["is_test"] == 0) & (accounts["seats"] >= 25)].sort_values(
    "seats", ascending=False
)[["name", "plan", "seats"]]
# %% w05-q1 wrong: the first five | These are five of them. What does head do, and who asked for five?
launch = accounts[
    (accounts["region"] == "South") & (accounts["status"] == "active") & (accounts["is_test"] == 0) & (accounts["seats"] >= 25)
].sort_values("seats", ascending=False)[["name", "plan", "seats"]].head(5)
# %% w05-q1 typed: typed in | These rows fit the data you have and no other. A filter would find the right ones on any data.

# %% w05-q2 exercise: value | The number on the slide
# The insight: a filter that was shown and not kept leaves the whole company in the sum, and the code looks right.
# %% w05-q2 right: kept, then added up
fleet = accounts[(accounts["plan"] == "Fleet") & (accounts["status"] == "active") & (accounts["is_test"] == 0)]
fleet_seats = fleet["seats"].sum()
# %% w05-q2 right: as a query
fleet_seats = sql("SELECT SUM(seats) FROM accounts WHERE plan = 'Fleet' AND status = 'active' AND is_test = 0")
# %% w05-q2 right: each filter under the old name
accounts = accounts[accounts["plan"] == "Fleet"]
accounts = accounts[accounts["status"] == "active"]
accounts = accounts[accounts["is_test"] == 0]
fleet_seats = int(accounts["seats"].sum())
# %% w05-q2 right: with loc
fleet_seats = accounts.loc[
    accounts["plan"].eq("Fleet") & accounts["status"].eq("active") & ~accounts["is_test"].astype(bool), "seats"
].sum()
# %% w05-q2 right: a loop
fleet_seats = 0
for number in range(len(accounts)):
    row = accounts.iloc[number]
    if row["plan"] == "Fleet" and row["status"] == "active" and row["is_test"] == 0:
        fleet_seats = fleet_seats + row["seats"]
# %% w05-q2 wrong: shown, and not kept | That is the number of the slide: the seats of all accounts. Which table does the last line add up?
accounts[accounts["plan"] == "Fleet"]
accounts[accounts["status"] == "active"]
accounts[accounts["is_test"] == 0]
fleet_seats = accounts["seats"].sum()
# %% w05-q2 wrong: the first filter alone | Those are all Fleet accounts: trials, former customers and test accounts as well. Which two conditions were not kept?
fleet = accounts[accounts["plan"] == "Fleet"]
fleet_seats = fleet["seats"].sum()
# %% w05-q2 wrong: the last filter alone | Only the last of the three conditions was kept. From which table does each filter begin?
fleet = accounts[accounts["plan"] == "Fleet"]
fleet = accounts[accounts["status"] == "active"]
fleet = accounts[accounts["is_test"] == 0]
fleet_seats = fleet["seats"].sum()
# %% w05-q2 wrong: test accounts | Kestrel's own test accounts pay for nothing, and are in that number. Which condition takes them out?
fleet_seats = accounts[(accounts["plan"] == "Fleet") & (accounts["status"] == "active")]["seats"].sum()
# %% w05-q2 wrong: trials and former customers | Trials and former customers are in that number. Who is active?
fleet_seats = accounts[(accounts["plan"] == "Fleet") & (accounts["is_test"] == 0)]["seats"].sum()
# %% w05-q2 wrong: every plan | Those are the seats of all active customers. Which plan is the slide about?
fleet_seats = accounts[(accounts["status"] == "active") & (accounts["is_test"] == 0)]["seats"].sum()
# %% w05-q2 wrong: customers counted | That is how many customers there are. What does each of them have several of?
fleet_seats = len(accounts[(accounts["plan"] == "Fleet") & (accounts["status"] == "active") & (accounts["is_test"] == 0)])
# %% w05-q2 wrong: the average | That is what one customer has on average. What do all of them have together?
fleet_seats = accounts[(accounts["plan"] == "Fleet") & (accounts["status"] == "active") & (accounts["is_test"] == 0)]["seats"].mean()
# %% w05-q2 typed: typed in | That was the number on the data you have. On data nobody has seen it is another one: let Python add it up.

# %% w05-q3 exercise: table | The write that never happened
# The insight: a write into a result that nobody keeps runs, and writes nothing; so after a write, count.
# %% w05-q3 right: with loc
south = sql("SELECT name, plan FROM accounts WHERE region = 'South'")
south.loc[south["plan"] == "Basic", "plan"] = "Solo"
south.loc[south["plan"] == "Pro", "plan"] = "Crew"
# %% w05-q3 right: as a query, with CASE
%%sql south
SELECT name,
       CASE plan WHEN 'Basic' THEN 'Solo' WHEN 'Pro' THEN 'Crew' ELSE plan END AS plan
FROM accounts
WHERE region = 'South'
# %% w05-q3 right: replaced, and kept
south = accounts[accounts["region"] == "South"][["name", "plan"]]
south["plan"] = south["plan"].replace({"Basic": "Solo", "Pro": "Crew"})
# %% w05-q3 right: a comprehension
today = {"Basic": "Solo", "Pro": "Crew"}
south = accounts.loc[accounts["region"] == "South", ["name", "plan"]]
south = south.assign(plan=[today.get(plan, plan) for plan in south["plan"]])
# %% w05-q3 right: a loop over the rows
south = sql("SELECT name, plan FROM accounts WHERE region = 'South'")
for row in south.index:
    if south.loc[row, "plan"] == "Basic":
        south.loc[row, "plan"] = "Solo"
    elif south.loc[row, "plan"] == "Pro":
        south.loc[row, "plan"] = "Crew"
# %% w05-q3 right: renamed before the filter
accounts["plan"] = accounts["plan"].where(accounts["plan"] != "Basic", "Solo").mask(accounts["plan"] == "Pro", "Crew")
south = accounts.query("region == 'South'")[["name", "plan"]]
# %% w05-q3 wrong: the write that never happened | All old names are still there: nothing was written. Into which table did your last step write, and does it have a name?
south = sql("SELECT name, plan FROM accounts WHERE region = 'South'")
south[south["plan"] == "Basic"]["plan"] = "Solo"
south[south["plan"] == "Pro"]["plan"] = "Crew"
# %% w05-q3 wrong: one of two | Solo is right, and Pro is still there. What about the second line?
south = sql("SELECT name, plan FROM accounts WHERE region = 'South'")
south.loc[south["plan"] == "Basic", "plan"] = "Solo"
south[south["plan"] == "Pro"]["plan"] = "Crew"
# %% w05-q3 wrong: the whole row | Names of plans stand where names of companies were. Which column was to be written, and where do you say so?
south = sql("SELECT name, plan FROM accounts WHERE region = 'South'")
south.loc[south["plan"] == "Basic"] = "Solo"
south.loc[south["plan"] == "Pro"] = "Crew"
# %% w05-q3 wrong: every account | Every account has the same plan now. Which rows were to be renamed, and where do you say so?
south = sql("SELECT name, plan FROM accounts WHERE region = 'South'")
south["plan"] = "Solo"
south["plan"] = "Crew"
# %% w05-q3 wrong: the renamed alone | These are the renamed accounts. Where are those whose plan was right before?
import pandas
south = sql("SELECT name, plan FROM accounts WHERE region = 'South'")
basic = south[south["plan"] == "Basic"].assign(plan="Solo")
pro = south[south["plan"] == "Pro"].assign(plan="Crew")
south = pandas.concat([basic, pro])
# %% w05-q3 wrong: the wrong way round | Basic has become Crew, and Pro Solo. Which old name belongs to which?
south = sql("SELECT name, plan FROM accounts WHERE region = 'South'")
south.loc[south["plan"] == "Basic", "plan"] = "Crew"
south.loc[south["plan"] == "Pro", "plan"] = "Solo"
# %% w05-q3 wrong: the old names empty | Where an old name stood, there is nothing now. Which value do the other plans get?
south = sql("SELECT name, plan FROM accounts WHERE region = 'South'")
south["plan"] = south["plan"].map({"Basic": "Solo", "Pro": "Crew"})
# %% w05-q3 wrong: counted | That is how many there are of each plan. The list of the accounts is asked for; what is the count good for?
# from: the notebook's
# ~ south["plan"].value_counts => south = south["plan"].value_counts
# %% w05-q3 typed: typed in | These rows fit the data you have and no other. Let Python rename them.

# %% w05-q4 exercise: table | Lose all of Canada
# The insight: whoever can type into a glued query can do what the program can do, and nothing looks like a break-in.
# %% w05-q4 right: out of the quotes, and the last one left to the page
left = remove("x' OR region = 'Canada")
# %% w05-q4 right: the rest as a comment
left = remove("' OR region = 'Canada' --")
# %% w05-q4 right: a second command
left = remove("x'; DELETE FROM accounts WHERE region = 'Canada'; --")
# %% w05-q4 right: by the currency, in triple quotes
left = remove("""nobody' OR currency = 'CAD""")
# %% w05-q4 wrong: nobody lost | Every account is still there: no row met the condition that your text became part of. Where does the name end in it, and what makes a row of Canada, spelt as the data spell it, meet the rest?
left = remove("Canada")
# %% w05-q4 wrong: everybody lost | All four regions are gone. Which rows meet your condition, and which were meant?
left = remove("x' OR '1'='1")
# %% w05-q4 wrong: all but Canada lost | Canada alone is left. What does your condition say of Canada?
left = remove("x' OR region <> 'Canada")
# %% w05-q4 wrong: the active ones alone | Canada has lost its active accounts and has others left. Which condition is one too many?
left = remove("x' OR region = 'Canada' AND status = 'active")
# %% w05-q4 wrong: one company | One company of Canada is gone. Can a text say something about all of them at once?
left = remove(accounts[accounts["region"] == "Canada"]["name"].iloc[0])
# %% w05-q4 wrong: another region | That was the West. Whom did the question name?
left = remove("x' OR region = 'West")
# %% w05-q4 wrong: the customers alone | The test accounts of Canada are still there. Which condition is one too many?
left = remove("x' OR region = 'Canada' AND is_test = 0 --")
# %% w05-q4 wrong: asked of the data | Those are Kestrel's own accounts, of which none was deleted. What is left in the page's copy, once your text was typed into it?
left = sql("SELECT region, COUNT(*) AS accounts FROM accounts WHERE region <> 'Canada' GROUP BY region")
# %% w05-q4 typed: typed in | That is what was left on the data you have. On other data another number is left: type into the page.

# %% w05-q5 exercise: function parameters=subject | A search that finds everybody
# The insight: a value that travels beside the query stays a value; the apostrophe and the attack were one fault.
# %% w05-q5 questions: subjects that customers wrote, two that nobody wrote, and five injections
def written(condition, most):
    found = sql(f"SELECT subject FROM tickets WHERE {condition} GROUP BY subject ORDER BY COUNT(*) DESC, subject LIMIT {most}")
    return list(found["subject"])
questions = written("subject LIKE 'Update %' OR subject LIKE 'Drag and drop'", 2)
questions += written("subject LIKE '% or %'", 1) + written("subject LIKE '%question%'", 1) + written("subject LIKE '%''%'", 3)
questions += ["No such subject", "%"]
questions += [
    "x' OR '1'='1",
    'x" OR "1"="1',
    "x' OR account_id IN (SELECT account_id FROM accounts WHERE region = 'Canada') --",
    "x'<>'",
    "x\x00' OR 1=1 --",
]
# %% w05-q5 right: a bound parameter
def tickets_about(subject):
    question = text("SELECT COUNT(*) AS tickets FROM tickets WHERE subject = :subject")
    return pd.read_sql(question, warehouse, params={"subject": subject})
# %% w05-q5 right: a number, the driver's own place, all of pandas imported by its name
import pandas
def tickets_about(subject):
    answer = pandas.read_sql_query("SELECT COUNT(*) AS n FROM tickets WHERE subject = ?", warehouse, params=(subject,))
    return int(answer["n"].iloc[0])
# %% w05-q5 right: the engine alone
import sqlalchemy
def tickets_about(typed):
    with warehouse.connect() as connection:
        return connection.execute(sqlalchemy.text("SELECT COUNT(*) FROM tickets WHERE subject = :it"), {"it": typed}).scalar()
# %% w05-q5 right: compared in Python
subjects = sql("SELECT subject FROM tickets")["subject"]
def tickets_about(subject):
    return (subjects == subject).sum()
# %% w05-q5 right: fetched once and looked up
counted = sql("SELECT subject, COUNT(*) AS tickets FROM tickets GROUP BY subject")
by_subject = dict(zip(counted["subject"], counted["tickets"]))
tickets_about = lambda subject: by_subject.get(subject, 0)
# %% w05-q5 right: the driver's own connection, with a question mark
def tickets_about(subject):
    there = warehouse.raw_connection().cursor()
    return there.execute("SELECT COUNT(*) FROM tickets WHERE subject = ?", [subject]).fetchone()[0]
# %% w05-q5 wrong: glued | An apostrophe still ends in an error, and an injection finds what it likes: the value is glued into the query. What could stand there in its place?
def tickets_about(subject):
    return pd.read_sql(f"SELECT COUNT(*) AS tickets FROM tickets WHERE subject = '{subject}'", warehouse)["tickets"].iloc[0]
# %% w05-q5 wrong: glued, with sql | An apostrophe still ends in an error, and an injection finds what it likes: sql(…) gets a text in which the value is glued already. What else can hand over a query and a value apart?
def tickets_about(subject):
    return sql(f"SELECT COUNT(*) AS tickets FROM tickets WHERE subject = '{subject}'")["tickets"].iloc[0]
# %% w05-q5 wrong: apostrophes doubled | Customers find their tickets, and four injections find nothing. A text with a sign in it that nobody sees (in the fifth) still breaks the query. Who should tell a value from a command: your list of signs, or the database?
def tickets_about(subject):
    subject = subject.replace("'", "''")
    return pd.read_sql(f"SELECT COUNT(*) AS tickets FROM tickets WHERE subject = '{subject}'", warehouse)["tickets"].iloc[0]
# %% w05-q5 wrong: apostrophes doubled, with sql | Customers find their tickets, and four injections find nothing. A text with a sign in it that nobody sees (in the fifth) still breaks the query. Who should tell a value from a command: your list of signs, or the database?
def tickets_about(subject):
    subject = subject.replace("'", "''")
    return sql(f"SELECT COUNT(*) AS tickets FROM tickets WHERE subject = '{subject}'")["tickets"].iloc[0]
# %% w05-q5 wrong: other quotes around it | Apostrophes are found now, and whoever types the other sort of quote gets in. The value is still a part of the query: what could stand there in its place?
def tickets_about(subject):
    return pd.read_sql(f'SELECT COUNT(*) AS tickets FROM tickets WHERE subject = "{subject}"', warehouse)["tickets"].iloc[0]
# %% w05-q5 wrong: apostrophes taken out | Whoever writes an apostrophe finds nothing now, and one injection still ends in an error. Must the value change at all, if it never touches the query?
def tickets_about(subject):
    subject = subject.replace("'", "")
    return pd.read_sql(f"SELECT COUNT(*) AS tickets FROM tickets WHERE subject = '{subject}'", warehouse)["tickets"].iloc[0]
# %% w05-q5 wrong: apostrophes refused | Injections find nothing, and neither does whoever writes an apostrophe. Is the sign the fault, or what the page does with it?
def tickets_about(subject):
    if "'" in subject or '"' in subject:
        return 0
    return pd.read_sql(f"SELECT COUNT(*) AS tickets FROM tickets WHERE subject = '{subject}'", warehouse)["tickets"].iloc[0]
# %% w05-q5 wrong: an error of one's own | Whoever writes an apostrophe still gets an error, now yours. What would that customer have to do to be found?
# from: apostrophes refused
# ~ return 0 => raise ValueError("No quotes, please.")
# %% w05-q5 wrong: words forbidden | Injections find nothing. Neither do customers who write a word from your list. Does a word harm a query that it never touches?
def tickets_about(subject):
    if any(word in subject.lower() for word in ("drop", "delete", "update", "insert", "union", " or ")):
        return 0
    return pd.read_sql(text("SELECT COUNT(*) AS tickets FROM tickets WHERE subject = :s"), warehouse, params={"s": subject})["tickets"].iloc[0]
# %% w05-q5 wrong: quotes around the place | Every call ends in an error of the database, even one for an ordinary subject. Has the query a place without quotes around it, and does params give that very place a value?
def tickets_about(subject):
    question = text("SELECT COUNT(*) AS tickets FROM tickets WHERE subject = ':subject'")
    return pd.read_sql(question, warehouse, params={"subject": subject})["tickets"].iloc[0]
# %% w05-q5 wrong: words forbidden, and apostrophes doubled | Injections find nothing. Neither do customers who write a word from your list, such as or. Does a word harm a query that it never touches?
def tickets_about(subject):
    if " OR " in subject.upper() or "--" in subject or ";" in subject or "UNION" in subject.upper() or chr(0) in subject:
        return 0
    subject = subject.replace("'", "''")
    return pd.read_sql(f"SELECT COUNT(*) AS tickets FROM tickets WHERE subject = '{subject}'", warehouse)["tickets"].iloc[0]
# %% w05-q5 wrong: a place without its colon | Every subject gives the number of all tickets: the query compares the column with itself, and nothing waits for a value. How does it tell a place for a value from a column?
def tickets_about(subject):
    question = text("SELECT COUNT(*) AS tickets FROM tickets WHERE subject = subject")
    return pd.read_sql(question, warehouse, params={"subject": subject})["tickets"].sum()
# %% w05-q5 wrong: a word for the value | Every subject finds what the text `subject` itself would find: nothing. In `params` the name of the place stands in quotation marks. What stands behind the colon, so that the value itself goes along?
def tickets_about(subject):
    question = text("SELECT COUNT(*) AS tickets FROM tickets WHERE subject = :subject")
    return pd.read_sql(question, warehouse, params={"subject": "subject"})["tickets"].sum()
# %% w05-q5 wrong: LIKE | No injection gets in. But LIKE takes capitals and small letters for the same, and % for anything. Which sign asks for exactly this subject?
def tickets_about(subject):
    question = text("SELECT COUNT(*) AS tickets FROM tickets WHERE subject LIKE :subject")
    return pd.read_sql(question, warehouse, params={"subject": subject})["tickets"].iloc[0]
# %% w05-q5 wrong: a part of the subject | No injection gets in. But tickets are counted that only have these words in their subject. Which sign asks for exactly this subject?
def tickets_about(subject):
    question = text("SELECT COUNT(*) AS tickets FROM tickets WHERE subject LIKE :part")
    return pd.read_sql(question, warehouse, params={"part": f"%{subject}%"})["tickets"].iloc[0]
# %% w05-q5 typed: results typed in | Those numbers fit the subjects that you could try, and no others. Ask the data.

# %% w05-q6 exercise: text least=40 most=150 | The note to whoever owns the page
# The insight: a fault is repaired when its note says what to try, and when somebody asks where else it is.
# states: for how many tickets :: SELECT COUNT(*) FROM tickets WHERE subject LIKE '%''%' :: For how many tickets does it fail today? The exercise has the number.
# words: what to change :: parameter, parameters, bind, binds, bound, binding, glue, glued, glues, gluing, beside :: What is to be changed in the page?
# words: when it is done :: test, tests, tested, done, finds, find, returns, gives, type, typed :: How will both of you know that it is done?
# tick: It has an example of what fails, and the number of tickets.
# tick: It says what somebody could do who means harm.
# tick: It says what to change, and not only that something must be done.
# tick: It says what to type into the repaired page, and what must come back.
# tick: It accuses nobody, and asks about the other pages.
# %% w05-q6 right: plain
note = """The ticket search stops with an error whenever a subject has an apostrophe, as in Can't take picture: 497 tickets at present. It builds its query from what is typed, so somebody
could add a condition of their own and count the tickets of every customer. Please bind the value as a parameter. When x' OR '1'='1 gives 0 and Can't take picture gives its tickets, we are done. Where else do we do this?"""
# %% w05-q6 right: a list
note = """Three things about the page that searches tickets:
- It cannot find 497 tickets, all with an apostrophe, among them every Besoin d'aide.
- For the same reason a stranger can turn the search into a command.
- The repair is one line: the subject goes beside the query as a bound parameter.
I would try it with one French subject and with one attack. Could you tell me which other forms are made in the same way? I know that you inherited this one."""
# %% w05-q6 right: French customers first
note = """French-speaking customers who write Besoin d'aide are not found by our search, nor is anybody else with an apostrophe, 497 tickets in total. What staff type is glued into the SQL. With bad
intentions one could see everything that the page may see. Let the value travel as a parameter, and keep two tests, an apostrophe that is found and an injection that finds nothing. Then let us look at our other pages together."""
# %% w05-q6 wrong: too short | Your text has 5 words; at least 40 are asked for.
note = "Please repair the ticket search."
# %% w05-q6 wrong: without the number | For how many tickets does it fail today? The exercise has the number.
note = """The ticket search stops with an error whenever a subject has an apostrophe, as in Can't take picture. It builds its query from what is typed, so somebody
could add a condition of their own and count the tickets of every customer. Please bind the value as a parameter. When an injection gives 0 we are done. Where else do we do this?"""
# %% w05-q6 wrong: another number | For how many tickets does it fail today? The exercise has the number.
note = """The ticket search stops with an error whenever a subject has an apostrophe, as in Can't take picture: 12,042 tickets at present. It builds its query from what is typed, so somebody
could add a condition of their own and count the tickets of every customer. Please bind the value as a parameter. When an injection gives 0 we are done. Where else do we do this?"""
# %% w05-q6 wrong: the question copied | Most of that is the text of the exercise. What would you say in your own words?
note = """The search page belongs to a developer who did not write it: it was there before she came. 497 tickets have a subject that it cannot find. Write her the note that gets it repaired. Say what fails today and for how many tickets, what somebody could do who means harm,"""
