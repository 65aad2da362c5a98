/** As much of a browser as the page's sound and sockets ask for; every answer waits until the test gives it. */

const later = () => {
  let settle;
  const promise = new Promise((resolve, reject) => (settle = { resolve, reject }));
  return Object.assign(promise, settle);
};

/** Lets everything go on that can. */
export async function settled() {
  for (let i = 0; i < 20; i++) await Promise.resolve();
  await new Promise((resolve) => setImmediate(resolve));
}

export class Browser {
  constructor() {
    const browser = this;
    this.contexts = [];
    this.sockets = [];
    this.tracks = [];
    this.playouts = [];
    this.asked = []; // {method, path, answer(status, body)}
    this.modules = later(); // until the worklets are there
    this.permission = later(); // until somebody allows the microphone

    globalThis.sessionStorage = { getItem: () => null };
    globalThis.fetch = (url, { method }) => {
      const answer = later();
      browser.asked.push({
        method,
        path: String(url).replace(/^.*?\/api\//, "api/"),
        answer: (status, body) => answer.resolve(new Response(body === undefined ? null : JSON.stringify(body), { status })),
      });
      return answer;
    };
    globalThis.AudioContext = class {
      constructor() {
        this.isOpen = true;
        this.destination = {};
        this.audioWorklet = { addModule: () => browser.modules };
        browser.contexts.push(this);
      }
      async resume() {}
      close() {
        this.isOpen = false;
      }
      createMediaStreamSource() {
        return { connect() {}, disconnect() {} };
      }
    };
    globalThis.AudioWorkletNode = class {
      constructor(context, name) {
        if (!context.isOpen) throw new Error("the context is closed");
        this.port = { postMessage() {} };
        if (name === "playout") browser.playouts.push(this);
      }
      connect() {
        this.isConnected = true;
      }
      disconnect() {
        this.isConnected = false;
      }
    };
    Object.defineProperty(globalThis, "navigator", {
      configurable: true,
      value: {
        mediaDevices: {
          getUserMedia: async () => {
            await browser.permission;
            const track = { isOn: true, stop: () => (track.isOn = false) };
            browser.tracks.push(track);
            return { getTracks: () => [track] };
          },
        },
      },
    });
    globalThis.WebSocket = class {
      static OPEN = 1;
      constructor(url) {
        this.url = url;
        this.readyState = 0;
        this.sent = [];
        browser.sockets.push(this);
      }
      opens() {
        this.readyState = 1;
        this.onopen?.();
      }
      send(data) {
        this.sent.push(data);
      }
      close() {
        this.readyState = 3;
      }
      closes() {
        this.readyState = 3;
        this.onclose?.();
      }
    };
  }

  /** The worklets are there, and the microphone is allowed. */
  willing() {
    this.modules.resolve();
    this.permission.resolve();
    return this;
  }

  get openContexts() {
    return this.contexts.filter((context) => context.isOpen).length;
  }

  get openMicrophones() {
    return this.tracks.filter((track) => track.isOn).length;
  }

  get openSockets() {
    return this.sockets.filter((socket) => socket.readyState < 2).length;
  }
}
