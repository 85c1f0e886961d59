// Merkle trees as in RFC 6962 and RFC 9162 (sections 2.1.3.2 and 2.1.4.2). Sizes and places are BigInt.

import { same } from "./ed25519.js";
import { sha256 } from "./sha.js";

/** Hash of one entry. */
export function leafHash(entry) {
  return sha256(joined(0, entry));
}

/** The root that an inclusion path leads to, or null when it is no path of that entry in a tree of that size. */
export async function rootByInclusion(hash, index, size, path) {
  if (index < 0n || index >= size) return null;
  let node = index, last = size - 1n, root = hash;
  for (const step of path) {
    if (last === 0n) return null;
    if (node & 1n || node === last) {
      root = await nodeHash(step, root);
      [node, last] = climbed(node, last);
    } else {
      root = await nodeHash(root, step);
    }
    node >>= 1n;
    last >>= 1n;
  }
  return last === 0n ? root : null;
}

/** Whether the path shows the old tree to be the beginning of the new one. */
export async function isBeginning(old, young, path) {
  if (old.size > young.size) return false;
  if (old.size === young.size) return !path.length && same(old.root, young.root);
  if (old.size === 0n) return !path.length && same(old.root, await sha256(new Uint8Array(0)));
  const steps = (old.size & (old.size - 1n)) === 0n ? [old.root, ...path] : path;
  if (!steps.length) return false;
  let node = old.size - 1n, last = young.size - 1n;
  while (node & 1n) [node, last] = [node >> 1n, last >> 1n];
  let was = steps[0], now = steps[0];
  for (const step of steps.slice(1)) {
    if (last === 0n) return false;
    if (node & 1n || node === last) {
      was = await nodeHash(step, was);
      now = await nodeHash(step, now);
      [node, last] = climbed(node, last);
    } else {
      now = await nodeHash(now, step);
    }
    node >>= 1n;
    last >>= 1n;
  }
  return last === 0n && same(was, old.root) && same(now, young.root);
}

function climbed(node, last) {
  while (node && !(node & 1n)) [node, last] = [node >> 1n, last >> 1n];
  return [node, last];
}

function nodeHash(left, right) {
  return sha256(joined(1, left, right));
}

function joined(first, ...parts) {
  const whole = new Uint8Array(1 + parts.reduce((sum, part) => sum + part.length, 0));
  whole[0] = first;
  let at = 1;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
