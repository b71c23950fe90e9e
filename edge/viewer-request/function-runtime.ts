import { createContext, runInContext } from "node:vm";
import type { FunctionEvent, FunctionRequest, FunctionResponse } from "./event.ts";

/** A function as CloudFront calls it. */
export type CloudFrontFunction = (event: FunctionEvent) => FunctionRequest | FunctionResponse;

/**
 * The globals of runtime 2.0: ECMAScript 5.1 and the additions in AWS's documentation. `Function`,
 * `eval` and timers exist there but throw.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
 */
const GLOBALS =
	"Array ArrayBuffer Boolean DataView Date Error EvalError Float32Array Float64Array Infinity Int8Array Int16Array Int32Array JSON Math NaN Number Object Promise RangeError ReferenceError RegExp String Symbol SyntaxError TypeError URIError Uint8Array Uint16Array Uint32Array Uint8ClampedArray atob btoa decodeURI decodeURIComponent encodeURI encodeURIComponent isFinite isNaN parseFloat parseInt undefined";

const METHODS: Readonly<Record<string, string>> = {
	Object:
		"assign create defineProperties defineProperty entries freeze getOwnPropertyDescriptor getOwnPropertyDescriptors getOwnPropertyNames getPrototypeOf is isExtensible isFrozen isSealed keys preventExtensions seal setPrototypeOf values",
	"String.prototype":
		"charAt charCodeAt codePointAt concat endsWith includes indexOf lastIndexOf localeCompare match padEnd padStart repeat replace replaceAll search slice split startsWith substr substring toLowerCase toString toUpperCase trim trimEnd trimStart valueOf",
	"Array.prototype":
		"concat copyWithin every fill filter find findIndex forEach includes indexOf join lastIndexOf map pop push reduce reduceRight reverse shift slice some sort splice toString unshift",
	Array: "from isArray of",
	"RegExp.prototype": "exec flags global ignoreCase lastIndex multiline source test toString",
	Number:
		"EPSILON MAX_SAFE_INTEGER MAX_VALUE MIN_SAFE_INTEGER MIN_VALUE NEGATIVE_INFINITY NaN POSITIVE_INFINITY isFinite isInteger isNaN isSafeInteger parseFloat parseInt",
};

/**
 * Loads a CloudFront Function's script into a new realm with only the built-ins of CloudFront's runtime
 * 2.0, and returns its handler. This is not a sandbox against attackers: run only your own scripts.
 *
 * @param script a plain script that declares `function handler(event)`
 *
 * @example
 * const handler = runCloudFrontFunction("function handler(event) { return event.request; }");
 */
export function runCloudFrontFunction(script: string): CloudFrontFunction {
	const realm = createContext({});
	for (const [owner, names] of Object.entries(METHODS)) {
		removeOthers(runInContext(owner, realm), names);
	}
	const global = runInContext("globalThis", realm);
	removeOthers(global, GLOBALS);
	for (const name of ["eval", "Function", "setTimeout", "setInterval"]) global[name] = unavailable;
	global.console = { log() {} };
	runInContext(`"use strict"; ${script}`, realm, { filename: "cloudfront-function.js" });
	return runInContext("handler", realm);
}

/** Removes all properties except those that the runtime has. */
function removeOthers(owner: object, names: string): void {
	const allowed = new Set(["constructor", "length", "name", "prototype", ...names.split(" ")]);
	for (const name of Object.getOwnPropertyNames(owner)) {
		if (!allowed.has(name)) Reflect.deleteProperty(owner, name);
	}
}

function unavailable(): never {
	throw new Error("Not available in a CloudFront Function");
}
