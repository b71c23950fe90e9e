/**
 * As much of Protocol Buffers' wire format as Terraform's plugin protocol needs of us.
 *
 * @see https://protobuf.dev/programming-guides/encoding/
 */

/** A field to write: zero, false and absent values are left out, as the format wants it. */
export type Field = readonly [tag: number, value: Uint8Array | string | number | boolean];

/** One message. */
export function writeMessage(fields: readonly Field[]): Uint8Array {
	return concatenate(fields.flatMap(([tag, value]) => writeField(tag, value)));
}

/** The fields of a message that are bytes, strings or messages; the last one of a number counts. */
export function readFields(message: Uint8Array): ReadonlyMap<number, Uint8Array> {
	const fields = new Map<number, Uint8Array>();
	let at = 0;
	const varint = (): number => {
		let value = 0;
		for (let shift = 1; ; shift *= 128) {
			const byte = message[at++] ?? 0;
			value += (byte & 127) * shift;
			if (byte < 128) return value;
		}
	};
	while (at < message.length) {
		const key = varint();
		if ((key & 7) === 0) varint();
		else if ((key & 7) === 2) {
			const length = varint();
			fields.set(key >> 3, message.subarray(at, at + length));
			at += length;
		} else throw new Error(`Wire type ${key & 7} is not expected here`);
	}
	return fields;
}

function writeField(tag: number, value: Field[1]): readonly Uint8Array[] {
	if (typeof value === "number" || typeof value === "boolean") {
		return Number(value) === 0 ? [] : [varint(tag * 8), varint(Number(value))];
	}
	const bytes = typeof value === "string" ? new TextEncoder().encode(value) : value;
	return [varint(tag * 8 + 2), varint(bytes.length), bytes];
}

function varint(value: number): Uint8Array {
	const bytes: number[] = [];
	let rest = value;
	for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest & 127) | 128);
	return Uint8Array.from([...bytes, rest]);
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
	const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}
