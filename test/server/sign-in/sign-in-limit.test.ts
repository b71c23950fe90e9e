import { expect, test } from "bun:test";
import { createSignInLimit } from "../../../server/sign-in/sign-in-limit.ts";

const MINUTE = 60_000;

test("an address has ten attempts in 15 minutes, then one more for each that expires", () => {
	let now = 0;
	const limit = createSignInLimit(() => now);
	for (let i = 0; i < 10; i++) {
		now = i * MINUTE;
		expect(limit.attempt("a")).toBe(0);
	}
	expect(limit.attempt("a")).toBe(6 * 60);
	expect(limit.attempt("b")).toBe(0);
	now = 15 * MINUTE - 1;
	expect(limit.attempt("a")).toBe(1);
	now = 15 * MINUTE;
	expect(limit.attempt("a")).toBe(0);
	expect(limit.attempt("a")).toBe(60);
});

test("the right password resets the attempts of its address", () => {
	const limit = createSignInLimit(() => 0);
	for (let i = 0; i < 10; i++) limit.attempt("a");
	limit.reset("a");
	expect(limit.attempt("a")).toBe(0);
});

test("all addresses together have a hundred attempts", () => {
	let now = 0;
	const limit = createSignInLimit(() => now);
	for (let i = 0; i < 100; i++) expect(limit.attempt(`address ${i}`)).toBe(0);
	expect(limit.attempt("the owner's")).toBe(15 * 60);
	now = 15 * MINUTE;
	expect(limit.attempt("the owner's")).toBe(0);
});
