import type { Body, Json, Labelled, Module } from "../parse-module.ts";

/** Returns a value as text, with the module's locals inserted if they are text or numbers. */
export function resolve({ locals }: Module, value: Json | undefined): string {
	let text = typeof value === "object" ? JSON.stringify(value) : String(value);
	for (let depth = 0; depth < 5; depth++) {
		text = text.replace(/\$\{local\.(\w+)\}/g, (match, name: string) => {
			const local = locals[name];
			return typeof local === "string" || typeof local === "number" ? String(local) : match;
		});
	}
	return text;
}

/** All resources of a type. */
export function resourcesOf({ resources }: Module, type: string): readonly Labelled[] {
	return resources.filter((resource) => resource.type === type);
}

/** One resource's body; empty if there is none, so that every check of it fails. */
export function bodyOf(module: Module, type: string, name: string): Body {
	return resourcesOf(module, type).find((resource) => resource.name === name)?.body ?? {};
}
