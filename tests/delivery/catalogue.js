// Reads OPDS catalogues with r2-opds-js, which Thorium Reader is made with, and prints what it has understood.
const fs = require("fs");
const { DOMParser } = require("@xmldom/xmldom");
const opds = "r2-opds-js/dist/es8-es2017/src/opds";
const { TaJsonDeserialize, TaJsonSerialize } = require("r2-lcp-js/dist/es8-es2017/src/serializable");
const { initGlobalConverters_GENERIC } = require("r2-shared-js/dist/es8-es2017/src/init-globals");
const { XML } = require("r2-utils-js/dist/es8-es2017/src/_utils/xml-js-mapper");
const { convertOpds1ToOpds2 } = require(`${opds}/converter`);
const { initGlobalConverters_OPDS } = require(`${opds}/init-globals`);
const { OPDS } = require(`${opds}/opds1/opds`);
const { OPDSFeed } = require(`${opds}/opds2/opds2`);

initGlobalConverters_OPDS();
initGlobalConverters_GENERIC();

function read(path) {
  const text = fs.readFileSync(path, "utf8");
  if (path.endsWith(".json")) return TaJsonDeserialize(JSON.parse(text), OPDSFeed);
  return convertOpds1ToOpds2(XML.deserialize(new DOMParser().parseFromString(text, "application/xml"), OPDS));
}

console.log(JSON.stringify(process.argv.slice(2).map((path) => TaJsonSerialize(read(path)))));
