import type { OwnerRecords } from "@widthwise/worker/owner";
import { WidthwiseError } from "widthwise";
import { createTurns } from "widthwise/internal";

/** The owner's password. */
export type OwnerPassword = {
	/** Whether a password is set. */
	isSet(): Promise<boolean>;
	/** Whether a text is the password; `false` if no password is set. */
	isPassword(text: string): Promise<boolean>;
	/** @throws {WidthwiseError} `bad-request` if the password is too short or too long */
	set(text: string): Promise<void>;
};

/** Characters. */
export const MIN_PASSWORD_LENGTH = 10;
/** Characters: limits the cost of hashing. */
const MAX_PASSWORD_LENGTH = 500;

/**
 * Creates the owner's password, stored as an argon2id hash. Texts are checked one at a time,
 * because each check takes about 65 MB of memory and anyone may send one.
 *
 * @example
 * const password = createOwnerPassword(records);
 * await password.isPassword("correct horse battery staple");
 */
export function createOwnerPassword(
	records: Pick<OwnerRecords, "passwordHash" | "setPasswordHash">,
): OwnerPassword {
	const turns = createTurns();
	const inTurn = <T>(work: () => Promise<T>): Promise<T> => turns("password", work);
	return {
		isSet: async () => (await records.passwordHash()) !== null,
		async isPassword(text) {
			const hash = await records.passwordHash();
			if (hash === null || text.length > MAX_PASSWORD_LENGTH) return false;
			return inTurn(() => Bun.password.verify(text || " ", hash));
		},
		async set(text) {
			if (text.length < MIN_PASSWORD_LENGTH || text.length > MAX_PASSWORD_LENGTH) {
				throw new WidthwiseError(
					"bad-request",
					`A password must have ${MIN_PASSWORD_LENGTH} to ${MAX_PASSWORD_LENGTH} characters`,
				);
			}
			await records.setPasswordHash(await inTurn(() => Bun.password.hash(text, "argon2id")));
		},
	};
}
