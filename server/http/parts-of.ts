import type { Elysia } from "elysia";

/** Makes routes out of the parts of the server that they need. */
type MakeRoutes = (parts: never) => Elysia;

/** All parts that several functions need to make their routes. */
export type PartsOf<All extends readonly MakeRoutes[]> = [All[number]] extends [
	(parts: infer Parts) => Elysia,
]
	? Parts
	: never;
