import assert from "node:assert/strict";
import test from "node:test";
import { addressOf } from "../../src/strongstride/web/static/js/addresses.js";

const PAGE = "http://127.0.0.1:8000/plan/?week=2";
const form = (address) => ({ action: { name: "action" }, getAttribute: () => address });

test("a field named action does not hide where a form sends to", () => {
  assert.equal(addressOf(form("/accounts/logout/"), PAGE).pathname, "/accounts/logout/");
});

test("a form without an address sends to its own page", () => {
  assert.equal(addressOf(form(null), PAGE).href, PAGE);
  assert.equal(addressOf(form(""), PAGE).href, PAGE);
});
