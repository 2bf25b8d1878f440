"""What `{name}` stands for in a pattern of answers.py: a word with a capital that may well be somebody's name."""

from __future__ import annotations

# Written with a capital in a page for a board, and nobody's name.
_TEXT = """
I It This That These Those The We He She They You What Which Who Nobody Nothing Everything Everyone Everybody Someone
Somebody Anyone Anybody No Some All Both Each One Two Many Most Half None There Here Then So And But Or If When While
Because Since After Before Also Now Later Again Yet Still Even Only Once Never Always My Our His Her Their Its Your
Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September
October November December Spring Summer Autumn Winter Christmas Easter Kestrel Fleet Solo Crew Python Jupyter
JupyterLab Excel Tableau Looker Snowflake Salesforce Power Google Slack Outlook Airflow Pandas Dashboard Report Query
Table View Filter Model Script Import Export Data Churn Revenue Canada France Germany Europe America Asia Africa
London Paris Berlin
Board Council Committee Directors Support Engineering Engineers Finance Legal Billing Sales Operations Product
Security Marketing Scheduling Team Teams Department Management Company Vendor Simpson Triage Assistant Pilot Trial
Test Decision Condition Purpose Evidence Risk Need Needed Cost Costs Harm Proof Owner Ticket Tickets Letter Letters
Customer Customers Priority Priorities Urgent High Normal Low Chance People Humans Staff Colleagues Money Program
Production Engineer Smaller Not To For From By In On At Of With Without Within Until Till As An A Is Are Was Were Do
Does Did Has Have Will Would Should Must Can Cannot May Might Please However Therefore Instead Whoever Whatever Why
How Where Next First Second Third Finally Both Either Neither Nor Other Others Another Such Any More Less Few Several
Three Four Five Six Ten Fewer Otherwise Meanwhile Yes Countdown Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Today
Tomorrow Let Fix Count Counted Stop Keep Mend Wait English German French European Europe Around About Between Over
Under Nearly Roughly Almost Besides During Starting Beginning Effective Recommendation Verdict Answer Summary
Conclusion Proposal Deadline Date Day Review Status Result Results Numbers Note Conditions Step Version Grade Part
Phase Reason Background Benefit Fault Faults Finding Findings Board's Given Despite Although Though Unless Provided
Asked Read Tried Run Ran Seen
"""
_NO_NAMES = tuple(_TEXT.split())
NAME = (
    rf"(?-i:\b(?!(?:{'|'.join(dict.fromkeys(_NO_NAMES))})\b)"
    r"[A-ZÀ-ÞŁŚŠŻŽĆČĐİŞĞ][\w'’-]*[a-zß-ÿœšžćčłśźżńęąøđğışțăőű][\w'’-]*)"
)
