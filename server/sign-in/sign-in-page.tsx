import type { VNode } from "preact";

/** What the sign-in page shows. */
export type SignInPageProps = {
	readonly siteName: string;
	/** Why the last attempt failed; `null` for no notice. */
	readonly problem: string | null;
	/** The secret of the link that was opened; `null`: the form asks for the password or the token. */
	readonly link: string | null;
	readonly hasPassword: boolean;
	/** The path of the page to show after signing in. */
	readonly wanted: string;
};

/**
 * The sign-in form: asks for the owner's password, or for the owner's token if no password is set. For
 * a link it has only a button.
 *
 * @example
 * page(frame, <SignInPage siteName="Photos" problem={null} link={null} hasPassword wanted="/desk" />);
 */
export function SignInPage(props: SignInPageProps): VNode {
	const { siteName, problem, link, hasPassword, wanted } = props;
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
				{link === null ? (
					<Secret hasPassword={hasPassword} />
				) : (
					<input type="hidden" name="link" value={link} />
				)}
				<button type="submit" class="main">
					Sign in
				</button>
			</form>
			<p class="quiet">{link === null ? hint(hasPassword) : "The link works once."}</p>
		</main>
	);
}

function Secret({ hasPassword }: { readonly hasPassword: boolean }): VNode {
	return (
		<label>
			<span>{hasPassword ? "Password" : "Owner token"}</span>
			<input
				type="password"
				name={hasPassword ? "password" : "token"}
				required
				autocomplete="current-password"
			/>
		</label>
	);
}

function hint(hasPassword: boolean): string {
	const link =
		"The server prints a sign-in link when it starts, and npm run sign-in prints another.";
	return hasPassword ? `Forgot your password? ${link}` : link;
}
