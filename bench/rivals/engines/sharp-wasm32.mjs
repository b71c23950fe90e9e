// sharp with its WebAssembly build. sharp prefers the native build, so that one is replaced.
import Module, { createRequire } from "node:module";

const load = Module._load;
const wasm = createRequire(import.meta.url).resolve("@img/sharp-wasm32/sharp.node");
Module._load = (request, ...rest) =>
	load(/^@img\/sharp-(linux|darwin|win32).*\/sharp\.node$/.test(request) ? wasm : request, ...rest);

export const { render } = await import("./sharp.mjs");
