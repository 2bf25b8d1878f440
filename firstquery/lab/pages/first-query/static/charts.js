// A chart follows a dark page: what matplotlib drew as ink on white paper is shown as light on dark, each hue as it was.
// So does a drawing of a lesson, which is ink on white paper as well.
// It is a way to show it and no more: the figure that a check reads, and the picture in the file, stay as they are.
const FIGURE = /^<Figure size /; // as matplotlib names a figure beside its picture, in stored outputs too

const LOOK = `@media screen {
  body[data-jp-theme-light="false"] :is(.jp-RenderedImage.fq-Chart img, .jp-RenderedMarkdown img[src*="/drawings/"]) { filter: invert(0.93) hue-rotate(180deg); }
}
/* A drawing's words stay as large as small print: where its cell is narrower, the cell is moved sideways. */
.jp-RenderedMarkdown:has(img[src*="/drawings/"]) { overflow-x: auto; }
.jp-RenderedMarkdown img[src*="/drawings/"] { min-width: 600px; }`;

export default async (shared) => {
  const { IRenderMimeRegistry } = await shared("@jupyterlab/rendermime");
  return {
    id: "first-query:charts",
    description: "Shows a chart and a drawing dark on a dark page.",
    autoStart: true,
    requires: [IRenderMimeRegistry],
    activate: (app, registry) => {
      for (const type of ["image/png", "image/svg+xml"]) {
        const theirs = registry.getFactory(type);
        const createRenderer = (options) => {
          const widget = theirs.createRenderer(options);
          const draw = widget.renderModel.bind(widget);
          widget.renderModel = async (model) => {
            await draw(model);
            widget.toggleClass("fq-Chart", FIGURE.test([model.data["text/plain"] || ""].flat().join("")));
          };
          return widget;
        };
        registry.addFactory({ ...theirs, mimeTypes: [type], createRenderer }, theirs.defaultRank);
      }
      document.head.append(Object.assign(document.createElement("style"), { textContent: LOOK }));
    },
  };
};
