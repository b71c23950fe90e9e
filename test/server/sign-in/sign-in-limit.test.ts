import { expect, test } from "bun:test";
import { createSignInLimit } from "../../../server/sign-in/sign-in-limit.ts";

const MINUTE = 60_000;

test("a source has ten attempts in 15 minutes, then one more for each that expires", () => {
	let now = 0;
	const limit = createSignInLimit(() => now);
	for (let i = 0; i < 10; i++) {
		now = i * MINUTE;
		expect(limit.attempt("a", true)).toBe(0);
	}
	expect(limit.attempt("a", true)).toBe(6 * 60);
	expect(limit.attempt("b", true)).toBe(0);
	now = 15 * MINUTE - 1;
	expect(limit.attempt("a", true)).toBe(1);
	now = 15 * MINUTE;
	expect(limit.attempt("a", true)).toBe(0);
	expect(limit.attempt("a", true)).toBe(60);
});

test("the right password resets the attempts of its source", () => {
	const limit = createSignInLimit(() => 0);
	for (let i = 0; i < 10; i++) limit.attempt("a", true);
	limit.reset("a");
	expect(limit.attempt("a", true)).toBe(0);
});

test("all sources together have a hundred attempts", () => {
	let now = 0;
	const limit = createSignInLimit(() => now);
	for (let i = 0; i < 100; i++) expect(limit.attempt(`address ${i}`, true)).toBe(0);
	expect(limit.attempt("the owner's", true)).toBe(15 * 60);
	now = 15 * MINUTE;
	expect(limit.attempt("the owner's", true)).toBe(0);
});

test("a browser that has signed in before passes the common limit, and has one of its own", () => {
	const limit = createSignInLimit(() => 0);
	for (let i = 0; i < 100; i++) limit.attempt(`address ${i}`, true);
	expect(limit.attempt("one more", true)).toBe(15 * 60);
	for (let i = 0; i < 10; i++) expect(limit.attempt("browser", false)).toBe(0);
	expect(limit.attempt("browser", false)).toBe(15 * 60);
	expect([limit.secondsLeft("browser"), limit.secondsLeft("another")]).toEqual([15 * 60, 0]);
});

test("memory is bounded, however many sources there are", () => {
	const limit = createSignInLimit(() => 0);
	for (let i = 0; i < 10; i++) limit.attempt("first", false);
	for (let i = 0; i < 4999; i++) limit.attempt(`source ${i}`, false);
	expect(limit.secondsLeft("first")).toBe(0);
	expect(limit.attempt("last", false)).toBe(0);
});
