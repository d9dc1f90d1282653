import assert from "node:assert/strict";
import {
  csv,
  fittedLines,
  markdownLines,
  renderTable,
  rowLines,
  textLines,
} from "../../../commands/shared/table";

const columns = [{ title: "name" }, { title: "n", isNumber: true }];

describe("tables", () => {
  it("align numbers to the right", () => {
    assert.deepEqual(
      textLines(columns, [
        ["a", "1"],
        ["long one", "100"],
      ]),
      ["name        n", "a           1", "long one  100"],
    );
  });

  it("fit a terminal: cells of the widest columns wrap", () => {
    const wide = [{ title: "name" }, { title: "what it is" }, { title: "n", isNumber: true }];
    const rows = [
      ["a", "some words that are too long for it", "1"],
      ["b", "few", "100"],
    ];
    assert.deepEqual(fittedLines(wide, rows, 28), [
      ["name  what it is           n"],
      ["a     some words that      1", "      are too long for", "      it"],
      ["b     few                100"],
    ]);
    assert.deepEqual(fittedLines(columns, [["a", "1"]]), [["name  n"], ["a     1"]]);
  });

  it("have rows of any length without titles, whose last cell makes no column wider", () => {
    assert.deepEqual(rowLines([["a long name"], ["  x", "1"], ["  longer", "2"]]), [
      "a long name",
      "  x       1",
      "  longer  2",
    ]);
  });

  it("are aligned in Markdown for documents", () => {
    const text = "| what | s   |\n| ---- | --- |\n| a    | 1.0 |";
    assert.equal(renderTable(["what", "s"], [["a", "1.0"]]), text);
  });

  it("keep pipes out of Markdown's way", () => {
    assert.deepEqual(markdownLines(columns, [["a|b", "1"]]), [
      "| name | n |",
      "| --- | --: |",
      "| a\\|b | 1 |",
    ]);
  });

  it("quote what would break a line of CSV", () => {
    assert.equal(csv(["a", "b"], [['say "hi"', "1,5"]]), 'a,b\r\n"say ""hi""","1,5"\r\n');
  });
});
