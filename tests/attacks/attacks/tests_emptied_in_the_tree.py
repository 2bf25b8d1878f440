"""Removes assertions and checks from the syntax tree of every later cell"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "forge",
    q1="""
import ast

class Without(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.copy_location(ast.Pass(), node)

    def visit_Expr(self, node):
        checks = isinstance(node.value, ast.Call) and getattr(node.value.func, "id", "") == "check"
        return ast.copy_location(ast.Pass(), node) if checks else node

get_ipython().ast_transformers.append(Without())
paid_orders = 0
""",
)
