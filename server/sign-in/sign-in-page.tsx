import type { VNode } from "preact";

/**
 * The sign-in form: asks for the owner's password, or for the owner's token if no password is set.
 *
 * @param problem why the last attempt failed
 * @param wanted the path of the page to show after signing in
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
			<p class="quiet">For the site’s owner, to upload, edit and delete photos.</p>
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
					? "Forgot your password? The server prints a sign-in link when it starts."
					: "The server prints a sign-in link when it starts. The link ends with the token."}
			</p>
		</main>
	);
}
