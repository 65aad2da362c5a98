// A script is a list of checks. Each prints one line of JSON, which HumeSdkIT reports as a test of its own.

const LIMIT_MILLIS = 60_000;
const complaints = [];

// The SDK never rejects what a server sends: it warns. Here a warning is a failure of the script's last check.
console.warn = (...words) => complain(words.join(" "));

/** Notes that something the engine sent does not fit the SDK's own types. */
export function complain(text) {
    complaints.push(text);
}

export async function check(name, body) {
    const started = performance.now();
    let error = null;
    try {
        await Promise.race([body(), expiry()]);
    } catch (failure) {
        error = failure?.stack ?? String(failure);
    }
    report(name, started, error);
}

/** The last line of every script. */
export async function done() {
    await check("everything the engine sent fits the SDK's types", async () => {
        if (complaints.length > 0) {
            throw new Error([...new Set(complaints)].slice(0, 10).join("\n"));
        }
    });
    process.exit(0); // the SDK's sockets would keep on reconnecting
}

function report(name, started, error) {
    const millis = Math.round(performance.now() - started);
    process.stdout.write(JSON.stringify({ check: name, millis, error }) + "\n");
}

function expiry() {
    return new Promise((_, reject) => {
        setTimeout(() => reject(new Error(`not over after ${LIMIT_MILLIS} ms`)), LIMIT_MILLIS).unref();
    });
}
