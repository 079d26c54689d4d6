/**
 * A random UUID (version 4). `crypto.randomUUID` is missing where a server is reached without https.
 * @returns {string}
 */
export function newId() {
  return uuidText(crypto.getRandomValues(new Uint8Array(16)), 4);
}

/**
 * The key of a planned session begun on a day: the same on every phone of an athlete, so that two
 * that begin it without a network begin one session. A UUID (version 5) in the athlete's own space.
 * @param {string} athlete @param {string} planned @param {string} on ISO date
 * @param {number} go 0 for the first on that day
 */
export function sessionKey(athlete, planned, on, go) {
  const space = athlete.replaceAll("-", "").match(/../g)?.map((each) => parseInt(each, 16)) ?? [];
  const name = new TextEncoder().encode(`${planned} ${on} ${go}`);
  return uuidText(sha1([...space, ...name]).slice(0, 16), 5);
}

const rotated = (word, by) => (word << by) | (word >>> (32 - by));

/**
 * SHA-1, by RFC 3174: `crypto.subtle` is missing where a server is reached without https.
 * @param {number[]} bytes @returns {number[]} twenty bytes
 */
function sha1(bytes) {
  const padded = [...bytes, 0x80, ...Array((119 - (bytes.length % 64)) % 64).fill(0), ...words([0, bytes.length * 8])];
  let state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  for (let start = 0; start < padded.length; start += 64) state = withBlock(state, padded.slice(start, start + 64));
  return words(state);
}

const words = (all) => all.flatMap((word) => [24, 16, 8, 0].map((by) => (word >>> by) & 0xff));

/** @param {number[]} state @param {number[]} block */
function withBlock(state, block) {
  const schedule = Array.from({ length: 16 }, (_, at) => block.slice(at * 4, at * 4 + 4).reduce((word, byte) => (word << 8) | byte, 0));
  for (let at = 16; at < 80; at += 1) {
    schedule.push(rotated(schedule[at - 3] ^ schedule[at - 8] ^ schedule[at - 14] ^ schedule[at - 16], 1));
  }
  let [a, b, c, d, e] = state;
  schedule.forEach((word, at) => {
    const [mixed, constant] = ROUNDS[Math.floor(at / 20)];
    [a, b, c, d, e] = [(rotated(a, 5) + mixed(b, c, d) + e + constant + word) | 0, a, rotated(b, 30), c, d];
  });
  return [a, b, c, d, e].map((word, at) => (word + state[at]) | 0);
}

const parity = (b, c, d) => b ^ c ^ d;
/** @type {[(b: number, c: number, d: number) => number, number][]} */
const ROUNDS = [
  [(b, c, d) => (b & c) | (~b & d), 0x5a827999], [parity, 0x6ed9eba1],
  [(b, c, d) => (b & c) | (b & d) | (c & d), 0x8f1bbcdc], [parity, 0xca62c1d6],
];

/** @param {ArrayLike<number>} bytes sixteen @param {number} version */
function uuidText(bytes, version) {
  const marked = Array.from(bytes, (byte, at) => (at === 6 ? (byte & 0x0f) | (version << 4) : at === 8 ? (byte & 0x3f) | 0x80 : byte));
  const hex = marked.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
