import assert from "node:assert/strict";
import { test } from "node:test";

import {
  bytesOf,
  creationOptions,
  credentialJson,
  requestOptions,
  textOf,
} from "../../src/strongstride/web/static/js/accounts/credential-json.js";

test("bytes become text and bytes again, whatever their number", () => {
  for (let length = 0; length < 70; length++) {
    const bytes = Uint8Array.from({ length }, (_, place) => (place * 89 + 251) % 256);
    const text = textOf(bytes);
    assert.match(text, /^[\w-]*$/);
    assert.deepEqual(bytesOf(text), bytes);
  }
});

test("text is base64url as RFC 4648 has it", () => {
  assert.equal(textOf(Uint8Array.of(0xfb, 0xff, 0xfe)), "-__-");
  assert.deepEqual(bytesOf("-__-"), Uint8Array.of(0xfb, 0xff, 0xfe));
  assert.deepEqual(bytesOf("AA=="), Uint8Array.of(0));
});

const CREATION = {
  challenge: "AAEC",
  rp: { id: "localhost" },
  user: { id: "AwQ", name: "robin" },
  excludeCredentials: [{ id: "BQ", type: "public-key" }],
  authenticatorSelection: { userVerification: "preferred" },
};

test("a key that logs in by itself is kept by the device and asks who is there", () => {
  const options = creationOptions(CREATION, true);
  assert.deepEqual(options.challenge, Uint8Array.of(0, 1, 2));
  assert.deepEqual(options.user, { id: Uint8Array.of(3, 4), name: "robin" });
  assert.deepEqual(options.excludeCredentials, [{ id: Uint8Array.of(5), type: "public-key" }]);
  assert.deepEqual(options.authenticatorSelection, {
    residentKey: "required",
    requireResidentKey: true,
    userVerification: "required",
  });
});

test("a second factor need not be kept by the device", () => {
  const { authenticatorSelection } = creationOptions(CREATION, false);
  assert.equal(authenticatorSelection.requireResidentKey, false);
  assert.equal(authenticatorSelection.userVerification, "preferred");
});

test("a request without named keys allows any", () => {
  assert.deepEqual(requestOptions({ challenge: "AA" }), {
    challenge: Uint8Array.of(0),
    allowCredentials: [],
  });
});

test("a credential is told as the server reads it, without what it does not have", () => {
  const told = credentialJson({
    id: "BQ",
    rawId: Uint8Array.of(5).buffer,
    type: "public-key",
    response: { clientDataJSON: Uint8Array.of(1), signature: Uint8Array.of(2), userHandle: null },
    getClientExtensionResults: () => ({}),
  });
  assert.deepEqual(told, {
    id: "BQ",
    rawId: "BQ",
    type: "public-key",
    response: { clientDataJSON: "AQ", signature: "Ag" },
    clientExtensionResults: {},
  });
});
