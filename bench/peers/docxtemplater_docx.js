// docxtemplater: a Word file with {tags} in it. Each document opens the template anew, as its manual says to.
// node docxtemplater_docx.js TEMPLATE NODE_MODULES < lines of JSON

const fs = require("fs");
const path = require("path");
const readline = require("readline");
const [template, modules] = process.argv.slice(2);
const PizZip = require(path.join(modules, "pizzip"));
const Docxtemplater = require(path.join(modules, "docxtemplater"));
const bytes = fs.readFileSync(template);

// Sections are entered by truth: a block becomes { <its kind>: what is in it }.
function keyed(block) {
  if (block.kind === "heading") return { ["heading" + block.level]: [block] };
  if (block.kind === "bullets" || block.kind === "memo") return { [block.kind]: block.items };
  if (block.kind === "stats" || block.kind === "sources") return { [block.kind]: block[block.kind] };
  if (block.kind === "table") {
    const cells = (row, letter) => Object.fromEntries(row.map((text, n) => [letter + n, text]));
    return { table: [{ ...cells(block.header, "h"), rows: block.rows.map((row) => cells(row, "c")) }] };
  }
  return { [block.kind]: [block] };
}

function render(content) {
  const document = new Docxtemplater(new PizZip(bytes), { paragraphLoop: true, linebreaks: true });
  document.render({ ...content, blocks: content.blocks.map(keyed) });
  return document.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
}

function timed(asked) {
  const clock = process.hrtime.bigint();
  const processor = process.cpuUsage();
  const data = render(asked.content);
  const spent = process.cpuUsage(processor);
  const wall = Number(process.hrtime.bigint() - clock) / 1e6;
  if (asked.save) fs.writeFileSync(asked.save, data);
  return { wall, cpu: (spent.user + spent.system) / 1e3, bytes: data.length };
}

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  console.log(JSON.stringify(JSON.parse(line).map(timed)));
});
