// What a screen reader hears: that a cell has run, and what a check or an error said. One region of the page says it, in
// short sentences; what a cell shows is not read out by itself.
import { element, source } from "./cells.js";
import { CHECK } from "./checks.js";

const PAUSE = 250; // milliseconds in which several cells may end: they are told together
const MOST = 3;

const LONG = 60; // letters of a line after which a message that is broken into lines goes on

// Without colours, and the lines into which a message is broken as one; what is listed or quoted below is left out.
function plain(text) {
  const lines = text.replace(/\x1b\[[0-9;]*m/g, "").trim().split("\n");
  const last = lines.findIndex((line, at) => line.length < LONG || /^(- |\s*$)/.test(lines[at + 1] || ""));
  return lines.slice(0, last + 1 || undefined).join(" ").replace(/\s+/g, " ");
}
const first = (text) => (/^.*?[.?!](?=\s|$)/.exec(text) || [text])[0];

function said(cell) {
  const outputs = cell.model.outputs.toJSON();
  const failed = outputs.find((one) => one.output_type === "error");
  if (failed && failed.ename === "NotYet") return plain(failed.evalue);
  const name = `Cell ${cell.model.executionCount}`;
  if (failed) {
    const told = plain([failed.traceback || ""].flat().join("\n"));
    return `${name} has stopped. ${first(!told || /^-{5}/.test(told) ? plain(`${failed.ename}: ${failed.evalue}`) : told)}`;
  }
  const texts = outputs.map((one) => plain([(one.data || {})["text/plain"] || ""].flat().join("")));
  return (CHECK.test(source(cell)) && texts.find(Boolean)) || `${name} has run.`;
}

export default async (shared) => {
  const { NotebookActions } = await shared("@jupyterlab/notebook");
  const region = element("div", { className: "fq-Unseen fq-Heard", ariaLive: "polite", ariaAtomic: "true" });
  let waiting = [], timer;
  const tell = () => {
    const many = waiting.length > MOST ? [`${waiting.length} cells have run.`, waiting.at(-1)] : waiting;
    waiting = [];
    region.replaceChildren(element("p", {}, many.join(" "))); // new also where the words are the same
  };
  return {
    id: "first-query:heard",
    description: "Tells a screen reader what has run, and what a check said.",
    autoStart: true,
    activate: () => {
      document.body.append(region);
      NotebookActions.executed.connect((_, { cell }) => {
        if (cell.model.type !== "code" || cell.isDisposed) return;
        clearTimeout(timer);
        waiting.push(said(cell));
        timer = setTimeout(tell, PAUSE);
      });
    },
  };
};
