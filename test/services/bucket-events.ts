import {
	ListBucketsCommand,
	PutBucketNotificationConfigurationCommand,
	S3Client,
} from "@aws-sdk/client-s3";
import type { S3Server } from "./s3.ts";

/**
 * Makes an S3 server send an event to an address for each object that is stored under a prefix of a
 * bucket, as S3 does to a Lambda. Unlike S3, it answers the upload only after the address has answered.
 */
export async function pushBucketEvents(
	s3: S3Server,
	bucket: string,
	{ prefix, address }: { readonly prefix: string; readonly address: string },
): Promise<void> {
	const { region, credentials } = s3;
	const client = new S3Client({ endpoint: s3.url, region, credentials, forcePathStyle: true });
	const name = `uploads-${crypto.randomUUID()}`;
	await createTopic(client, name, address);
	const rule = { Name: "prefix" as const, Value: prefix };
	const topic = {
		Id: "uploads",
		TopicArn: `arn:aws:sns:default::${name}`,
		Events: ["s3:ObjectCreated:*" as const],
		Filter: { Key: { FilterRules: [rule] } },
	};
	const NotificationConfiguration = { TopicConfigurations: [topic] };
	await client.send(
		new PutBucketNotificationConfigurationCommand({ Bucket: bucket, NotificationConfiguration }),
	);
	client.destroy();
}

/** Ceph takes SNS calls at its S3 address: this turns another call into one before it is signed. */
async function createTopic(client: S3Client, name: string, address: string): Promise<void> {
	const form = new URLSearchParams({
		Action: "CreateTopic",
		Name: name,
		"Attributes.entry.1.key": "push-endpoint",
		"Attributes.entry.1.value": address,
	});
	const command = new ListBucketsCommand({});
	command.middlewareStack.add(
		(next) => (call) => {
			const body = form.toString();
			const headers = {
				"content-type": "application/x-www-form-urlencoded",
				"content-length": String(body.length),
			};
			Object.assign(call.request ?? {}, { method: "POST", path: "/", query: {}, body });
			Object.assign(Reflect.get(Object(call.request), "headers"), headers);
			return next(call);
		},
		{ step: "build" },
	);
	await client.send(command);
}
