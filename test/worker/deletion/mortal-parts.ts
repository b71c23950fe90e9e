import type { PhotoParts } from "../photo-parts.ts";

/** Parts of a process that dies, and how many steps it took. */
export type MortalParts = {
	readonly parts: PhotoParts;
	/** Calls of the stores and the catalogue so far. */
	steps(): number;
};

/**
 * Makes the parts of a process that is killed after a number of steps: each call of a store or of the
 * catalogue is one, and from then on every call fails before it does anything. What was done before
 * stays, as after `kill -9`.
 */
export function mortalParts(parts: PhotoParts, stepsToLive: number): MortalParts {
	let steps = 0;
	function mortal<Part extends object>(part: Part): Part {
		return new Proxy(part, {
			get(target, name) {
				const method = Reflect.get(target, name);
				if (typeof method !== "function") return method;
				return (...parameters: readonly unknown[]) => {
					if (steps >= stepsToLive) {
						const died = new Error("The process died");
						// `list` is read, the others are awaited.
						return name === "list" ? failing(() => Promise.reject(died)) : Promise.reject(died);
					}
					steps++;
					return Reflect.apply(method, target, parameters);
				};
			},
		});
	}
	const { catalogue, media, publicStore } = parts;
	const mortals = {
		catalogue: mortal(catalogue),
		media: mortal(media),
		publicStore: mortal(publicStore),
	};
	return { parts: { ...parts, ...mortals }, steps: () => steps };
}

async function* failing(next: () => Promise<string>): AsyncGenerator<string, void> {
	yield await next();
}
