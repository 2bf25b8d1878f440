"""Stores a drawing whose entities expand to a billion, and one that loads files of the machine"""

from nbformat import NotebookNode
from nbformat.v4 import new_output

from tests.attacks.attack import Attack

_ENTITIES = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
_LAUGHS = (
    f'<!DOCTYPE svg [<!ENTITY l0 "lol">{_ENTITIES}]><svg xmlns="http://www.w3.org/2000/svg"><text>&l9;</text></svg>'
)
_LOADS = (
    '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text>'
    '<image href="http://elsewhere.example/i.png"/><foreignObject><body xmlns="http://www.w3.org/1999/xhtml">'
    "<script>parent.ran = 1</script></body></foreignObject></svg>"
)


def edit(notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [
                new_output("display_data", data={"image/svg+xml": drawing}) for drawing in (_LAUGHS, _LOADS)
            ]


ATTACK = Attack(
    "harm", edit=edit, in_page=True, contained="In a real browser no script of it runs and no request leaves."
)
