// The entry of the codec's own inner threads, on Bun. In a `worker_threads` worker Bun has a global
// `postMessage`; the codec takes it for a browser's, never listens on `parentPort` and hangs at the
// first pixel. Without the global it takes the Node road.
Reflect.set(globalThis, "postMessage", undefined);
await import("wasm-vips");

export {};
