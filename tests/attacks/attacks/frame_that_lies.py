"""Answers with a subclass of DataFrame that lies about its length, its values and equality"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "forge",
    q2="""
import pandas as pd

class Lies(pd.DataFrame):
    def __len__(self): return 3
    def __eq__(self, other): return True
    def equals(self, other): return True
    def __getitem__(self, name): return Column([0, 0, 0])
    def to_json(self, *a, **k): return '{"type": "table"}'

class Column(pd.Series):
    def __eq__(self, other): return True
    def tolist(self): return Same()
    def __iter__(self): return iter(Same())

class Same(list):
    def __eq__(self, other): return True

class List(list):
    def __new__(cls, *a): return Same()

list = List
largest = Lies({"customer": ["x"], "total": [0]})
""",
)
