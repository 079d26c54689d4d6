import assert from "node:assert/strict";
import { test } from "node:test";

import { complaint, words } from "../../src/strongstride/web/static/js/upload_limits.js";

const files = (...sizes) => sizes.map((size) => ({ size }));

test("nothing chosen is said", () => {
  assert.equal(complaint([], 10, 10), "Choose at least one file first.");
});

test("files within the limits pass", () => {
  assert.equal(complaint(files(2 ** 20, 2 ** 20), 2, 2), "");
});

test("too many files are said with a way out", () => {
  assert.match(complaint(files(1, 1, 1), 10, 2), /^Those are 3 files, and at most 2 .* zip/);
});

test("too many bytes are said with the limit", () => {
  assert.match(complaint(files(3 * 2 ** 20), 2, 10), /^That is 3 MB, .* at most 2 MB/);
});

test("how far it is is told in megabytes", () => {
  assert.match(words(2 ** 19, 2 ** 20), /^0\.5 of 1\.0 MB sent/);
  assert.match(words(2 ** 20, 2 ** 20), /^Sent/);
});
