import type { VNode } from "preact";

/**
 * What went wrong, in words, and the way on.
 *
 * @example
 * <ErrorPage title="Not found" message="There is no such photo" status={404} code="not-found" />;
 */
export function ErrorPage(problem: {
	readonly title: string;
	readonly message: string;
	readonly status: number;
	readonly code: string;
}): VNode {
	return (
		<main class="narrow" id="content">
			<h1>{problem.title}</h1>
			<p>{problem.message}</p>
			<p>
				<a href="/">All photos</a>
			</p>
			<p class="quiet">
				{problem.status} {problem.code}
			</p>
		</main>
	);
}
