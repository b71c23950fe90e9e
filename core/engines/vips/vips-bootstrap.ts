// The entry point of the codec's inner threads on Bun. In a `worker_threads` worker Bun has a global
// `postMessage`; the codec assumes a browser, never listens on `parentPort`, and hangs at the
// first pixel. Without the global it works as on Node.
Reflect.set(globalThis, "postMessage", undefined);
await import("wasm-vips");

export {};
