import type { Elysia } from "elysia";

/** Makes routes from the parts of the server that they need. */
type MakeRoutes = (parts: never) => Elysia;

/** All parts that the functions of a list need to make their routes. */
export type PartsOf<All extends readonly MakeRoutes[]> = [All[number]] extends [
	(parts: infer Parts) => Elysia,
]
	? Parts
	: never;
