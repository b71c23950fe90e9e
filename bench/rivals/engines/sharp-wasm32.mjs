// sharp on its WebAssembly build. It takes that where there is no native one, so the native one is
// hidden from it.
import Module, { createRequire } from "node:module";

const load = Module._load;
const wasm = createRequire(import.meta.url).resolve("@img/sharp-wasm32/sharp.node");
Module._load = (request, ...rest) =>
	load(/^@img\/sharp-(linux|darwin|win32).*\/sharp\.node$/.test(request) ? wasm : request, ...rest);

export const { render } = await import("./sharp.mjs");
