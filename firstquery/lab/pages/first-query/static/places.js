// The places that she has come to, one for each week, and the way to a cell. JupyterLab keeps them with its layout, so
// that they are there when the course is opened again (firstquery/lab/opening.py).
import { gradeId, source } from "./cells.js";

const KEPT = "first-query:places";
const EXERCISE = /^w\d+-q\d+(v\d+)?$/;

// Where a cell stands by its own name, or the heading above the answer to an exercise; -1 where there is none.
function indexOf(cells, name) {
  const answer = cells.findIndex((one) => [name, `${name}-answer`].includes(gradeId(one)));
  const isHeading = (one) => one.model.type === "markdown" && /^#/m.test(source(one));
  const heading = cells.slice(0, answer + 1).findLastIndex(isHeading);
  if (EXERCISE.test(name) && heading >= 0) return heading;
  return cells.findIndex((one) => one.model.id === name);
}

export async function open(app, { path, cell }) {
  const page = await app.commands.execute("docmanager:open", { path });
  if (!page || !page.content.widgets) return;
  await page.context.ready;
  await page.revealed;
  const { content } = page;
  const at = cell ? indexOf(content.widgets, cell) : -1;
  if (at >= 0) {
    content.activeCellIndex = at;
    content.mode = "command";
  }
  page.activate();
  if (at >= 0) await rest(content, at);
}

// While JupyterLab measures what it shows, a page that has just been opened moves: the cell comes back into view until it
// has rested there for a second, and no longer than she does nothing herself.
async function rest(content, at) {
  const outer = content.node.querySelector(".jp-WindowedPanel-outer") || content.node;
  const bring = () => content.scrollToItem(at, "start").catch(() => undefined);
  let moved = false;
  for (const hers of ["wheel", "keydown", "pointerdown"])
    content.node.addEventListener(hers, () => (moved = true), { once: true, capture: true });
  bring();
  for (let left = 150, still = 0; left && still < 10 && !moved && content.activeCellIndex === at; left--) {
    const { top, bottom } = content.widgets[at].node.getBoundingClientRect(), view = outer.getBoundingClientRect();
    const isSeen = bottom > top && bottom > view.top + 20 && top < view.bottom - 40;
    still = isSeen ? still + 1 : 0;
    if (!isSeen) bring();
    await new Promise((next) => setTimeout(next, 100));
  }
}

export class Places {
  constructor(state) {
    this.state = state;
    this.byWeek = {};
    state.fetch(KEPT).then((kept) => Object.assign(this.byWeek, kept));
  }

  // The top of a page is where it opens, and says nothing of where she was.
  keep(week, page) {
    if (page.content.activeCellIndex < 1) return;
    this.byWeek[week.number] = { path: page.context.path, cell: page.content.activeCell.model.id };
    this.state.save(KEPT, this.byWeek);
  }

  // Where she left: the cell of the lesson, or of an exercise that is not done (`left`); else what comes next, which is
  // the exercise `here` or the lesson.
  next(week, left, here) {
    const place = this.byWeek[week.number] || {};
    const exercise = left.find(({ id }) => place.cell === id || `${place.cell}`.startsWith(`${id}-`));
    if (place.path && (place.path === week.lesson || (place.path === week.practice && exercise)))
      return { ...place, exercise };
    const next = left.find((one) => one.id === here) || (place.path && left[0]);
    if (next && week.practice) return { path: week.practice, cell: next.id, exercise: next };
    return { path: week.lesson || week.practice, cell: "" };
  }
}
