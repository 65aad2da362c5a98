// The SDK as its users construct it; the only thing changed is the address.

import { HumeClient } from "hume";

export const url = required("EVI_URL");
export const apiKey = required("EVI_API_KEY");
export const secretKey = required("EVI_SECRET_KEY");

export const hume = new HumeClient({ environment: url, apiKey, maxRetries: 0 });
export const evi = hume.empathicVoice;

/** Asks the engine without the SDK, for what the SDK does not offer. */
export function ask(path, options = {}) {
    return fetch(url + path, { ...options, headers: { "X-Hume-Api-Key": apiKey, ...options.headers } });
}

function required(name) {
    const value = process.env[name];
    if (!value) {
        throw new Error(`${name} is not set; these scripts are run by HumeSdkIT`);
    }
    return value;
}
