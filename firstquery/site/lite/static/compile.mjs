// Compiles the modules of wheels with the Python that a browser runs: it then reads bytecode, and compiles nothing while
// somebody waits. node compile.mjs PYODIDE FOLDER: each wheel in the folder is replaced by one with bytecode alone.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [pyodide, folder] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(path.join(pyodide, "pyodide.mjs")));
const python = await loadPyodide({ stdout: () => {} });
python.runPython(`
import importlib._bootstrap_external as form
import io, zipfile

def compiled(content):
    """A wheel with the bytecode of each module in place of its source; what is no module stays."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for one in old.infolist():
            name, data = one.filename, old.read(one)
            if name.endswith(".py") and ".data/" not in name:
                code = compile(data, f"/lib/python3.14/site-packages/{name}", "exec", dont_inherit=True, optimize=0)
                name, data = name + "c", bytes(form._code_to_hash_pyc(code, b"firstqry", False))
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED, 9)
    return made.getvalue()
`);
const compiled = python.globals.get("compiled");
for (const name of fs.readdirSync(folder).filter((one) => one.endsWith(".whl")).sort()) {
  const file = path.join(folder, name);
  const made = compiled(python.toPy(new Uint8Array(fs.readFileSync(file))).tobytes()).toJs();
  fs.writeFileSync(file, made);
}
