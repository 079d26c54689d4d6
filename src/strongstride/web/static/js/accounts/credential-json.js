// WebAuthn speaks in bytes, the server in JSON: base64url both ways (Web Authentication, level 3, 5.1.8-9).

/**
 * @param {string} text base64url, with or without padding
 * @returns {Uint8Array}
 */
export function bytesOf(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

/**
 * @param {ArrayBuffer | Uint8Array} bytes
 * @returns {string} base64url without padding
 */
export function textOf(bytes) {
  const letters = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte));
  return btoa(letters.join("")).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/**
 * @param {any} options `publicKey` of the server's creation options
 * @param {boolean} passwordless whether the key shall log in by itself
 * @returns {any} what `navigator.credentials.create` takes
 */
export function creationOptions(options, passwordless) {
  return {
    ...options,
    challenge: bytesOf(options.challenge),
    user: { ...options.user, id: bytesOf(options.user.id) },
    excludeCredentials: (options.excludeCredentials ?? []).map(withBytes),
    authenticatorSelection: {
      ...options.authenticatorSelection,
      residentKey: passwordless ? "required" : "discouraged",
      requireResidentKey: passwordless,
      ...(passwordless ? { userVerification: "required" } : {}),
    },
  };
}

/**
 * @param {any} options `publicKey` of the server's request options
 * @returns {any} what `navigator.credentials.get` takes
 */
export function requestOptions(options) {
  return {
    ...options,
    challenge: bytesOf(options.challenge),
    allowCredentials: (options.allowCredentials ?? []).map(withBytes),
  };
}

/**
 * @param {any} credential a PublicKeyCredential
 * @returns {any} the same as plain JSON
 */
export function credentialJson(credential) {
  const { response } = credential;
  /** @type {any} */
  const told = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) told[name] = textOf(response[name]);
  }
  if (response.getTransports) told.transports = response.getTransports();
  return {
    id: credential.id,
    rawId: textOf(credential.rawId),
    type: credential.type,
    response: told,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

/** @param {any} descriptor */
function withBytes(descriptor) {
  return { ...descriptor, id: bytesOf(descriptor.id) };
}
