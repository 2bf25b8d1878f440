"""The twenty-six hours as a calendar file: what was asked for, read kindly; the dates; the file itself.

asked.py      a start, a weekday, a time and days to skip, as people write them
zones.py      a time zone, as people name it
planned.py    the twenty-six dates
made.py       the .ics file, and `make_calendar`
"""
