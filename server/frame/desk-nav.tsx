import type { VNode } from "preact";

const PLACES = [
	["/desk", "Photos"],
	["/desk/sign-ins", "Password and sign-ins"],
	["/admin/queue", "Queue"],
	["/admin/buckets", "Buckets"],
] as const;

/**
 * The ways between the desk's pages.
 *
 * @param here the path of the page it is on
 *
 * @example
 * <DeskNav here="/desk" />
 */
export function DeskNav({ here }: { readonly here: string }): VNode {
	return (
		<nav class="desk-nav" aria-label="Desk">
			{PLACES.map(([path, name]) => (
				<a key={path} href={path} {...(path === here && { "aria-current": "page" as const })}>
					{name}
				</a>
			))}
		</nav>
	);
}
