import type { Outcomes } from "./each-input.ts";

/**
 * Lists what became of each file, for programs: its fields, or its error.
 *
 * @param fieldsOf the fields of a result
 *
 * @example
 * outcomeList({ results: [], failures: [] }, (result) => ({ result })); // []
 */
export function outcomeList<Result>(
	{ results, failures }: Outcomes<Result>,
	fieldsOf: (result: Result) => object,
): readonly object[] {
	return [
		...results.map(({ input, result }) => ({ file: input.path, ...fieldsOf(result) })),
		...failures.map(({ path, reason }) => ({ file: path, error: reason })),
	];
}
