let visited = 0;

/** Bytes, characters and elements that built-in functions have visited so far. */
export function visitedBytes(): number {
	return visited;
}

type Method = (this: ArrayLike<unknown>, ...parameters: readonly unknown[]) => unknown;

/** Replaces a function of a prototype by one that adds what it visits. */
function count(
	prototype: object,
	name: string,
	visits: (self: ArrayLike<unknown>, parameters: readonly unknown[], result: unknown) => number,
): void {
	const original: Method = Reflect.get(prototype, name);
	function counted(this: ArrayLike<unknown>, ...parameters: readonly unknown[]): unknown {
		const result = Reflect.apply(original, this, parameters);
		visited += visits(this, parameters, result);
		return result;
	}
	Reflect.set(prototype, name, counted);
}

const lengthOf = (value: unknown): number =>
	typeof value === "string" || ArrayBuffer.isView(value) || Array.isArray(value)
		? Number(Reflect.get(Object(value), "length") ?? 0)
		: 0;

/** What a search has visited: from its start to what it found, or to the end. */
function searched(
	self: ArrayLike<unknown>,
	[, from = 0]: readonly unknown[],
	result: unknown,
): number {
	const end = Number(result) < 0 ? self.length : Number(result);
	return Math.max(0, end - Number(from));
}

const arrays = Object.getPrototypeOf(Uint8Array.prototype);
count(arrays, "set", (_, [source]) => lengthOf(source));
count(arrays, "slice", (_, __, result) => lengthOf(result));
count(arrays, "fill", (self, [, from = 0, to = self.length]) =>
	Math.max(0, Math.min(Number(to), self.length) - Number(from)),
);
count(arrays, "indexOf", searched);
count(String.prototype, "indexOf", searched);
count(Array.prototype, "indexOf", searched);
count(Array.prototype, "includes", (self) => self.length);
count(Array.prototype, "slice", (_, __, result) => lengthOf(result));
for (const name of ["split", "replace", "replaceAll", "trim", "toLowerCase"]) {
	count(String.prototype, name, (self) => self.length);
}
count(TextDecoder.prototype, "decode", (_, [bytes]) => lengthOf(bytes));
