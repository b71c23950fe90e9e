import type { VNode } from "preact";

/**
 * The content of an error page.
 *
 * @example
 * <ErrorPage title="Not found" message="No such photo" status={404} code="not-found" />;
 */
export function ErrorPage({
	title,
	message,
	status,
	code,
}: {
	readonly title: string;
	readonly message: string;
	readonly status: number;
	readonly code: string;
}): VNode {
	return (
		<main class="narrow" id="content">
			<h1>{title}</h1>
			<p>{message}</p>
			<p>
				<a href="/">All photos</a>
			</p>
			<p class="quiet">
				{status} {code}
			</p>
		</main>
	);
}
