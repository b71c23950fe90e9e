import type { VNode } from "preact";

const PAGES = [
	["/desk", "Photos"],
	["/desk/trash", "Trash"],
	["/desk/sign-ins", "Password and sessions"],
	["/admin/queue", "Queue"],
	["/admin/buckets", "Buckets"],
] as const;

/**
 * The navigation between the desk's pages.
 *
 * @param here the path of the page that shows it
 *
 * @example
 * <DeskNav here="/desk" />
 */
export function DeskNav({ here }: { readonly here: string }): VNode {
	return (
		<nav class="desk-nav" aria-label="Desk">
			{PAGES.map(([path, name]) => (
				<a key={path} href={path} {...(path === here && { "aria-current": "page" as const })}>
					{name}
				</a>
			))}
		</nav>
	);
}
