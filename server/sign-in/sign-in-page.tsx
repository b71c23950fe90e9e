import type { VNode } from "preact";

/**
 * The form that takes the owner's password, or the owner's token where no password was set.
 *
 * @param siteName what the site calls itself
 * @param wanted the path of the page to show afterwards
 *
 * @example
 * page(frame, <SignInPage siteName="Photos" problem={null} hasPassword wanted="/desk" />);
 */
export function SignInPage({
	siteName,
	problem,
	hasPassword,
	wanted,
}: {
	readonly siteName: string;
	readonly problem: string | null;
	readonly hasPassword: boolean;
	readonly wanted: string;
}): VNode {
	return (
		<main id="content" class="desk narrow-desk">
			<h1>Sign in to {siteName}</h1>
			<p class="quiet">For the owner of these photos: to upload, to edit and to delete.</p>
			{problem && (
				<p class="notice problem" role="alert">
					{problem}
				</p>
			)}
			<form method="post" action="/sign-in" class="fields">
				<input type="hidden" name="wanted" value={wanted} />
				<label>
					<span>{hasPassword ? "Password" : "Owner token"}</span>
					<input
						type="password"
						name={hasPassword ? "password" : "token"}
						required
						autocomplete="current-password"
					/>
				</label>
				<button type="submit" class="main">
					Sign in
				</button>
			</form>
			<p class="quiet">
				{hasPassword
					? "Forgotten? The server prints a sign-in link when it starts."
					: "The server prints a sign-in link when it starts; the token is at its end."}
			</p>
		</main>
	);
}
