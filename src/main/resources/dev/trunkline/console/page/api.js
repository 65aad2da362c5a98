/**
 * The HTTP API, with the token of whoever has signed in. The token lives in this tab only (sessionStorage), and is sent in a header.
 */

const TOKEN = "trunkline.token";
const BASE = new URL("../", import.meta.url); // the page's own address, also under a prefix

/** An answer that is no success. */
export class ApiError extends Error {
  /**
   * @param {number} status
   * @param {string} words for people
   */
  constructor(status, words) {
    super(words);
    this.status = status;
  }
}

let onSignedOut = () => {};

/** @param {() => void} listener is told when the token is not good any more */
export function whenSignedOut(listener) {
  onSignedOut = listener;
}

export function signIn(token) {
  sessionStorage.setItem(TOKEN, token);
}

export function signOut() {
  sessionStorage.removeItem(TOKEN);
}

/** Whether people may sign in with their organisation's provider here. */
export async function hasProvider() {
  const response = await fetch(address("auth/session"), { cache: "no-store" });
  return response.status !== 404;
}

export function isSignedIn() {
  return sessionStorage.getItem(TOKEN) !== null;
}

/** The address of something below the page. */
export function address(path) {
  return new URL(path, BASE);
}

/**
 * The address of a socket: whatever host the answer names, we ask the one that served this page, and no other.
 *
 * @param {string} url absolute, or relative to the page
 */
export function socketAddress(url) {
  const named = new URL(url, BASE);
  const path = /^[a-z]+:/i.test(url) && named.host !== BASE.host ? prefixed(named.pathname) : named.pathname;
  const socket = new URL(path + named.search, BASE);
  socket.protocol = BASE.protocol === "https:" ? "wss:" : "ws:";
  return socket;
}

function prefixed(path) {
  return path.startsWith(BASE.pathname) ? path : BASE.pathname + path.replace(/^\//, "");
}

/**
 * @param {string} method
 * @param {string} path such as api/fleet
 * @param {object} [body] sent as JSON
 * @returns {Promise<Response>} a good one
 * @throws {ApiError} otherwise; its words are the server's
 */
export async function request(method, path, body) {
  const headers = { "X-Trunkline": "page" }; // no form and no other site can send it
  const token = sessionStorage.getItem(TOKEN);
  if (token !== null) headers.Authorization = "Bearer " + token;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  let response;
  try {
    response = await fetch(address(path), {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: "no-store",
    });
  } catch {
    throw new ApiError(0, "The bridge cannot be reached.");
  }
  if (response.ok) return response;
  if (response.status === 401) onSignedOut();
  throw new ApiError(response.status, await words(response));
}

async function words(response) {
  const text = await response.text();
  try {
    return JSON.parse(text).error ?? text;
  } catch {
    return text.trim() || usual(response.status);
  }
}

function usual(status) {
  if (status === 401) return "This token is not known here.";
  if (status === 404) return "This bridge does not offer that.";
  return status >= 500 ? "The bridge failed to answer (" + status + ")." : "The bridge refused this (" + status + ").";
}

/** What a GET answers, as an object. */
export async function get(path) {
  return (await request("GET", path)).json();
}

/** The same, or null where there is no such endpoint. */
export async function find(path) {
  try {
    return await get(path);
  } catch (error) {
    if (error instanceof ApiError && (error.status === 404 || error.status === 403)) return null;
    throw error;
  }
}

/** Does something; what is answered, if anything is. */
export async function post(path, body = {}) {
  const text = await (await request("POST", path, body)).text();
  return text ? JSON.parse(text) : {};
}

/** Lets the browser save an answer. */
export async function download(path, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await (await request("GET", path)).blob());
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
